"""Addresses of writing lists and tasks, in the order a person walks them."""

from django.urls import path

from programmes.tasks import views

urlpatterns = [
    path("task-lists/", views.TaskListList.as_view(), name="task_lists"),
    path("task-lists/new/", views.TaskListCreate.as_view(), name="task_list_create"),
    path("task-lists/<int:pk>/edit/", views.TaskListUpdate.as_view(), name="task_list_edit"),
    path("task-lists/<int:pk>/copy/", views.TaskListCopy.as_view(), name="task_list_copy"),
    path("task-lists/<int:pk>/delete/", views.TaskListDelete.as_view(), name="task_list_delete"),
    path("task-lists/<int:pk>/tasks/new/", views.TaskCreate.as_view(), name="task_create"),
    path("tasks/<int:pk>/edit/", views.TaskUpdate.as_view(), name="task_edit"),
    path("tasks/<int:pk>/delete/", views.TaskDelete.as_view(), name="task_delete"),
]
