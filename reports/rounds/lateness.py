"""Which day binds a unit in a round."""

from reports.models import RoundAddressee


def addressee_of(report, *, access):
    """The row that says that the report is owed and by when; None where nobody asked for it."""
    rows = RoundAddressee.objects.visible_to(access).select_related("round", "organisation")
    return rows.filter(round=report.round_id, organisation=report.owner_id).first()


def due_at(report, *, access):
    """The first late instant for this report's unit."""
    return (addressee_of(report, access=access) or report.round).due_at
