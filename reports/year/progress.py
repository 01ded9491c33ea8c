"""How far the outputs of tasks are: counted from the outreach log, beside plan and last year.

An activity counts for the task it is linked to, when it was held in the year of the task's list.
A number that no row of the log says is no data, never a nought. Counting costs the same few
queries for one task and for two hundred.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from organisations.vietnamese import NO_DATA, format_date, format_number, format_share
from outreach.enums import EVENT_KINDS, REACHING_KINDS, ActivityKind, ActivityState
from outreach.models import Activity, ActivityZone, Attendance
from programmes.enums import OutputKind
from programmes.models import TaskOutput

LOGGED_KINDS = set(ActivityKind.values) - {ActivityKind.OTHER.value}
ONE_KIND = {kind: (ActivityKind(kind.value),) for kind in OutputKind if kind in LOGGED_KINDS}
COPIES = (OutputKind.LEAFLET, OutputKind.HANDBOOK)
COLUMNS = ("event_count", "attendance_count", "done_quantity")
# Counted once however often they were reached.
DISTINCT = (OutputKind.ZONE, OutputKind.ESTABLISHMENT)
YEAR = "task__task_list__year"


@dataclass(frozen=True)
class Counted:
    """What the log says: the number, from how many rows, and how many of them do not say it."""

    number: Any = None
    rows: int = 0
    silent: int = 0


NOTHING = Counted()


@dataclass(frozen=True)
class Estimated:
    """What the year is expected to give, and from what; no number while an output has none."""

    number: Any = None
    basis: str = ""


@dataclass(frozen=True)
class Progress:
    """One output, or all outputs of one kind: planned, done so far, expected, last year."""

    kind: str
    unit: str
    planned: Any
    done: Counted
    last_year: Counted
    as_of: dt.date
    last_as_of: dt.date | None
    estimate: Estimated = Estimated()
    url: str = ""
    last_url: str = ""
    output: TaskOutput | None = None

    @property
    def is_typed(self):
        return self.kind == OutputKind.OTHER

    @property
    def label(self):
        return OutputKind(self.kind).label

    @property
    def short(self):
        """'75% (3/4)', or what is known of it: '–/4'."""
        if self.share_of_plan != NO_DATA:
            return self.share_of_plan
        return f"{_printed(self.done.number)}/{_printed(self.planned)}"

    @property
    def share_of_plan(self):
        return _share(self.done.number, self.planned)

    @property
    def share_of_last_year(self):
        return _share(self.done.number, self.last_year.number)

    @property
    def basis(self):
        """From what the done number was taken, as a sentence."""
        if self.is_typed:
            return self._typed_basis()
        if not self.done.rows:
            return _("chưa có dòng nào trong nhật ký hoạt động gắn với nhiệm vụ")
        said = _("đếm từ %(rows)s dòng nhật ký, đến ngày %(day)s") % {
            "rows": self.done.rows,
            "day": format_date(self.as_of),
        }
        if self.done.silent:
            said += _("; %(silent)s dòng chưa ghi số") % {"silent": self.done.silent}
        return said

    def _typed_basis(self):
        if self.output is None or self.output.typed_done is None:
            return _("nhập tay, chưa có số")
        return _("nhập tay ngày %(day)s: %(basis)s") % {
            "day": format_date(self.output.typed_on),
            "basis": self.output.typed_basis,
        }

    @property
    def last_year_basis(self):
        """With what it is compared: all tasks of last year's lists for such an output."""
        if self.last_as_of is None or self.last_year.number is None:
            return _("năm trước chưa có số liệu cùng loại")
        return _("so với mọi nhiệm vụ có sản phẩm cùng loại năm %(year)s, đến ngày %(day)s") % {
            "year": self.last_as_of.year,
            "day": format_date(self.last_as_of),
        }


def _share(part, whole):
    return NO_DATA if part is None or whole is None else format_share(part, whole)


def _printed(number):
    return NO_DATA if number is None else format_number(number)


