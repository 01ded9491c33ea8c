"""What the outreach log adds up to for tasks: the same rules as in the report (reports.sources)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils.http import urlencode

from outreach.counting import OWN_KIND
from outreach.enums import COUNTED_BY_ROW, EVENT_KINDS, ActivityState
from outreach.models import Activity, ActivityZone, Attendance
from programmes.enums import OutputKind

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


def held_for_tasks(access):
    """Held activities that lie in the year of their task's list; a list without a year has all."""
    year = F(YEAR)
    in_year = Q(**{f"{YEAR}__isnull": True}) | Q(year=year) | Q(held_on__year=year)
    rows = Activity.objects.visible_to(access).filter(in_year, state=ActivityState.HELD)
    return rows.filter(task__isnull=False, owner=F("task__owner")).order_by()


def rows_page(kind, narrowed):
    """Where the rows are that an output of this kind was counted from."""
    if kind == OutputKind.OTHER:
        return ""
    if kind in OWN_KIND:
        asked = {"state": ActivityState.HELD.value, "kind": OWN_KIND[kind].value}
    else:
        asked = {"counted": str(kind)}
    return f"{reverse('outreach:activities')}?{urlencode(narrowed | asked)}"


class Log:
    """What activities add up to, task by task and kind by kind; three queries."""

    def __init__(self, activities, access):
        self.sums = defaultdict(list)
        for row in (
            activities.annotate(is_dated=Q(held_on__isnull=False))
            .values("task_id", "kind", "is_dated")
            .annotate(
                rows=Count("pk"),
                **{f"sum_of_{column}": Sum(column) for column in COLUMNS},
                **{f"rows_with_{column}": Count(column) for column in COLUMNS},
            )
        ):
            self.sums[row["task_id"], row["kind"]].append(row)
        zones = ActivityZone.objects.visible_to(access).reaching()
        came = Attendance.objects.visible_to(access).of_establishments()
        self.distinct = {
            OutputKind.ZONE: _triples(zones.filter(activity__in=activities), "zone_id"),
            OutputKind.ESTABLISHMENT: _triples(
                came.filter(activity__in=activities), "establishment_id"
            ),
        }

    def count(self, kind, tasks, *, by_day=False):
        """`by_day` leaves out the rows of which only the year is known."""
        if kind in DISTINCT:
            return self._count_distinct(kind, tasks, by_day)
        kinds = EVENT_KINDS if kind == OutputKind.ATTENDANCE else (OWN_KIND[kind],)
        groups = [
            row for task in tasks for each in kinds for row in self.sums.get((task, each), ())
        ]
        found = [row for row in groups if row["is_dated"] or not by_day]
        rows = sum(row["rows"] for row in found)
        if kind in COUNTED_BY_ROW:
            return Counted(rows or None, rows)
        column = "attendance_count" if kind == OutputKind.ATTENDANCE else "event_count"
        column = "done_quantity" if kind in COPIES else column
        said = [row[f"sum_of_{column}"] for row in found if row[f"sum_of_{column}"] is not None]
        silent = rows - sum(row[f"rows_with_{column}"] for row in found)
        return Counted(sum(said) if said else None, rows, silent)

    def _count_distinct(self, kind, tasks, by_day):
        found = self.distinct[kind]
        triples = [triple for task in tasks if task in found for triple in found[task]]
        kept = [triple for triple in triples if triple[2] or not by_day]
        activities = {activity for activity, _thing, _day in kept}
        things = {thing for _activity, thing, _day in kept}
        return Counted(len(things) or None, len(activities))


def _triples(rows, thing):
    """{task: [(activity, thing, day or None)]}"""
    found = defaultdict(list)
    columns = ("activity__task_id", "activity_id", thing, "activity__held_on")
    for task, *triple in rows.order_by().values_list(*columns):
        found[task].append(tuple(triple))
    return found
