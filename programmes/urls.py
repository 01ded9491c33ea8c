"""Addresses of this app, in the order a person walks them.

Everything about plans begins with plans/, everything national with reference/, as the navigation
marks its entries by the beginning of the address.
"""

from django.urls import path

from programmes import views

app_name = "programmes"
urlpatterns = [
    path("plans/", views.PlanList.as_view(), name="plans"),
    path("plans/new/", views.PlanCreate.as_view(), name="plan_create"),
    path("plans/<int:pk>/", views.PlanDetail.as_view(), name="plan"),
    path("plans/<int:pk>/edit/", views.PlanUpdate.as_view(), name="plan_edit"),
    path("plans/task-lists/", views.TaskListList.as_view(), name="task_lists"),
    path("plans/task-lists/<int:pk>/", views.TaskListDetail.as_view(), name="task_list"),
    path("plans/tasks/<int:pk>/", views.TaskDetail.as_view(), name="task"),
    path("plans/focal-units/", views.FocalUnitList.as_view(), name="focal_units"),
    path("plans/focal-units/<int:pk>/", views.FocalUnitDetail.as_view(), name="focal_unit"),
    path("reference/", views.StrategyList.as_view(), name="strategies"),
    path("reference/strategies/<slug:code>/", views.StrategyDetail.as_view(), name="strategy"),
    path("reference/documents/", views.DocumentList.as_view(), name="documents"),
    path("reference/documents/<int:pk>/", views.DocumentDetail.as_view(), name="document"),
    path("reference/obligations/", views.ObligationList.as_view(), name="obligations"),
    path("reference/indicators/", views.IndicatorList.as_view(), name="indicators"),
    path("reference/indicators/<slug:code>/", views.IndicatorDetail.as_view(), name="indicator"),
]
