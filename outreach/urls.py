"""Addresses of this app, in the order a person walks them."""

from django.urls import path

from outreach import views

app_name = "outreach"
urlpatterns = [
    path("activities/", views.ActivityList.as_view(), name="activities"),
    path("activities/new/", views.ActivityCreate.as_view(), name="activity_create"),
    path("activities/<int:pk>/", views.ActivityDetail.as_view(), name="activity"),
    path("activities/<int:pk>/edit/", views.ActivityUpdate.as_view(), name="activity_edit"),
]
