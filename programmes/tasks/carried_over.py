"""What becomes of a task carried over to next year when its proposal there is deleted."""

from django.utils.translation import gettext as _

from organisations.actions import log
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from programmes.enums import ListState, TaskState
from programmes.models import Task


def take_back(proposals, *, access):
    """The tasks that were carried over as these go on in their own lists as before."""
    origins = [task.carried_from_id for task in proposals if task.carried_from_id]
    tasks = Task.objects.visible_to(access).filter(pk__in=origins).select_related("task_list")
    for task in tasks.select_for_update(of=("self",)).order_by("pk"):
        if task.task_list.state == ListState.CLOSED:
            raise ActionRefused(
                _(
                    "Chưa xóa: “%(task)s” được chuyển từ “%(list)s”, danh mục này đã khóa."
                    " Mở lại danh mục đó trước, để nhiệm vụ trở lại thực hiện ở đó."
                )
                % {"task": task, "list": task.task_list}
            )
        _go_on(task, access)


def _go_on(task, access):
    before, task.state = task.state, _state_by_its_days(task)
    task.stopped_on, task.stop_reason = None, ""
    task.save()
    comment = _("Đề xuất ở danh mục năm sau đã xóa")
    log(access, Verb.REOPEN, task, from_state=before, to_state=task.state, comment=comment)


def _state_by_its_days(task):
    """How far it had come before it was carried over."""
    if task.started_on:
        return TaskState.UNDER_WAY
    return TaskState.GIVEN if task.given_on and task.assignment else TaskState.APPROVED
