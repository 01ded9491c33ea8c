"""Who may do what with a project of support: pure questions, no queries.

The database asks the same again (assessments/migrations/_grants.py).
"""

from assessments.enums import GRANT_STEPS, GrantState
from organisations.enums import Kind

READERS = (Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE)
APPLICANTS = (Kind.DEPARTMENT, Kind.ENTERPRISE)
# The authority's own: never by delegation, and never by whoever entered the application.
DECISIONS = (GrantState.APPROVED, GrantState.REFUSED, GrantState.ACCEPTED)
JUDGED = (GrantState.APPROVED, GrantState.ACCEPTED)


def may_see_list(access):
    return access.kind in READERS


def may_apply(access):
    """An enterprise for itself, the department for those that have handed it a paper."""
    return access.writes and access.kind in APPLICANTS


def is_ours(access, grant):
    return access.organisation is not None and grant.owner_id == access.organisation.pk


def may_edit(access, grant):
    return may_apply(access) and grant.state == GrantState.APPLIED and is_ours(access, grant)


def may_withdraw(access, grant):
    is_theirs = access.kind == Kind.ENTERPRISE or is_ours(access, grant)
    return may_apply(access) and is_theirs and _leads_to(grant, GrantState.WITHDRAWN)


def may_take(access, grant, step, enterers):
    """`enterers` are the keys of the people who entered the application."""
    if access.kind != Kind.DEPARTMENT or not access.writes or not _leads_to(grant, step):
        return False
    if step in DECISIONS and access.on_behalf:
        return False
    return step not in JUDGED or access.user.pk not in enterers


def _leads_to(grant, step):
    return grant.state in GRANT_STEPS[step]


def may_pay(access, grant):
    is_office = access.kind == Kind.DEPARTMENT and access.writes
    return is_office and grant.state in GrantState.under_contract()


def may_attach(access, grant):
    """Both sides hand in papers, to the end and after it."""
    return may_apply(access)
