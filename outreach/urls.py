"""Addresses of this app, in the order a person walks them."""

from django.urls import include, path

from outreach import views

app_name = "outreach"
urlpatterns = [
    path("activities/", views.ActivityList.as_view(), name="activities"),
    path("activities/calendar/", views.Calendar.as_view(), name="calendar"),
    path("activities/zones/", views.ZonesReached.as_view(), name="zones_reached"),
    path("activities/new/", views.ActivityCreate.as_view(), name="activity_create"),
    path("activities/<int:pk>/", views.ActivityDetail.as_view(), name="activity"),
    path("activities/<int:pk>/edit/", views.ActivityUpdate.as_view(), name="activity_edit"),
    path("activities/<int:pk>/delete/", views.ActivityDelete.as_view(), name="activity_delete"),
    path(
        "activities/<int:pk>/attachments/",
        views.ActivityAttachmentUpload.as_view(),
        name="activity_attach",
    ),
    path("activities/<int:pk>/apart/<int:other>/", views.tell_apart, name="tell_apart"),
    path("", include("outreach.attendance.urls")),
]
