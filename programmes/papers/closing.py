"""What a list would leave unfinished if it were closed.

A task without an end keeps the list open: the same is shown on the screen and asked by the action.
The rest is closed with a tick, as settling may come after the year.
"""

from django.utils.translation import gettext as _

from organisations.vietnamese import format_number, unit_beside
from programmes.carrying.results import shortfalls
from programmes.enums import DONE_STATES, UNFINISHED_STATES, TaskState
from programmes.models import Task
from programmes.papers.missing import Missing


def without_an_end(task_list, access):
    """Only proposed, or neither accepted nor stopped nor carried over; sentences with a link."""
    running = _tasks(task_list, access).filter(state__in=(TaskState.PROPOSED, *UNFINISHED_STATES))
    return [_of(task, _what_ends(task)) for task in running]


def left_behind(task_list, access, today):
    """Money that is not settled and outputs below their plan, of what was accepted."""
    done = list(_tasks(task_list, access).filter(state__in=DONE_STATES))
    unsettled = [task for task in done if task.state == TaskState.ACCEPTED and _has_money(task)]
    said = [_of(task, _("%(task)s %(state)s, chưa quyết toán.")) for task in unsettled]
    tasks = {task.pk: task for task in done}
    below = shortfalls(done, access, today)
    return [*said, *(_below_plan(tasks[row.output.task_id], row) for row in below)]


def _what_ends(task):
    """A task that is only proposed has no verbs of its own: it is decided with its list."""
    if task.state == TaskState.PROPOSED:
        return _(
            "%(task)s đang ở trạng thái “%(state)s”: hãy mở điều chỉnh danh mục để ghi phê duyệt"
            " hoặc xóa nhiệm vụ."
        )
    return _("%(task)s đang ở trạng thái “%(state)s”: hãy nghiệm thu, dừng hoặc chuyển năm sau.")


def _tasks(task_list, access):
    tasks = Task.objects.visible_to(access).filter(task_list=task_list)
    return tasks.select_related("task_list").prefetch_related("money", "disbursements")


def _has_money(task):
    return any(row.planned for row in task.money.all()) or bool(task.disbursements.all())


def _of(task, sentence):
    words = {"task": _named(task), "state": task.get_state_display()}
    return Missing(sentence % words, task.get_absolute_url())


def _named(task):
    return _("Nhiệm vụ %(ordinal)s “%(name)s”") % {"ordinal": task.ordinal, "name": task.name}


def _below_plan(task, row):
    unit = unit_beside(row.output.name, row.unit)
    words = {
        "task": _named(task),
        "output": row.output.name,
        "planned": f"{format_number(row.planned)} {unit}".rstrip(),
    }
    if row.done.number is None:
        said = _("%(task)s: %(output)s chưa có số thực hiện, kế hoạch %(planned)s.")
    else:
        words["done"] = format_number(row.done.number)
        said = _("%(task)s: %(output)s mới đạt %(done)s/%(planned)s.")
    return Missing(said % words, row.output.get_absolute_url())
