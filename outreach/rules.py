"""Who may enter the outreach log, and who reads names in it. No queries."""

from organisations.enums import Kind

RECORDERS = (Kind.DEPARTMENT, Kind.CORPORATION, Kind.SUPPORT)


def may_record(access):
    return access.writes and access.kind in RECORDERS


def may_edit_activity(access, activity):
    return may_record(access) and activity.owner_id == access.organisation.pk


def may_edit_part(access, part):
    """A row under an activity is its organiser's, as the activity is."""
    return may_record(access) and part.owner_id == access.organisation.pk


def may_see_reach(access):
    """Shares of zones are the department's, which keeps the register of zones."""
    return access.kind == Kind.DEPARTMENT


def may_see_names(access, activity):
    """Only those who take attendance for the organiser: who came is no matter of mere viewers."""
    return may_edit_activity(access, activity)
