"""What is due in a year's lists: sources of settings.REMINDER_SOURCES, and of the unit's home."""

import datetime as dt

from django.utils.translation import gettext as _

from organisations.enums import ReminderKind
from organisations.notifications import Reminder
from organisations.vietnamese import format_date, named
from programmes.enums import UNFINISHED_STATES, ListState
from programmes.models import Task, TaskList
from programmes.models.plans import decided

# How long before the end of its last month a task is reminded of.
BEFORE_THE_END = dt.timedelta(days=14)
# A list of the coming year is to be submitted by the end of its eve's November ([proposal]).
LIST_MONTH, LIST_DAY = 11, 30
# An approved list that is being amended was submitted in its time.
UNSUBMITTED = (ListState.DRAFT, ListState.CONSULTING)


def running_tasks(access):
    """Approved and not finished, of lists not locked, with their list; `due_on` needs it."""
    return (
        Task.objects.visible_to(access)
        .filter(decided("task_list__"), state__in=UNFINISHED_STATES)
        .exclude(task_list__state=ListState.CLOSED)
        .select_related("task_list")
    )


def ending_tasks(access, today):
    """Tasks whose last month ends within a fortnight or has ended, the earliest first."""
    tasks = running_tasks(access).filter(
        month_to__isnull=False, task_list__year__range=(today.year - 1, today.year)
    )
    due = [task for task in tasks if task.due_on and task.due_on - BEFORE_THE_END <= today]
    return sorted(due, key=lambda task: (task.due_on, task.pk))


def unsubmitted_lists(access, today):
    """Lists still written at: of this year at once, of next year from a fortnight before it."""
    years = [today.year]
    if today >= dt.date(today.year, LIST_MONTH, LIST_DAY) - BEFORE_THE_END:
        years.append(today.year + 1)
    lists = TaskList.objects.visible_to(access).filter(state__in=UNSUBMITTED, year__in=years)
    return lists.order_by("year", "pk")


def due_reminders(access, today):
    """Each task and each list once; a task again if its end is moved."""
    for task in ending_tasks(access, today):
        yield Reminder(
            ReminderKind.TASK_ENDS,
            task,
            _task_sentence(task, today),
            task.get_absolute_url(),
            key=f"{ReminderKind.TASK_ENDS}:{task.pk}:{task.due_on.isoformat()}",
            due_on=task.due_on,
        )
    for task_list in unsubmitted_lists(access, today):
        words = {"list": named(_("Danh mục"), task_list), "year": task_list.year}
        yield Reminder(
            ReminderKind.LIST_NOT_SUBMITTED,
            task_list,
            _("%(list)s, năm %(year)s, chưa trình.") % words,
            task_list.get_absolute_url(),
            key=f"{ReminderKind.LIST_NOT_SUBMITTED}:{task_list.pk}:{task_list.year}",
            due_on=dt.date(task_list.year - 1, LIST_MONTH, LIST_DAY),
        )


def _task_sentence(task, today):
    words = {"name": task, "day": format_date(task.due_on)}
    if task.due_on < today:
        return _("Nhiệm vụ “%(name)s” đã quá hạn ngày %(day)s.") % words
    return _("Nhiệm vụ “%(name)s” đến hạn ngày %(day)s.") % words
