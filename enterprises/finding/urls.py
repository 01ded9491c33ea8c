"""Addresses of finding and seeing, in the order a person walks them."""

from django.urls import path

from enterprises.finding import views

urlpatterns = [
    path("", views.establishment_list, name="establishments"),
    path("counts/", views.facets, name="facets"),
    path("columns/", views.choose_columns, name="choose_columns"),
    path("overview/", views.overview, name="overview"),
]
