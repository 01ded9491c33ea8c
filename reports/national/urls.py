from django.urls import path

from reports.national import views

app_name = "national"
urlpatterns = [
    path("rounds/<slug:code>/national/", views.open_synthesis, name="open"),
    path("versions/<int:pk>/tables.xlsx", views.tables, name="tables"),
]
