"""Addresses of the report of an assessment."""

from django.urls import path

from assessments.papers import views

urlpatterns = [
    path("<int:pk>/report.<slug:form>", views.report, name="assessment_report"),
    path("<int:pk>/report/write/", views.write_report, name="assessment_report_write"),
]
