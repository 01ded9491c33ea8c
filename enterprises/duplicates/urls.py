"""Addresses of pairs that may be one establishment, and of merges."""

from django.urls import path

from enterprises.duplicates import views

urlpatterns = [
    path("", views.PairList.as_view(), name="pairs"),
    path("find/", views.find, name="find_pairs"),
    path("<int:pk>/", views.OnePair.as_view(), name="pair"),
    path("<int:pk>/merge/", views.PairMerge.as_view(), name="pair_merge"),
    path("<int:pk>/apart/", views.PairApart.as_view(), name="pair_apart"),
    path("merges/<int:pk>/undo/", views.MergeUndo.as_view(), name="merge_undo"),
]
