"""Who may write rules of support: pure questions, no queries."""

from organisations.enums import Kind

KEEPERS = (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION)


def may_add(access):
    return access.writes and access.kind in KEEPERS


def may_edit(access, source):
    """National rows are the Ministry's: everybody reads them, nobody else changes them."""
    return may_add(access) and source.owner_id == access.organisation.pk


def adds_national(access):
    return access.kind == Kind.MINISTRY
