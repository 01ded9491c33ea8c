"""Addresses of taking lists out, in the order a person walks them."""

from django.urls import path

from enterprises.exporting import views

urlpatterns = [
    path("", views.ListFiles.as_view(), name="list_files"),
    path("new/", views.export, name="export"),
    path("<int:pk>/", views.list_file, name="list_file"),
]
