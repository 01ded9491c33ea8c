"""Addresses of lists and tasks, beside the plans they come from."""

from django.urls import path

from reports.year import views

app_name = "year"
urlpatterns = [
    path("brief/", views.brief, name="brief"),
    path("task-lists/<int:pk>/", views.TaskListDetail.as_view(), name="task_list"),
    path(
        "task-lists/<int:pk>/progress.<slug:form>",
        views.task_list_progress,
        name="task_list_progress",
    ),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/", views.TaskDetail.as_view(), name="task"),
]
