"""Addresses of this app, in the order a person walks them."""

from django.urls import include, path

from reports import views
from reports.checks.views import ExplanationUpdate
from reports.review.views import ReviewCreate
from reports.rounds.views import ArrivalCreate

app_name = "reports"
urlpatterns = [
    path("rounds/", views.RoundList.as_view(), name="rounds"),
    path("rounds/", include("reports.rounds.urls")),
    path("rounds/<slug:code>/", views.RoundDetail.as_view(), name="round"),
    path("rounds/<slug:code>/open/", views.report_open, name="open"),
    path("rounds/<slug:code>/consolidate/", views.round_consolidate, name="consolidate"),
    path("requests/", include("reports.requested.urls")),
    path("", views.ReportList.as_view(), name="reports"),
    path("receipts/<int:pk>/", views.ReceiptDetail.as_view(), name="receipt"),
    path("receipts/<int:pk>/arrival/", ArrivalCreate.as_view(), name="arrival"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("versions/<int:pk>/", views.VersionDetail.as_view(), name="version"),
    path("versions/<int:pk>/submit/", views.version_submit, name="submit"),
    path("versions/<int:pk>/review/<slug:decision>/", ReviewCreate.as_view(), name="review"),
    path("", include("reports.approval.urls")),
    path("", include("reports.national.urls")),
    path("", include("reports.outgoing.urls")),
    path("<slug:code>/words/", include("reports.words.urls")),
    path("<slug:code>/", views.ReportDetail.as_view(), name="report"),
    path("<slug:code>/compile/", views.report_compile, name="compile"),
    path("<slug:code>/reconciliation/", views.reconciliation, name="reconciliation"),
    path("<slug:code>/checks/", views.checks, name="checks"),
    path("<slug:code>/checks/<slug:rule>/", ExplanationUpdate.as_view(), name="explain"),
    path("nil/<int:pk>/withdraw/", views.nil_withdraw, name="withdraw_nil"),
    path("<slug:code>/nothing/", views.nil_report, name="nil_report"),
    path("<slug:code>/nil/", views.NilDeclarationCreate.as_view(), name="declare_nil"),
]
