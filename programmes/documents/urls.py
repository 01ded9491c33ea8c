"""Addresses of the papers of a plan or a list."""

from django.urls import path

from programmes.documents import views
from programmes.papers.urls import PAPER

urlpatterns = [
    path(f"{PAPER}documents/<slug:which>.<slug:form>", views.paper_document, name="paper_document"),
]
