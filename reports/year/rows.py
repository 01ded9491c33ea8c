"""The tasks that a number of the year was counted from, whichever lists they stand in."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from programmes.enums import TaskState
from programmes.models import Task
from programmes.models.plans import decided
from reports.year.timeliness import is_in_time, was_due


class Which(TextChoices):
    ALL = "all", _("tất cả")
    DONE = "done", _("đã nghiệm thu")
    DUE = "due", _("đã đến hạn")
    ON_TIME = "on_time", _("đúng tiến độ")
    NOT_ON_TIME = "not_on_time", _("đã đến hạn, không đúng tiến độ")


@dataclass(frozen=True)
class Tab:
    which: Which
    number: int
    url: str


def tasks_of_year(access, year):
    """Of every decided list of the unit's year; what is only proposed is no task of the year."""
    tasks = Task.objects.visible_to(access).filter(
        decided("task_list__"), owner=access.organisation, task_list__year=year
    )
    return (
        tasks.exclude(state=TaskState.PROPOSED).for_list().order_by("month_from", "ordinal", "pk")
    )


def tasks_of_list(access, task_list):
    return Task.objects.visible_to(access).filter(task_list=task_list).for_list()


def rows_url(which=Which.ALL, *, fund="", **narrowed):
    """The page of these tasks; `narrowed` is year=2026 or list=7."""
    asked = narrowed | ({} if which == Which.ALL else {"which": which.value})
    return f"{reverse('year:tasks')}?{urlencode(asked | ({'fund': fund} if fund else {}))}"


def chosen(tasks, which, today):
    return [task for task in tasks if _is(task, which, today)]


def tabs(tasks, today, **narrowed):
    """Each question with its number: a part stands beside what it is a part of."""
    return [
        Tab(which, len(chosen(tasks, which, today)), rows_url(which, **narrowed)) for which in Which
    ]


def _is(task, which, today):
    if which == Which.DONE:
        return task.is_done
    if which == Which.DUE:
        return was_due(task, today)
    if which == Which.ON_TIME:
        return is_in_time(task, today)
    if which == Which.NOT_ON_TIME:
        return was_due(task, today) and not is_in_time(task, today)
    return True
