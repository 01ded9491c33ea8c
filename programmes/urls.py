"""Addresses of this app, in the order a person walks them.

Everything about plans begins with plans/, everything national with reference/, as the navigation
marks its entries by the beginning of the address.
"""

from django.urls import include, path

from programmes import views

app_name = "programmes"
urlpatterns = [
    path("plans/", views.PlanList.as_view(), name="plans"),
    path("plans/new/", views.PlanCreate.as_view(), name="plan_create"),
    path("plans/issued/new/", views.PlanEnter.as_view(), name="plan_enter"),
    path("plans/<int:pk>/", views.PlanDetail.as_view(), name="plan"),
    path("plans/<int:pk>/edit/", views.PlanUpdate.as_view(), name="plan_edit"),
    path("plans/", include("programmes.papers.urls")),
    path("plans/", include("programmes.documents.urls")),
    path("plans/", include("programmes.tasks.urls")),
    path("plans/", include("programmes.sheets.urls")),
    path("plans/", include("programmes.carrying.urls")),
    path("plans/", include("programmes.attainment.urls")),
    path("plans/focal-units/", include("programmes.capacity.urls")),
    path("plans/letters/", include("programmes.support.letters.urls")),
    path("plans/calls/", include("programmes.support.calls.urls")),
    path("reference/", views.StrategyList.as_view(), name="strategies"),
    path("reference/strategies/<slug:code>/", views.StrategyDetail.as_view(), name="strategy"),
    path("reference/documents/", views.DocumentList.as_view(), name="documents"),
    path("reference/documents/<int:pk>/", views.DocumentDetail.as_view(), name="document"),
    path("reference/obligations/", views.ObligationList.as_view(), name="obligations"),
    path("reference/funding/", include("programmes.support.funding.urls")),
    path("reference/indicators/", views.IndicatorList.as_view(), name="indicators"),
    path("reference/indicators/<slug:code>/", views.IndicatorDetail.as_view(), name="indicator"),
]
