"""Addresses below a report, in the order a person walks them."""

from django.urls import path

from reports.words import beside, views

app_name = "words"
urlpatterns = [
    path("", views.SectionList.as_view(), name="sections"),
    path("sections/<slug:key>/", views.SectionUpdate.as_view(), name="section"),
    path("sections/<slug:key>/take/", beside.take_section, name="take"),
    path("sections/<slug:key>/leave/", beside.leave_section, name="leave"),
    path("sections/<slug:key>/comments/", beside.add_comment, name="comment"),
    path("sections/<slug:key>/numbers/", beside.replace_typed_number, name="typed_number"),
    path("comments/<int:pk>/settle/", beside.settle_comment, name="settle_comment"),
    path("claims/", views.ClaimList.as_view(), name="claims"),
    path("claims/new/", views.ClaimCreate.as_view(), name="claim_create"),
    path("claims/<int:pk>/", views.ClaimUpdate.as_view(), name="claim"),
    path("claims/<int:pk>/delete/", views.ClaimDelete.as_view(), name="claim_delete"),
    path("requests/", views.RequestList.as_view(), name="requests"),
    path("requests/new/", views.RequestCreate.as_view(), name="request_create"),
    path("requests/<int:pk>/", views.RequestUpdate.as_view(), name="request"),
    path("requests/<int:pk>/delete/", views.RequestDelete.as_view(), name="request_delete"),
]
