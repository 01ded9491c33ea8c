"""Who sends an establishment elsewhere: pure questions, no queries."""

from organisations.enums import Kind


def may_move(access, site):
    """To another province: its department, or the Ministry."""
    is_ours = access.kind == Kind.DEPARTMENT and site.department_id == access.organisation.pk
    return _may(access, site) and (is_ours or access.kind == Kind.MINISTRY)


def may_assign(access, site):
    """To another corporation: its department, the corporation that has it, or the Ministry."""
    ours = {
        Kind.DEPARTMENT: site.department_id,
        Kind.CORPORATION: site.corporation_id,
        Kind.MINISTRY: getattr(access.organisation, "pk", None),
    }
    is_ours = access.kind in ours and ours[access.kind] == access.organisation.pk
    return _may(access, site) and is_ours


def may_see_former(access):
    """Enterprises keep their plants, whoever manages them."""
    return access.kind in (Kind.DEPARTMENT, Kind.CORPORATION)


def _may(access, site):
    return access.writes and site.merged_into_id is None
