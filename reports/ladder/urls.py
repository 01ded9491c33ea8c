"""Addresses of the levels of application, beside the register."""

from django.urls import path

from reports.ladder import views

app_name = "ladder"
urlpatterns = [
    path("", views.levels, name="levels"),
    path("sites/", views.LevelSites.as_view(), name="sites"),
    path("<int:pk>/", views.establishment, name="establishment"),
]
