"""% cùng kỳ: this year to a day beside the same of the year before to the same day.

Like is compared with like: a task with the one it was carried or copied from, a list with the one
it was copied from or with last year's lists of its plan, a unit with itself.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from organisations.vietnamese import format_date
from programmes.enums import OutputKind, TaskState
from programmes.models import TaskOutput
from programmes.models.plans import decided
from reports.year.log import NOTHING, YEAR, Counted, Log, held_for_tasks, rows_page


@dataclass(frozen=True)
class Compared:
    """This year's number and last year's, each to the same day. `basis` tells with what."""

    basis: str
    now: Counted = NOTHING
    then: Counted = NOTHING
    url: str = ""


@dataclass(frozen=True)
class Before:
    """One task of last year's lists that was to produce an output of some kind."""

    task: int
    name: str
    task_list: int
    plan: int | None
    is_approved: bool


class LastYear:
    """What the years before gave for tasks; four queries for any number of tasks."""

    def __init__(self, years, access, today):
        self.today = today
        self.tasks = _tasks_before(years, access)
        self.log = Log(self._activities(years, access), access)

    def of_task(self, task, kind, log):
        """With the task that this one goes on from, or is a copy of."""
        if kind == OutputKind.OTHER:
            return Compared(_("sản phẩm nhập tay, không so"))
        candidates = self._candidates(task.task_list.year, kind)
        if task.carried_from_id:
            found = [row for row in candidates if row.task == task.carried_from_id]
            words = _("nhiệm vụ được chuyển sang từ năm %(year)s")
        else:
            copied = task.task_list.copied_from_id
            found = [row for row in candidates if (row.task_list, row.name) == (copied, task.name)]
            words = _("nhiệm vụ cùng tên của danh mục năm %(year)s được sao chép")
        if not found:
            return Compared(_("không chuyển, không sao chép từ nhiệm vụ năm trước nên không so"))
        where = {"task": found[0].task} if len(found) == 1 else {}
        return self._compared(words, found, where, kind, log, {task.pk}, task.task_list.year)

    def of_list(self, task_list, kind, log, tasks):
        """With the list it was copied from, else with last year's lists of the same plan."""
        candidates = self._candidates(task_list.year, kind)
        copied, plan = task_list.copied_from_id, task_list.plan_id
        if found := [row for row in candidates if row.task_list == copied]:
            words, where = _("danh mục năm %(year)s được sao chép"), {"task_list": copied}
        else:
            found = [row for row in candidates if plan and row.plan == plan]
            words, where = _("các danh mục năm %(year)s của cùng kế hoạch"), {"list_plan": plan}
        if not found:
            return Compared(_("không có danh mục năm trước của cùng kế hoạch để so"))
        where |= {"output": str(kind)}
        return self._compared(words, found, where, kind, log, tasks, task_list.year)

    def of_unit(self, year, kind, log, tasks):
        """With all of the unit's lists of the year before that were approved, as its own are."""
        candidates = self._candidates(year, kind)
        found = [row for row in candidates if row.is_approved]
        if not found:
            return Compared(_("năm trước chưa có số liệu cùng loại"))
        words = _("mọi danh mục năm %(year)s đã phê duyệt của đơn vị")
        # The page of a year has the rows of drafts too.
        where = {"output": str(kind)} if len(found) == len(candidates) else {}
        return self._compared(words, found, where, kind, log, tasks, year)

    def _candidates(self, year, kind):
        return self.tasks.get((year and year - 1, kind), [])

    def _compared(self, words, found, where, kind, log, tasks, year):
        """What is known by its year only is on both sides or on neither."""
        by_day = not _is_whole_year(as_of(year, self.today))
        last = _year_before(as_of(year, self.today))
        then = self.log.count(kind, {row.task for row in found})
        if then.number is None:
            return Compared(_("năm trước chưa có số liệu cùng loại"))
        all_rows, now = log.count(kind, tasks), log.count(kind, tasks, by_day=by_day)
        said = _("so với %(what)s, đến ngày %(day)s") % {
            "what": words % {"year": last.year},
            "day": format_date(last),
        }
        if left_out := all_rows.rows - now.rows:
            said += _("; không tính %(rows)s dòng chỉ biết năm") % {"rows": left_out}
        narrowed = where | {"list_year": last.year, "until": last.isoformat()}
        return Compared(said, now, then, rows_page(kind, narrowed) if where else "")

    def _activities(self, years, access):
        """To the same day as this year; what is known by its year only counts in a whole one."""
        parts = [Q(pk__in=[])]
        for year in years:
            last = _year_before(as_of(year, self.today))
            to_day = Q(held_on__lte=last)
            if _is_whole_year(last):
                to_day |= Q(held_on__isnull=True)
            parts.append(to_day & Q(**{YEAR: year - 1}))
        return held_for_tasks(access).filter(reduce(or_, parts))


def _tasks_before(years, access):
    """{(year, kind): tasks of that year's lists with such an output}"""
    rows = TaskOutput.objects.visible_to(access).order_by()
    rows = rows.filter(task__task_list__year__in=[year - 1 for year in years]).distinct()
    rows = rows.annotate(
        is_approved=decided("task__task_list__") & ~Q(task__state=TaskState.PROPOSED)
    )
    listed = ("task__task_list_id", "task__task_list__plan_id")
    about = ("task_id", "task__name", *listed, "is_approved")
    found = defaultdict(list)
    for year, kind, *task in rows.values_list("task__task_list__year", "kind", *about):
        found[year, kind].append(Before(*task))
    return found


def as_of(year, today):
    """To which day a year is counted."""
    return today if year is None else min(today, dt.date(year, 12, 31))


def _is_whole_year(day):
    return (day.month, day.day) == (12, 31)


def _year_before(day):
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
