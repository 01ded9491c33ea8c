"""Addresses below reference/funding/, in the namespace of programmes."""

from django.urls import path

from programmes.support.funding import views

urlpatterns = [
    path("", views.FundingList.as_view(), name="funding"),
    path("calculator/", views.calculator, name="funding_calculator"),
    path("new/", views.FundingCreate.as_view(), name="funding_create"),
    path("<int:pk>/", views.FundingDetail.as_view(), name="funding_source"),
    path("<int:pk>/edit/", views.FundingUpdate.as_view(), name="funding_edit"),
    path("<int:pk>/remove/", views.FundingRemove.as_view(), name="funding_remove"),
]
