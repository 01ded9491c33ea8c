"""The address of the search page."""

from django.urls import path

from reports.search import views

urlpatterns = [path("", views.search, name="search")]
