"""Addresses of this app, in the order a person walks them."""

from django.urls import path

from organisations import views

app_name = "organisations"
urlpatterns = [
    path("jobs/<int:pk>/", views.job, name="job"),
    path("jobs/<int:pk>/progress/", views.job_progress, name="job_progress"),
]