class ProgressOf:
    """The outputs of some tasks, counted together; see `progress_of`."""

    def __init__(self, tasks, access, today):
        self.tasks = {task.pk: task for task in tasks}
        self.today = today
        self.access = access
        years = {task.task_list.year for task in tasks} - {None}
        self.outputs = self._outputs()
        self.log = _Log(self._activities(), access)
        self.past = _Log(self._activities_of_last_year(years), access)
        self.past_tasks = self._tasks_of_last_year(years)

    def of(self, task):
        """A `Progress` for each output of the task, in the order of its sheet."""
        return [self._progress(output) for output in self.outputs[task.pk]]

    def by_kind(self):
        """A `Progress` for each kind, over all tasks; no activity, zone or site counts twice."""
        outputs = defaultdict(list)
        for output in (row for rows in self.outputs.values() for row in rows):
            if not output.is_typed:
                outputs[output.kind].append(output)
        return [self._sum_of(kind, outputs[kind]) for kind in OutputKind if kind in outputs]

    def _sum_of(self, kind, outputs):
        """What was done is of the tasks that are to produce it, as the plan beside it is."""
        tasks = {output.task_id for output in outputs}
        lists = {self.tasks[pk].task_list for pk in tasks}
        years = {task_list.year for task_list in lists}
        year = years.pop() if len(years) == 1 else None
        said = [output.planned for output in outputs if output.planned is not None]
        where = {"task_list": lists.pop().pk, "output": kind.value} if len(lists) == 1 else {}
        return Progress(
            kind=kind,
            unit=outputs[0].unit,
            planned=sum(said) if said else None,
            done=self.log.count(kind, tasks),
            estimate=_estimate_of(outputs),
            url=self._rows_of(kind, where, year) if where else "",
            **self._compared(kind, year),
        )

    def _progress(self, output):
        year = self.tasks[output.task_id].task_list.year
        return Progress(
            kind=output.kind,
            unit=output.unit,
            planned=output.planned,
            done=self._done(output),
            estimate=Estimated(output.estimate, output.estimate_basis),
            output=output,
            url=self._rows_of(output.kind, {"task": output.task_id}, year),
            **self._compared(output.kind, year),
        )

    def _done(self, output):
        if output.is_typed:
            return Counted(number=output.typed_done)
        return self.log.count(output.kind, {output.task_id})

    def _compared(self, kind, year):
        """With the tasks of the year before that were to produce the same; typed numbers differ."""
        as_of = _as_of(year, self.today)
        tasks = self.past_tasks[year and year - 1, kind]
        if not tasks or kind == OutputKind.OTHER:
            return {"as_of": as_of, "last_year": NOTHING, "last_as_of": None}
        last = _year_before(as_of)
        where = {"list_year": last.year, "until": last.isoformat(), "output": str(kind)}
        return {
            "as_of": as_of,
            "last_year": self.past.count(kind, tasks),
            "last_as_of": last,
            "last_url": self._rows_of(kind, where, None),
        }

    def _rows_of(self, kind, where, year):
        """The rows of the log that a number was counted from."""
        if kind == OutputKind.OTHER:
            return ""
        narrowed = where | {"state": ActivityState.HELD.value}
        if kind in ONE_KIND:
            narrowed["kind"] = ONE_KIND[kind][0].value
        if year:
            narrowed["year"] = year
        return f"{reverse('outreach:activities')}?{urlencode(narrowed)}"

    def _outputs(self):
        rows = TaskOutput.objects.visible_to(self.access).filter(task__in=self.tasks)
        found = defaultdict(list)
        for output in rows:
            found[output.task_id].append(output)
        return found

    def _tasks_of_last_year(self, years):
        """{(year, kind): tasks of that year's lists with such an output}"""
        rows = TaskOutput.objects.visible_to(self.access).order_by()
        rows = rows.filter(task__task_list__year__in=[year - 1 for year in years])
        found = defaultdict(set)
        for year, kind, task in rows.values_list("task__task_list__year", "kind", "task_id"):
            found[year, kind].add(task)
        return found

    def _activities(self):
        to_date = Q(held_on__isnull=True) | Q(held_on__lte=self.today)
        return _counting(self.access).filter(to_date, task__in=self.tasks)

    def _activities_of_last_year(self, years):
        """To the same day as this year; what is known by its year only counts in a whole one."""
        parts = [Q(pk__in=[])]
        for year in years:
            last = _year_before(_as_of(year, self.today))
            to_day = Q(held_on__lte=last)
            if (last.month, last.day) == (12, 31):
                to_day |= Q(held_on__isnull=True)
            parts.append(to_day & Q(**{YEAR: year - 1}))
        return _counting(self.access).filter(reduce(or_, parts))


