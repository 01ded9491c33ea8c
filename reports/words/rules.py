"""Who may write a report's words: a pure question, no queries."""

from reports import rules


def may_write(access, report):
    """Its own unit's writers, also after a submission: what they write is for the next version."""
    writes = rules.may_compile(access) or rules.may_consolidate(access)
    return writes and report.owner_id == access.organisation.pk
