"""The days of a task's life and of its payments.

Refused: out of order, in the future. Asked about: before the decision, of another year.
"""

from itertools import pairwise

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from organisations.entry.doubts import Doubt
from organisations.vietnamese import format_date
from programmes.enums import TaskState
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


def decision_of(task):
    """By which decision it came into its list: the first whose content holds it.

    A list that was entered without revisions has the decision of the list alone.
    """
    if task.state == TaskState.PROPOSED:
        return None
    revisions = task.task_list.revisions.filter(content__tasks__contains=[{"id": task.pk}])
    first = revisions.select_related("document").defer("content").order_by("ordinal").first()
    return first.document if first else task.task_list.document


def day_doubts(days, task):
    """`days` are pairs of box and day; a `Doubt` for each that can be, and seldom is."""
    decision = decision_of(task)
    for field, day in days:
        if sentence := _before_decision(day, decision) or _of_another_year(day, task.task_list):
            yield Doubt(sentence, field)


def _before_decision(day, decision):
    if decision is None or decision.issued_on is None or day >= decision.issued_on:
        return ""
    return _("Ngày %(day)s là trước ngày ký %(decision)s phê duyệt nhiệm vụ (%(signed)s).") % {
        "day": format_date(day),
        "decision": decision,
        "signed": format_date(decision.issued_on),
    }


def _of_another_year(day, task_list):
    """What a list plans is done and paid in its year, or settled in the next."""
    year = task_list.year
    if year is None or day.year in (year, year + 1):
        return ""
    return _("Danh mục của năm %(year)s, mà ngày này thuộc năm %(other)s.") % {
        "year": year,
        "other": day.year,
    }


def _name(column):
    return str(Task._meta.get_field(column).verbose_name)
