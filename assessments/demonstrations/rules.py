"""Who enters demonstration models: pure questions, no queries."""

from organisations.enums import Kind

OFFICES = (Kind.DEPARTMENT, Kind.CORPORATION)


def may_add(access):
    """Offices, for the plants in their sight; a centre by delegation, too."""
    return access.writes and access.kind in OFFICES


def may_change(access, demonstration):
    return may_add(access) and demonstration.owner_id == access.organisation.pk
