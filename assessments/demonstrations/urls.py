"""Addresses of demonstration models."""

from django.urls import path

from assessments.demonstrations import views

urlpatterns = [
    path("", views.ModelList.as_view(), name="models"),
    path("new/<int:site>/", views.ModelCreate.as_view(), name="model_create"),
    path("<int:pk>/", views.ModelDetail.as_view(), name="model"),
    path("<int:pk>/edit/", views.ModelUpdate.as_view(), name="model_edit"),
    path("<int:pk>/remove/", views.ModelRemove.as_view(), name="model_remove"),
    path("<int:pk>/attachments/", views.ModelAttach.as_view(), name="model_attach"),
]
