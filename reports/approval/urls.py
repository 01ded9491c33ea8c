"""Addresses of a report's approval; the first is where a run leads, which knows no code."""

from django.urls import path

from reports.approval import views

app_name = "approval"
urlpatterns = [
    path("approvals/<int:pk>/", views.of, name="of"),
    path("<slug:code>/approval/", views.approval, name="approval"),
    path("<slug:code>/approval/submit/", views.put_forward, name="submit"),
    path("<slug:code>/approval/approve/", views.approve, name="approve"),
    path("<slug:code>/approval/return/", views.send_back, name="return"),
    path("<slug:code>/approval/withdraw/", views.withdraw, name="withdraw"),
]
