"""Addresses of this app, in the order a person walks them."""

from django.urls import path

from organisations import approval_views, job_views, views
from organisations.attachments import views as attachments
from organisations.health import views as health
from organisations.notifications import views as notifications

app_name = "organisations"
urlpatterns = [
    path("switch/", views.switch, name="switch"),
    path("switch/choose/", views.choose, name="choose"),
    path("notifications/", notifications.NotificationList.as_view(), name="notifications"),
    path("notifications/read/", notifications.mark_all_read, name="notifications_read"),
    path("notifications/<int:pk>/read/", notifications.mark_read, name="notification_read"),
    path("notifications/email/", notifications.choose_email, name="choose_email"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path(
        "attachments/<int:pk>/remove/",
        attachments.AttachmentRemoval.as_view(),
        name="attachment_remove",
    ),
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
    path("approvals/", approval_views.approval_steps, name="approval_steps"),
    path("approvals/<str:subject>/", approval_views.ChainEdit.as_view(), name="approval_chain"),
    path("health/", health.health, name="health"),
    path("jobs/", job_views.JobList.as_view(), name="jobs"),
    path("jobs/<int:pk>/cancel/", job_views.JobCancel.as_view(), name="job_cancel"),
    path("jobs/<int:pk>/retry/", job_views.JobRetry.as_view(), name="job_retry"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("jobs/<int:pk>/progress/", views.job_progress, name="job_progress"),
]
