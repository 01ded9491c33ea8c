"""The life of a task as its page shows it: what has happened, and what can be done next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.entry.views import log_of
from organisations.vietnamese import format_date
from programmes.carrying.actions import giving_of
from programmes.carrying.days import decision_of
from programmes.enums import TASK_MOVES, TaskState

VERBS = {
    TaskState.GIVEN: ("task_give", gettext_lazy("Giao nhiệm vụ")),
    TaskState.UNDER_WAY: ("task_start", gettext_lazy("Ghi bắt đầu")),
    TaskState.ACCEPTED: ("task_accept", gettext_lazy("Ghi nghiệm thu")),
    TaskState.SETTLED: ("task_settle", gettext_lazy("Ghi quyết toán")),
    TaskState.CARRIED: ("task_carry", gettext_lazy("Chuyển năm sau")),
    TaskState.STOPPED: ("task_stop", gettext_lazy("Dừng thực hiện")),
}


@dataclass(frozen=True)
class Verb:
    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """One station of the task, with its day where it is known."""

    label: str
    day: str
    detail: str = ""


def verbs_of(task):
    """What TASK_MOVES allows now, the usual next thing first."""
    moves = TASK_MOVES.get(task.state, ())
    return [
        Verb(str(label), reverse(f"programmes:{name}", args=[task.pk]))
        for state, (name, label) in VERBS.items()
        if state in moves
    ]


def timeline_of(task, access):
    """The task's log, newest first, with the names of its states."""
    names = dict(TaskState.choices)
    entries = list(log_of(task, access))
    for entry in entries:
        entry.from_name = names.get(entry.from_state, "")
        entry.to_name = names.get(entry.to_state, "")
    return entries


def steps_of(task):
    approved = decision_of(task)
    given = giving_of(task)
    if task.started_on and not given:
        given = _("đơn vị tự thực hiện hoặc chưa ghi việc giao")
    ended = task.get_state_display() if task.stopped_on else ""
    steps = [
        (_("phê duyệt trong danh mục"), approved and approved.issued_on, str(approved or "")),
        (_("giao thực hiện"), task.given_on, given),
        (_("bắt đầu thực hiện"), task.started_on, ""),
        (_("nghiệm thu"), task.accepted_on, ""),
        (_("quyết toán"), task.settled_on, ""),
        (ended, task.stopped_on, task.stop_reason),
    ]
    return [
        Step(label, format_date(day) if day else _("chưa ghi ngày"), detail)
        for label, day, detail in steps
        if day or detail
    ]
