"""Addresses of bringing a list in, in the order a person walks them."""

from django.urls import path

from enterprises.imports import views

urlpatterns = [
    path("", views.ImportList.as_view(), name="imports"),
    path("template/", views.template_file, name="import_template"),
    path("new/", views.Upload.as_view(), name="import_upload"),
    path("<int:pk>/", views.Import.as_view(), name="import"),
    path("<int:pk>/columns/", views.columns, name="import_columns"),
    path("<int:pk>/rows/<int:number>/decide/", views.decide, name="import_decide"),
    path("<int:pk>/apply/", views.apply, name="import_apply"),
    path("<int:pk>/cancel/", views.cancel, name="import_cancel"),
    path("<int:pk>/release/", views.release, name="import_release"),
    path("<int:pk>/undo/", views.Undo.as_view(), name="import_undo"),
    path("<int:pk>/file/", views.original, name="import_file"),
    path("<int:pk>/faults/", views.faults, name="import_faults"),
]
