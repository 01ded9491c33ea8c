"""Addresses under one activity, in the order attendance is taken."""

from django.urls import path

from outreach.attendance import imports, sites, views

OF = "activities/<int:pk>/attendance"
urlpatterns = [
    path(f"{OF}/", views.AttendancePage.as_view(), name="attendance"),
    path(f"{OF}/sign-in-sheet/", views.sign_in_sheet, name="sign_in_sheet"),
    path(f"{OF}/count/", views.Count.as_view(), name="attendance_count"),
    path(f"{OF}/take-over/", views.take_over, name="attendance_take_over"),
    path(f"{OF}/tick/", views.Tick.as_view(), name="attendance_tick"),
    path(f"{OF}/new/", views.AttendanceCreate.as_view(), name="attendance_create"),
    path(f"{OF}/import/", imports.Import.as_view(), name="attendance_import"),
    path(f"{OF}/import/save/", imports.save, name="attendance_import_save"),
    path(f"{OF}/import/faults/", imports.faults, name="attendance_import_faults"),
    path(f"{OF}/template/<slug:shape>/", imports.template_file, name="attendance_template"),
    path(f"{OF}/names/", views.Names.as_view(), name="attendees"),
    path(f"{OF}/names/new/", views.AttendeeCreate.as_view(), name="attendee_create"),
    path("sites/<int:pk>/attendance/", sites.SiteAttendance.as_view(), name="site_attendance"),
    path(
        "activities/attendances/<int:pk>/edit/",
        views.AttendanceUpdate.as_view(),
        name="attendance_edit",
    ),
    path("activities/attendances/<int:pk>/match/", views.Match.as_view(), name="attendance_match"),
    path(
        "activities/attendances/<int:pk>/remove/",
        views.AttendanceRemove.as_view(),
        name="attendance_remove",
    ),
    path(
        "activities/attendees/<int:pk>/remove/",
        views.AttendeeRemove.as_view(),
        name="attendee_remove",
    ),
]
