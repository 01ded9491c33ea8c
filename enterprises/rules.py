"""Who may write the register: pure questions, no queries."""

from organisations.enums import Kind

ZONE_READERS = (Kind.DEPARTMENT, Kind.MINISTRY)


def may_register(access):
    """The department of the territory keeps the register; everybody else reads their part."""
    return access.writes and access.kind == Kind.DEPARTMENT


def may_edit(access, row):
    """An establishment, a zone or an official total."""
    return may_register(access) and row.owner_id == access.organisation.pk


def may_see_zones(access):
    return access.kind in ZONE_READERS


def counts_own_zones(access):
    """Of the country's zones no total is made here: each department answers for its own."""
    return access.kind == Kind.DEPARTMENT
