"""Who may put a report forward in its unit: a pure question, no queries."""

from reports import rules


def may_put_forward(access, report):
    """Whoever compiles it; which step of the chain is whose, organisations.rules says."""
    return rules.may_compile(access) and report.owner_id == access.organisation.pk
