"""Addresses that run as the bare login: accepting an invitation, choosing an organisation."""

urlpatterns = []
