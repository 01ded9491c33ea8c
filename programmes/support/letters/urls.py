"""Addresses below plans/letters/, in the namespace of programmes."""

from django.urls import path

from programmes.support.letters import views

urlpatterns = [
    path("", views.LetterList.as_view(), name="letters"),
    path("new/", views.LetterCreate.as_view(), name="letter_create"),
    path("<int:pk>/", views.LetterDetail.as_view(), name="letter"),
    path("<int:pk>/edit/", views.LetterUpdate.as_view(), name="letter_edit"),
    path("<int:pk>/remove/", views.LetterRemove.as_view(), name="letter_remove"),
    path("replies/<int:pk>/", views.ReplyUpdate.as_view(), name="reply_edit"),
]
