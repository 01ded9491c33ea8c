"""Who may write what became of a task. Pure questions."""

from programmes.enums import MINISTRY_ASSIGNMENTS, Assignment, ListState
from programmes.rules import may_plan


def may_carry_out(access, task):
    return may_plan(access) and task.owner_id == access.organisation.pk


def may_attach(access, task):
    """Evidence is added until the list is locked."""
    return may_carry_out(access, task) and task.task_list.state != ListState.CLOSED


def assignments_of(kind):
    """How the Ministry gives a task, and how everybody else does."""
    is_ministrys = kind == "ministry"
    return [way for way in Assignment if (way in MINISTRY_ASSIGNMENTS) == is_ministrys]
