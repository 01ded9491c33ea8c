"""Who may change the people of an organisation, and decide: pure questions, no queries."""

from organisations.enums import Kind, Role

DELEGATING_KINDS = {Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION}
APPROVING_KINDS = {Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION}


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


def may_see_chains(access):
    return access.kind in APPROVING_KINDS and may_see_members(access)


def may_configure_chains(access):
    return may_see_chains(access) and access.role in {Role.HEAD, Role.ADMINISTRATOR}


def may_see_health(access):
    """The portal's own state: whoever administers it for the Ministry."""
    return access.kind == Kind.MINISTRY and may_manage_members(access)


def reaches(role, wanted):
    """Whether a person in `role` may take a step for `wanted`: a head is also an officer.

    An administrator enters data like an officer, and is no head.
    """
    if wanted == Role.HEAD:
        return role == Role.HEAD
    return role in {Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR}


def may_take(access, step):
    """A step of a chain: the role reaches, and it is the named person if one is named."""
    is_meant = step.person_id is None or access.user and step.person_id == access.user.pk
    return access.kind in APPROVING_KINDS and reaches(access.role, step.role) and bool(is_meant)


def may_decide(access, approval, decisions):
    """The next step of an open run: never a second one for the same person, the last one never
    by delegation."""
    step = next((step for step in decisions if step.is_pending), None)
    if not approval.is_open or step is None or approval.owner_id != access.organisation.pk:
        return False
    is_second = access.user.pk in {earlier.decided_by_id for earlier in decisions}
    return may_take(access, step) and not is_second and not (step.is_last and access.on_behalf)


def may_withdraw(access, approval):
    """Whoever enters data for the unit, as long as nothing is decided for good."""
    return approval.is_open and access.writes and approval.owner_id == access.organisation.pk
