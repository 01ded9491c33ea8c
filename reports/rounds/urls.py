"""Addresses below reports/rounds/, in the namespace of reports."""

from django.urls import path

from reports.board.views import remind_unit, remind_units, round_board
from reports.rounds import views

urlpatterns = [
    path("new/", views.RoundCreate.as_view(), name="round_create"),
    path("units/<int:pk>/extension/", views.ExtensionUpdate.as_view(), name="extension"),
    path("units/<int:pk>/remind/", remind_unit, name="remind_unit"),
    path("<slug:code>/edit/", views.RoundUpdate.as_view(), name="round_edit"),
    path("<slug:code>/board/", round_board, name="board"),
    path("<slug:code>/remind/", remind_units, name="remind_units"),
    path("<slug:code>/units/", views.round_addressees, name="round_addressees"),
]
