"""Whether a task is on time, as a short mark."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.enums import TaskState
from programmes.reminders import BEFORE_THE_END

ENDED = (TaskState.STOPPED, TaskState.CARRIED)


@dataclass(frozen=True)
class Mark:
    text: str
    tone: str


def mark_of(task, today):
    """None where nothing can be said: without a month, not approved, stopped, or due later."""
    if task.due_on is None or task.state in (TaskState.PROPOSED, *ENDED):
        return None
    if task.is_done:
        late = (task.accepted_on - task.due_on).days
        if late > 0:
            return Mark(_("muộn %(days)s ngày") % {"days": late}, "warning")
        return Mark(_("đúng tiến độ"), "success")
    left = (task.due_on - today).days
    if left < 0:
        return Mark(_("quá hạn %(days)s ngày") % {"days": -left}, "danger")
    if left <= BEFORE_THE_END.days:
        return Mark(_("đến hạn trong %(days)s ngày") % {"days": left}, "info")
    return None


def on_time_of_due(tasks, today):
    """(how many were accepted in time, how many were due): "Đúng tiến độ" wherever it is said."""
    return sum(is_in_time(task, today) for task in tasks), sum(
        was_due(task, today) for task in tasks
    )


def is_in_time(task, today):
    """Was due, and accepted not later."""
    return was_due(task, today) and task.is_on_time is True


def was_due(task, today):
    """Before today, as the report counts it (NV-03): what ended earlier was not due any more."""
    if task.due_on is None or task.due_on >= today or task.state == TaskState.PROPOSED:
        return False
    return task.state not in ENDED or task.stopped_on > task.due_on
