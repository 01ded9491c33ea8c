"""Lists and tasks on the screen, with what was counted from the logs of several apps."""

from django.views.generic import DetailView

from organisations.access import AccessMixin
from programmes.models import Task, TaskList


class TaskListDetail(AccessMixin, DetailView):
    model = TaskList
    context_object_name = "task_list"
    template_name = "year/task_list_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("plan", "document")

    def get_context_data(self, **kwargs):
        tasks = Task.objects.visible_to(self.request.access).filter(task_list=self.object)
        return super().get_context_data(tasks=tasks.select_related("scheme"), **kwargs)


class TaskDetail(AccessMixin, DetailView):
    model = Task
    context_object_name = "task"
    template_name = "year/task_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("task_list__plan", "scheme")
