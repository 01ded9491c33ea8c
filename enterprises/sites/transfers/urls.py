"""Addresses of sending an establishment elsewhere, and of those that went."""

from django.urls import path

from enterprises.sites.transfers import views

urlpatterns = [
    path("<int:pk>/move/", views.Move.as_view(), name="site_move"),
    path("<int:pk>/assign/", views.Assign.as_view(), name="site_assign"),
    path("former/", views.FormerSites.as_view(), name="former_sites"),
    path("former/<int:pk>/", views.FormerSite.as_view(), name="former_site"),
]
