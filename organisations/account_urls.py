"""Addresses that run as the bare login, beside those of allauth: accepting an invitation."""

from django.urls import path

from organisations import account_views

urlpatterns = [
    path("loi-moi/<str:token>/", account_views.InvitationView.as_view(), name="invitation"),
    path("loi-moi/<str:token>/nhan/", account_views.accept, name="invitation_accept"),
    path("email/", account_views.no_other_email, name="no_other_email"),
]
