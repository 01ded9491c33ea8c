"""Who looks for rows that are one establishment, and merges them: pure questions, no queries."""

from organisations.enums import Kind

OFFICIALS = (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION)


def may_see_pairs(access):
    return access.kind in OFFICIALS


def may_merge(access):
    """A pair is proposed to whoever sees both rows; the database asks that again."""
    return access.writes and may_see_pairs(access)


def may_decide(access, pair):
    return may_merge(access) and pair.owner_id == access.organisation.pk


def may_undo(access, merge):
    """Whoever answers for both rows now keeps the merge; the Ministry answers for all."""
    is_ours = merge.owner_id == access.organisation.pk
    return may_merge(access) and (is_ours or access.kind == Kind.MINISTRY)
