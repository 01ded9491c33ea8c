"""Who may plan the tasks of a year. Pure questions, no queries.

Whether a list can be written now is no question of who: programmes.tasks.readiness says that.
"""

from programmes.rules import may_plan


def may_plan_list(access, task_list):
    return may_plan(access) and task_list.owner_id == access.organisation.pk


def may_plan_task(access, task):
    return may_plan(access) and task.owner_id == access.organisation.pk
