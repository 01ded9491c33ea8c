"""Addresses of the sheet of a household, and of the files of an assessment."""

from django.urls import path

from assessments.householdsheet import views

urlpatterns = [
    path("household-sheet.pdf", views.empty_sheet, name="household_paper"),
    path("<int:pk>/household/", views.HouseholdPage.as_view(), name="household_sheet"),
    path("<int:pk>/attachments/", views.AssessmentAttach.as_view(), name="assessment_attach"),
]
