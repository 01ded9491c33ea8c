"""Addresses of this app, in the order a person walks them."""

from django.urls import path

from organisations import views

app_name = "organisations"
urlpatterns = [
    path("switch/", views.switch, name="switch"),
    path("switch/choose/", views.choose, name="choose"),
    path("members/", views.MemberList.as_view(), name="members"),
    path("members/invite/", views.Invite.as_view(), name="invite"),
    path(
        "members/invitations/<int:pk>/withdraw/",
        views.WithdrawInvitation.as_view(),
        name="withdraw_invitation",
    ),
    path("members/<int:pk>/role/", views.ChangeRole.as_view(), name="change_role"),
    path("members/<int:pk>/end/", views.EndMembership.as_view(), name="end_membership"),
    path("members/delegations/", views.DelegationList.as_view(), name="delegations"),
    path("members/delegations/give/", views.Delegate.as_view(), name="delegate"),
    path("members/delegations/<int:pk>/end/", views.EndDelegation.as_view(), name="end_delegation"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("jobs/<int:pk>/progress/", views.job_progress, name="job_progress"),
]
