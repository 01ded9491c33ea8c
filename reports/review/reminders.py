"""What the Ministry has decided, told to the unit: a source of settings.REMINDER_SOURCES."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.enums import ReminderKind
from organisations.notifications import Reminder
from organisations.vietnamese import format_date
from reports.enums import ReviewDecision
from reports.models import Review
from reports.rules import UNITS

TOLD_FOR = dt.timedelta(days=60)
KINDS = {
    ReviewDecision.RETURNED: ReminderKind.REPORT_RETURNED,
    ReviewDecision.ACCEPTED: ReminderKind.REPORT_ACCEPTED,
}


def due_reminders(access, today):
    """Each decision once. Whoever joins the unit later is not told of last year's."""
    if access.kind not in UNITS:
        return
    rows = Review.objects.visible_to(access).filter(decision__in=KINDS).for_list()
    for row in rows.select_related("version__report__round").order_by("pk"):
        if timezone.localtime(row.decided_at).date() < today - TOLD_FOR:
            continue
        report = row.version.report
        yield Reminder(
            KINDS[row.decision],
            report,
            _sentence(row, report.round),
            report.get_absolute_url(),
            key=f"{KINDS[row.decision]}:{row.pk}",
        )


def _sentence(row, round_):
    if row.decision == ReviewDecision.ACCEPTED:
        return _("Bộ đã chấp nhận: %(title)s.") % {"title": round_.title}
    if round_.correction_until is None:
        return _("Bộ yêu cầu hoàn thiện, bổ sung: %(title)s.") % {"title": round_.title}
    return _("Bộ yêu cầu hoàn thiện, bổ sung đến hết ngày %(day)s: %(title)s.") % {
        "title": round_.title,
        "day": format_date(round_.correction_until),
    }
