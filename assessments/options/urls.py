"""Addresses of solutions, of what became of them, and of what they add up to."""

from django.urls import path

from assessments.options import exports, lists, views

urlpatterns = [
    path("options/", lists.OptionList.as_view(), name="options"),
    path("options/export/", exports.export, name="options_export"),
    path("options/reasons/", lists.reasons, name="reasons"),
    path("options/<int:pk>/", views.OptionDetail.as_view(), name="option"),
    path("options/<int:pk>/edit/", views.OptionUpdate.as_view(), name="option_edit"),
    path("options/<int:pk>/screen/", views.OptionScreen.as_view(), name="option_screen"),
    path("options/<int:pk>/remove/", views.OptionRemove.as_view(), name="option_remove"),
    path("options/<int:pk>/news/", views.Tell.as_view(), name="option_news"),
    path("options/<int:pk>/attachments/", views.OptionAttach.as_view(), name="option_attach"),
    path("options/<int:pk>/judge/", views.Judge.as_view(), name="option_judge"),
    path("<int:assessment>/options/new/", views.OptionCreate.as_view(), name="option_create"),
    path("follow-ups/", lists.FollowUpList.as_view(), name="follow_ups"),
    path("overview/", lists.overview, name="overview"),
    path("plants/", lists.AssessedPlants.as_view(), name="assessed_plants"),
]
