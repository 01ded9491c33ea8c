"""Addresses of enterprise accounts, as a department walks them."""

from django.urls import path

from enterprises.accounts import views

urlpatterns = [
    path("requests/", views.RequestList.as_view(), name="account_requests"),
    path("requests/<int:pk>/confirm/", views.confirm, name="account_confirm"),
    path("requests/<int:pk>/refuse/", views.Refuse.as_view(), name="account_refuse"),
    path("<int:pk>/invite/", views.Invite.as_view(), name="account_invite"),
]
