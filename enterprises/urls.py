"""Addresses of this app, in the order a person walks them."""

from django.urls import path

from enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("", views.EstablishmentList.as_view(), name="establishments"),
    path("<int:pk>/", views.EstablishmentDetail.as_view(), name="establishment"),
]
