"""Addresses of what becomes of a task, in the order of its life."""

from django.urls import path

from programmes.carrying import views

urlpatterns = [
    path("tasks/<int:pk>/give/", views.TaskGive.as_view(), name="task_give"),
    path("tasks/<int:pk>/start/", views.TaskStart.as_view(), name="task_start"),
    path("tasks/<int:pk>/accept/", views.TaskAccept.as_view(), name="task_accept"),
    path("tasks/<int:pk>/settle/", views.TaskSettle.as_view(), name="task_settle"),
    path("tasks/<int:pk>/stop/", views.TaskStop.as_view(), name="task_stop"),
    path("tasks/<int:pk>/carry/", views.TaskCarry.as_view(), name="task_carry"),
    path("tasks/<int:pk>/correct/", views.TaskCorrect.as_view(), name="task_correct"),
    path("tasks/<int:pk>/attachments/", views.TaskAttachments.as_view(), name="task_attach"),
    path("outputs/<int:pk>/", views.OutputUpdate.as_view(), name="output_edit"),
    path(
        "tasks/<int:pk>/disbursements/new/",
        views.DisbursementCreate.as_view(),
        name="disbursement_create",
    ),
    path(
        "disbursements/<int:pk>/edit/", views.DisbursementUpdate.as_view(), name="disbursement_edit"
    ),
    path(
        "disbursements/<int:pk>/delete/",
        views.DisbursementDelete.as_view(),
        name="disbursement_delete",
    ),
]
