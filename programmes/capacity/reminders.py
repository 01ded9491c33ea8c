"""Equipment whose calibration is due: a source of settings.REMINDER_SOURCES."""

import datetime as dt

from django.utils.translation import gettext as _

from organisations.enums import ReminderKind
from organisations.notifications import Reminder
from organisations.vietnamese import format_date
from programmes.capacity.figures import SOON
from programmes.models import FocalEquipment


def due_reminders(access, today):
    """Once for every due day: a month before it, or as soon as the portal knows of it."""
    equipment = FocalEquipment.objects.visible_to(access).for_list()
    for row in equipment.filter(calibration_due_on__lte=today + dt.timedelta(days=SOON)):
        due_on = row.calibration_due_on
        yield Reminder(
            ReminderKind.CALIBRATION_DUE,
            row,
            _sentence(row, today),
            row.get_absolute_url(),
            key=f"{ReminderKind.CALIBRATION_DUE}:{row.pk}:{due_on.isoformat()}",
            due_on=due_on,
        )


def _sentence(row, today):
    words = {"name": row, "unit": row.unit, "day": format_date(row.calibration_due_on)}
    if row.calibration_due_on < today:
        return _("Thiết bị “%(name)s” của %(unit)s đã quá hạn kiểm định ngày %(day)s.") % words
    return _("Thiết bị “%(name)s” của %(unit)s đến hạn kiểm định ngày %(day)s.") % words
