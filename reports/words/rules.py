"""Who may write a report's words: a pure question, no queries."""

from reports import rules


def may_write(access, report):
    """Its own unit's writers, also after a submission: what they write is for the next version."""
    return rules.may_compile(access) and report.owner_id == access.organisation.pk
