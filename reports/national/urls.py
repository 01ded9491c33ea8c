from django.urls import path

from reports.national import views

app_name = "national"
urlpatterns = [
    path("compare/", views.comparison, name="comparison"),
    path("compare/tables.xlsx", views.comparison_tables, name="comparison_tables"),
    path("rounds/<slug:code>/national/", views.open_synthesis, name="open"),
    path("rounds/<slug:code>/papers/<int:pk>/", views.paper, name="paper"),
    path("rounds/<slug:code>/papers/<int:pk>/remove/", views.paper_remove, name="paper_remove"),
    path("versions/<int:pk>/tables.xlsx", views.tables, name="tables"),
]
