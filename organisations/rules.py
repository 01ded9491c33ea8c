"""Who may change the people of an organisation: pure questions, no writes, no queries."""

from organisations.enums import Kind, Role

DELEGATING_KINDS = {Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION}


def may_see_members(access):
    """Colleagues see one another; whoever works by delegation is not a colleague."""
    return bool(access.kind) and not access.on_behalf


def may_manage_members(access):
    return access.role == Role.ADMINISTRATOR and not access.on_behalf


def may_change_membership(access, membership):
    """One's own membership is another administrator's business, so one always remains."""
    return may_manage_members(access) and membership.user_id != access.user.pk


def may_delegate(access):
    return (
        access.kind in DELEGATING_KINDS
        and access.role in {Role.HEAD, Role.ADMINISTRATOR}
        and not access.on_behalf
    )


def may_end_delegation(access, delegation):
    return may_delegate(access) and delegation.principal_id == access.organisation.pk
