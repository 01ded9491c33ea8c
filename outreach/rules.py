"""Who may enter the outreach log. No queries."""

from organisations.enums import Kind

RECORDERS = (Kind.DEPARTMENT, Kind.CORPORATION, Kind.SUPPORT)


def may_record(access):
    return access.writes and access.kind in RECORDERS


def may_edit_activity(access, activity):
    return may_record(access) and activity.owner_id == access.organisation.pk
