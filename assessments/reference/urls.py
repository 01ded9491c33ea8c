"""Addresses below reference/, in the namespace of assessments."""

from django.urls import path

from assessments.reference import views

urlpatterns = [
    path("factors/", views.FactorList.as_view(), name="factors"),
    path("factors/<int:pk>/choose/", views.FactorChoose.as_view(), name="factor_choose"),
    path("factors/grid/new/", views.GridFactorCreate.as_view(), name="grid_factor_create"),
    path("benchmarks/", views.BenchmarkList.as_view(), name="benchmarks"),
    path("questions/", views.QuestionList.as_view(), name="questions"),
    path("questions/<slug:code>/", views.QuestionDetail.as_view(), name="question"),
    path("questions/<slug:code>/amend/", views.QuestionAmend.as_view(), name="question_amend"),
]
