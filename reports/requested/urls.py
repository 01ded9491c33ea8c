"""Addresses below reports/requests/."""

from django.urls import path

from reports.requested import views

app_name = "requested"
urlpatterns = [
    path("", views.RequestRegister.as_view(), name="register"),
    path("tables.xlsx", views.register_tables, name="tables"),
    path("<int:pk>/", views.RequestStepCreate.as_view(), name="deal_with"),
]
