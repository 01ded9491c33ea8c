"""Who may enter plans: pure questions, no queries."""

from organisations.enums import Kind

PLANNERS = (Kind.DEPARTMENT, Kind.CORPORATION, Kind.MINISTRY)


def may_plan(access):
    return access.writes and access.kind in PLANNERS


def may_edit_plan(access, plan):
    return may_plan(access) and plan.owner_id == access.organisation.pk
