"""How far the outputs of tasks are: counted from the outreach log, beside plan and last year.

An activity counts for the task it is linked to, when it was held in the year of the task's list.
A number that no row of the log says is no data, never a nought. Counting costs the same few
queries for one task and for two hundred.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from organisations.vietnamese import NO_DATA, format_date, format_number, format_share, unit_beside
from programmes.enums import OutputKind
from programmes.models import TaskOutput
from reports.year.last_year import Compared, LastYear, as_of
from reports.year.log import Counted, Log, held_for_tasks, rows_page


@dataclass(frozen=True)
class Estimated:
    """What the whole year is expected to give, and from what."""

    number: Any = None
    basis: str = ""


@dataclass(frozen=True)
class Progress:
    """One output, or all outputs of one kind: planned, done so far, expected, last year."""

    kind: str
    unit: str
    planned: Any
    done: Counted
    as_of: dt.date
    compared: Compared
    estimate: Estimated = Estimated()
    url: str = ""
    output: TaskOutput | None = None

    @property
    def is_typed(self):
        return self.kind == OutputKind.OTHER

    @property
    def label(self):
        return OutputKind(self.kind).label

    @property
    def unit_beside(self):
        """Beside the name: nothing where the name begins with the unit."""
        return unit_beside(self.output.name if self.output else self.label, self.unit)

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
        return _share(self.compared.now.number, self.compared.then.number)

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
        self.outputs = self._outputs()
        self.log = Log(self._activities(), access)
        self.last_year = LastYear(self._years(tasks), access, today)

    def of(self, task):
        """A `Progress` for each output of the task, in the order of its sheet."""
        return [self._progress(output) for output in self.outputs[task.pk]]

    def by_kind(self, task_list=None):
        """A `Progress` for each kind, over all tasks; no activity, zone or site counts twice.

        Of one list, when it is named; else of the unit, which is compared with itself.
        """
        outputs = defaultdict(list)
        for output in (row for rows in self.outputs.values() for row in rows):
            if not output.is_typed:
                outputs[output.kind].append(output)
        kinds = [kind for kind in OutputKind if kind in outputs]
        return [self._sum_of(kind, outputs[kind], task_list) for kind in kinds]

    def _sum_of(self, kind, outputs, task_list):
        """What was done is of the tasks that are to produce it, as the plan beside it is."""
        tasks = {output.task_id for output in outputs}
        years = self._years(self.tasks[pk] for pk in tasks)
        year = years.pop() if len(years) == 1 else None
        said = [output.planned for output in outputs if output.planned is not None]
        if task_list is None:
            compared = self.last_year.of_unit(year, kind, self.log, tasks)
        else:
            compared = self.last_year.of_list(task_list, kind, self.log, tasks)
        return Progress(
            kind=kind,
            unit=outputs[0].unit,
            planned=sum(said) if said else None,
            done=self.log.count(kind, tasks),
            as_of=as_of(year, self.today),
            compared=compared,
            estimate=_estimate_of(outputs),
            url=self._rows_of_lists(kind, tasks, year),
        )

    def _rows_of_lists(self, kind, tasks, year):
        lists = {self.tasks[pk].task_list_id for pk in tasks}
        if len(lists) > 1:
            return ""
        return _rows_of(kind, {"task_list": lists.pop(), "output": kind.value}, year)

    def _progress(self, output):
        task = self.tasks[output.task_id]
        year = task.task_list.year
        return Progress(
            kind=output.kind,
            unit=output.unit,
            planned=output.planned,
            done=self._done(output),
            as_of=as_of(year, self.today),
            compared=self.last_year.of_task(task, output.kind, self.log),
            estimate=Estimated(output.estimate, output.estimate_basis),
            output=output,
            url=_rows_of(output.kind, {"task": task.pk}, year),
        )

    def _done(self, output):
        if output.is_typed:
            return Counted(number=output.typed_done)
        return self.log.count(output.kind, {output.task_id})

    def _years(self, tasks):
        return {task.task_list.year for task in tasks} - {None}

    def _outputs(self):
        rows = TaskOutput.objects.visible_to(self.access).filter(task__in=self.tasks)
        found = defaultdict(list)
        for output in rows:
            found[output.task_id].append(output)
        return found

    def _activities(self):
        to_date = Q(held_on__isnull=True) | Q(held_on__lte=self.today)
        return held_for_tasks(self.access).filter(to_date, task__in=self.tasks)


def progress_of(tasks, access, today):
    """How far the outputs of these tasks are; each task comes with its list."""
    return ProgressOf(list(tasks), access, today)


def _rows_of(kind, where, year):
    return rows_page(kind, where | {"year": year} if year else where)


def _estimate_of(outputs):
    """As in the report: unknown while an output that plans a number has no estimate."""
    said = [output.estimate for output in outputs if output.estimate is not None]
    if not said:
        return Estimated()
    silent = sum(each.planned is not None and each.estimate is None for each in outputs)
    if silent:
        words = {"said": len(said), "all": len(said) + silent}
        return Estimated(None, _("mới ước %(said)s/%(all)s sản phẩm") % words)
    return Estimated(sum(said), _("cộng %(said)s sản phẩm đã ước") % {"said": len(said)})
