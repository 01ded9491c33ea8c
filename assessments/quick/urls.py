"""Addresses of findings; their list is a step (self_step)."""

from django.urls import path

from assessments.quick import views

urlpatterns = [
    path("<int:pk>/self/findings/new/", views.FindingCreate.as_view(), name="finding_create"),
    path("findings/<int:pk>/edit/", views.FindingUpdate.as_view(), name="finding_edit"),
    path("findings/<int:pk>/remove/", views.FindingRemove.as_view(), name="finding_remove"),
]
