"""Every address of the portal. Paths are English, except those printed in documents."""

from django.urls import include, path, re_path

from assessments.options import public as options
from enterprises.accounts import public as accounts
from reports import views as reports
from reports.verifying import views as verifying

handler500 = "organisations.views.server_error"

urlpatterns = [
    path("", reports.home, name="home"),
    path("search/", include("reports.search.urls")),
    path("so-lieu/", reports.FigureSearch.as_view(), name="figures"),
    re_path(r"^so-lieu/(?P<code>[\w.-]+)/$", reports.figure, name="figure"),
    path("xac-minh/", verifying.check, name="verify"),
    path("tai-khoan/", include("organisations.account_urls")),
    path("tai-khoan/doanh-nghiep/", accounts.Ask.as_view(), name="enterprise_ask"),
    path("tai-khoan/doanh-nghiep/da-gui/", accounts.asked, name="enterprise_asked"),
    path("tai-khoan/giai-phap/<str:token>/", options.follow_up, name="follow_up"),
    path("tai-khoan/", include("allauth.urls")),
    path("organisation/", include("organisations.urls")),
    path("programmes/", include("programmes.urls")),
    path("programmes/plans/", include("reports.year.urls")),
    path("outreach/", include("outreach.urls")),
    path("enterprises/levels/", include("reports.ladder.urls")),
    path("enterprises/", include("enterprises.urls")),
    path("assessments/", include("assessments.urls")),
    path("reports/", include("reports.urls")),
]
