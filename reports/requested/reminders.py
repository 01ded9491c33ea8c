"""Answers to requests, told to the unit that asked: a source of settings.REMINDER_SOURCES."""

import datetime as dt

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from organisations.enums import ReminderKind
from organisations.notifications import Reminder
from reports.models import RequestStep
from reports.rules import UNITS

TOLD_FOR = dt.timedelta(days=60)
LONGEST = 120


def due_reminders(access, today):
    """Each answer once. Whoever joins the unit later is not told of last year's."""
    if access.kind not in UNITS:
        return
    rows = RequestStep.objects.visible_to(access).answered().select_related("report__round")
    for row in rows.order_by("pk"):
        if timezone.localtime(row.recorded_at).date() < today - TOLD_FOR:
            continue
        yield Reminder(
            ReminderKind.REQUEST_ANSWERED,
            row.report,
            _("Kiến nghị “%(text)s” đã được trả lời: %(number)s của %(issuer)s.")
            % {
                "text": Truncator(row.text).chars(LONGEST),
                "number": row.document_number,
                "issuer": row.document_issuer,
            },
            row.get_absolute_url(),
            key=f"{ReminderKind.REQUEST_ANSWERED}:{row.pk}",
        )
