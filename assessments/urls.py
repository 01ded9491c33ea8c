"""Addresses of this app, in the order a person walks them."""

from django.urls import include, path

app_name = "assessments"
urlpatterns = [
    path("", include("assessments.dossiers.urls")),
    path("", include("assessments.worksheets.urls")),
    path("", include("assessments.quick.urls")),
    path("", include("assessments.selfassessment.urls")),
    path("", include("assessments.householdsheet.urls")),
    path("", include("assessments.papers.urls")),
    path("", include("assessments.options.urls")),
    path("grants/", include("assessments.grants.urls")),
    path("models/", include("assessments.demonstrations.urls")),
    path("reference/", include("assessments.reference.urls")),
]
