"""The days of a task's life: one after the other, and none in the future."""

from itertools import pairwise

from django.utils.translation import gettext as _

from organisations.vietnamese import format_date
from programmes.models import Task

ORDER = ("given_on", "started_on", "accepted_on", "settled_on")
LAST = "stopped_on"


def day_faults(task, today):
    """{column of the later day: sentence}; empty when the days can be."""
    faults = {}
    known = [name for name in (*ORDER, LAST) if getattr(task, name)]
    for earlier, later in pairwise(known):
        if getattr(task, later) < getattr(task, earlier):
            faults[later] = _("%(later)s phải bằng hoặc sau %(earlier)s (%(day)s).") % {
                "later": _name(later).capitalize(),
                "earlier": _name(earlier),
                "day": format_date(getattr(task, earlier)),
            }
    for name in known:
        if getattr(task, name) > today:
            faults[name] = future_fault(today)
    return faults


def future_fault(today):
    return _("Ngày này chưa đến: hôm nay là %(day)s.") % {"day": format_date(today)}


def _name(column):
    return str(Task._meta.get_field(column).verbose_name)
