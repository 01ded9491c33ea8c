"""Addresses of this app, in the order a person walks them."""

from django.urls import path

from assessments import views

app_name = "assessments"
urlpatterns = [
    path("models/", views.ModelList.as_view(), name="models"),
    path("models/<int:pk>/", views.ModelDetail.as_view(), name="model"),
]
