"""Lists under amendment: what is shown as planned is the draft's until it is decided."""

from programmes.enums import ListState
from programmes.models.plans import is_amendment


def is_being_amended(task_list):
    """It has effect, and its content is written again or waits for its decision."""
    return task_list.state == ListState.AMENDING or is_amendment(task_list)


def amended_lists(tasks):
    """Of the lists of these tasks, each once."""
    lists = {task.task_list_id: task.task_list for task in tasks}
    return [task_list for task_list in lists.values() if is_being_amended(task_list)]
