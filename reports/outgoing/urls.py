"""Addresses of the outgoing paper of a report."""

from django.urls import path

from reports.outgoing import views

app_name = "outgoing"
urlpatterns = [
    path("copies/<int:pk>/", views.copy, name="copy"),
    path("<slug:code>/outgoing/", views.paper, name="paper"),
    path("<slug:code>/outgoing/word/", views.word, name="word"),
    path("<slug:code>/outgoing/number/", views.number, name="number"),
    path("<slug:code>/outgoing/upload/", views.upload, name="upload"),
    path("<slug:code>/outgoing/accept/", views.accept, name="accept"),
    path("<slug:code>/outgoing/remove/", views.remove, name="remove"),
]
