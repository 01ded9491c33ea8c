"""Who writes the outgoing paper of a report: pure questions, no queries."""

from reports import rules


def may_write(access, report):
    return rules.may_compile(access) and report.owner_id == access.organisation.pk
