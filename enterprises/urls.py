"""Addresses of this app, in the order a person walks them."""

from django.urls import include, path

from enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("", include("enterprises.finding.urls")),
    path("territory/", views.territory, name="territory"),
    path("imports/", include("enterprises.imports.urls")),
    path("accounts/", include("enterprises.accounts.urls")),
    path("files/", include("enterprises.exporting.urls")),
    path("duplicates/", include("enterprises.duplicates.urls")),
    path("", include("enterprises.sites.urls")),
    path("zones/", views.ZoneList.as_view(), name="zones"),
    path("zones/new/", views.ZoneCreate.as_view(), name="zone_create"),
    path("zones/<int:pk>/", views.ZoneDetail.as_view(), name="zone"),
    path("zones/<int:pk>/edit/", views.ZoneUpdate.as_view(), name="zone_edit"),
    path("zones/totals/new/", views.TotalCreate.as_view(), name="total_create"),
    path("zones/totals/<int:pk>/edit/", views.TotalUpdate.as_view(), name="total_edit"),
    path("zones/totals/<int:pk>/remove/", views.TotalRemove.as_view(), name="total_remove"),
]
