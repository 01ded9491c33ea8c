"""Addresses of targets' results."""

from django.urls import path

from programmes.attainment import views

urlpatterns = [
    path("targets/<int:pk>/progress/", views.ProgressList.as_view(), name="target_progress"),
    path("targets/<int:pk>/progress/new/", views.ProgressCreate.as_view(), name="progress_create"),
    path("targets/progress/<int:pk>/edit/", views.ProgressUpdate.as_view(), name="progress_edit"),
]
