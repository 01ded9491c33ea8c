"""The days of a task's life and of its payments: in order, and none in the future."""

from itertools import pairwise

from django.utils.text import capfirst
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
                "later": capfirst(_name(later)),
                "earlier": _name(earlier),
                "day": format_date(getattr(task, earlier)),
            }
    for name in known:
        if getattr(task, name) > today:
            faults[name] = future_fault(today)
    return faults


def future_fault(today):
    return _("Ngày này chưa đến: hôm nay là %(day)s.") % {"day": format_date(today)}


def year_doubt(day, year):
    """A list's money is paid in its year or settled in the next; another year is asked about."""
    if year is None or day.year in (year, year + 1):
        return ""
    return _(
        "Danh mục của năm %(year)s, mà ngày này thuộc năm %(paid)s."
        " Nếu đúng như vậy, bấm Lưu lần nữa."
    ) % {"year": year, "paid": day.year}


def _name(column):
    return str(Task._meta.get_field(column).verbose_name)
