"""Who may write what a unit has of its own: pure questions, no queries."""

from organisations.enums import Kind

CAPABLE = (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE)


def has_capacity(access):
    return access.kind in CAPABLE


def may_keep(access):
    return access.writes and has_capacity(access)


def may_edit(access, row):
    """A unit, its people with their trainings, its equipment, own money."""
    return may_keep(access) and row.owner_id == access.organisation.pk
