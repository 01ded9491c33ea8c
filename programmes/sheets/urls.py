"""Addresses of a list as an Excel file."""

from django.urls import path

from programmes.sheets import views

OF = "task-lists/<int:pk>/"
urlpatterns = [
    path(f"{OF}sheet/", views.task_sheet, name="task_list_sheet"),
    path(f"{OF}import/", views.TaskImport.as_view(), name="task_list_import"),
    path(f"{OF}import/template/", views.task_template, name="task_list_template"),
    path(f"{OF}import/save/", views.import_save, name="task_list_import_save"),
    path(f"{OF}import/faults/", views.import_faults, name="task_list_import_faults"),
]
