"""Addresses of assessments and of the steps of their life."""

from django.urls import path

from assessments.dossiers import views

urlpatterns = [
    path("", views.AssessmentList.as_view(), name="assessments"),
    path("new/<int:site>/", views.AssessmentCreate.as_view(), name="assessment_create"),
    path("<int:pk>/", views.AssessmentDetail.as_view(), name="assessment"),
    path("<int:pk>/edit/", views.AssessmentUpdate.as_view(), name="assessment_edit"),
    path("<int:pk>/give/", views.Give.as_view(), name="assessment_give"),
    path("<int:pk>/submit/", views.Submit.as_view(), name="assessment_submit"),
    path("<int:pk>/receipt/", views.receipt, name="assessment_receipt"),
    path("<int:pk>/return/", views.SendBack.as_view(), name="assessment_return"),
    path("<int:pk>/accept/", views.Accept.as_view(), name="assessment_accept"),
    path("<int:pk>/cancel/", views.Cancel.as_view(), name="assessment_cancel"),
    path("<int:pk>/confirm/", views.Confirm.as_view(), name="assessment_confirm"),
]
