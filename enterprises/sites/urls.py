"""Addresses of one establishment."""

from django.urls import include, path

from enterprises.sites import views

urlpatterns = [
    path("new/", views.EstablishmentCreate.as_view(), name="establishment_create"),
    path("<int:pk>/", views.EstablishmentDetail.as_view(), name="establishment"),
    path("<int:pk>/edit/", views.EstablishmentUpdate.as_view(), name="establishment_edit"),
    path("", include("enterprises.sites.records.urls")),
    path("", include("enterprises.sites.transfers.urls")),
]
