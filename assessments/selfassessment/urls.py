"""Addresses of a self-assessment, in the order a person walks them."""

from django.urls import path

from assessments.selfassessment import views

urlpatterns = [
    path("<int:pk>/self/answers/", views.answers, name="self_answers"),
    path("<int:pk>/self/result/", views.result, name="self_result"),
    path("<int:pk>/self/result.pdf", views.paper, name="self_paper"),
    path("<int:pk>/self/idea/<int:item>/", views.take_idea, name="self_take_idea"),
    path("<int:pk>/self/work/new/", views.OptionCreate.as_view(), name="self_option_create"),
    path("self-options/<int:pk>/remove/", views.OptionRemove.as_view(), name="self_option_remove"),
    path("<int:pk>/self/<slug:slug>/", views.step, name="self_step"),
]
