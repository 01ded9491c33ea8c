"""Addresses of this app, in the order a person walks them."""

from django.urls import path

from enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("", views.EstablishmentList.as_view(), name="establishments"),
    path("new/", views.EstablishmentCreate.as_view(), name="establishment_create"),
    path("<int:pk>/", views.EstablishmentDetail.as_view(), name="establishment"),
    path("<int:pk>/edit/", views.EstablishmentUpdate.as_view(), name="establishment_edit"),
    path("zones/", views.ZoneList.as_view(), name="zones"),
    path("zones/new/", views.ZoneCreate.as_view(), name="zone_create"),
    path("zones/<int:pk>/", views.ZoneDetail.as_view(), name="zone"),
    path("zones/<int:pk>/edit/", views.ZoneUpdate.as_view(), name="zone_edit"),
    path("zones/totals/new/", views.TotalCreate.as_view(), name="total_create"),
    path("zones/totals/<int:pk>/edit/", views.TotalUpdate.as_view(), name="total_edit"),
    path("zones/totals/<int:pk>/remove/", views.TotalRemove.as_view(), name="total_remove"),
]