def progress_of(tasks, access, today):
    """How far the outputs of these tasks are; each task comes with its list."""
    return ProgressOf(list(tasks), access, today)


def _counting(access):
    """Held activities that lie in the year of their task's list; a list without a year has all."""
    year = F(YEAR)
    in_year = (
        Q(**{f"{YEAR}__isnull": True})
        | Q(year=year)
        | Q(held_on__year=year)
        | Q(period_from=year, period_to=year)
    )
    rows = Activity.objects.visible_to(access).filter(in_year, state=ActivityState.HELD)
    return rows.filter(task__isnull=False, owner=F("task__owner")).order_by()


def _estimate_of(outputs):
    """As in the report: outputs that plan a number are added up once all of them are estimated."""
    planned = [output for output in outputs if output.planned is not None]
    said = [output.estimate for output in planned if output.estimate is not None]
    if not said:
        return Estimated()
    if len(said) < len(planned):
        words = {"said": len(said), "planned": len(planned)}
        return Estimated(None, _("mới ước %(said)s/%(planned)s sản phẩm") % words)
    return Estimated(sum(said), _("cộng %(said)s sản phẩm đã ước") % {"said": len(said)})


def _as_of(year, today):
    return today if year is None else min(today, dt.date(year, 12, 31))


def _year_before(day):
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


class _Log:
    """What activities add up to, task by task and kind by kind; three queries."""

    def __init__(self, activities, access):
        self.sums = {
            (row["task_id"], row["kind"]): row
            for row in activities.values("task_id", "kind").annotate(
                rows=Count("pk"),
                **{f"sum_of_{column}": Sum(column) for column in COLUMNS},
                **{f"rows_with_{column}": Count(column) for column in COLUMNS},
            )
        }
        reached = activities.filter(kind__in=REACHING_KINDS)
        zones = ActivityZone.objects.visible_to(access).filter(activity__in=reached)
        came = Attendance.objects.visible_to(access).filter(
            activity__in=activities, establishment__isnull=False
        )
        self.distinct = {
            OutputKind.ZONE: _pairs(zones, "zone_id"),
            OutputKind.ESTABLISHMENT: _pairs(came, "establishment_id"),
        }

    def count(self, kind, tasks):
        if kind in DISTINCT:
            return self._count_distinct(kind, tasks)
        column = "attendance_count" if kind == OutputKind.ATTENDANCE else "event_count"
        column = "done_quantity" if kind in COPIES else column
        kinds = EVENT_KINDS if kind == OutputKind.ATTENDANCE else ONE_KIND[kind]
        keys = [(task, kind) for task in tasks for kind in kinds]
        found = [self.sums[key] for key in keys if key in self.sums]
        sums = [row[f"sum_of_{column}"] for row in found]
        said = [number for number in sums if number is not None]
        rows = sum(row["rows"] for row in found)
        silent = rows - sum(row[f"rows_with_{column}"] for row in found)
        return Counted(sum(said) if said else None, rows, silent)

    def _count_distinct(self, kind, tasks):
        found = self.distinct[kind]
        pairs = [pair for task in tasks if task in found for pair in found[task]]
        activities = {activity for activity, _thing in pairs}
        things = {thing for _activity, thing in pairs}
        return Counted(len(things) or None, len(activities))


def _pairs(rows, thing):
    """{task: [(activity, thing)]}"""
    found = defaultdict(list)
    for task, *pair in rows.order_by().values_list("activity__task_id", "activity_id", thing):
        found[task].append(tuple(pair))
    return found
