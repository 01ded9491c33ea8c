"""The left-hand navigation, by work and by kind of organisation."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.enums import Kind, Role

HOME = ("home", _("Tổng quan"))
PLANS = ("programmes:plans", _("Kế hoạch và nhiệm vụ"))
ACTIVITIES = ("outreach:activities", _("Hoạt động"))
ESTABLISHMENTS = ("enterprises:establishments", _("Cơ sở sản xuất"))
CAPACITY = ("programmes:focal_units", _("Bộ phận SXSH"))
ASSESSMENTS = ("assessments:assessments", _("Đánh giá, giải pháp"))
REASONS = ("assessments:reasons", _("Lý do không làm"))
REPORTS = ("reports:reports", _("Báo cáo"))
ROUNDS = ("reports:rounds", _("Kỳ báo cáo"))
REFERENCE = ("programmes:strategies", _("Chiến lược, văn bản"))
MEMBERS = ("organisations:members", _("Quản trị"))

PAGES = {
    Kind.DEPARTMENT: [HOME, PLANS, ACTIVITIES, ESTABLISHMENTS, ASSESSMENTS, REPORTS, REFERENCE],
    Kind.CORPORATION: [HOME, PLANS, ACTIVITIES, ESTABLISHMENTS, ASSESSMENTS, REPORTS, REFERENCE],
    Kind.MINISTRY: [HOME, PLANS, ROUNDS, REPORTS, ESTABLISHMENTS, REASONS, REFERENCE],
    Kind.ENTERPRISE: [HOME, CAPACITY, ESTABLISHMENTS, ASSESSMENTS, REFERENCE],
    Kind.SUPPORT: [HOME, ACTIVITIES, ESTABLISHMENTS, ASSESSMENTS, REFERENCE],
}


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    is_current: bool


def entries(access, path):
    """Five to eight entries; an administrator also gets the members' page."""
    pages = PAGES.get(access.kind, [])
    if access.role == Role.ADMINISTRATOR:
        pages = [*pages, MEMBERS]
    addresses = [(label, reverse(name)) for name, label in pages]
    current = max((url for _label, url in addresses if _leads_to(url, path)), key=len, default="")
    return [Entry(label, url, url == current) for label, url in addresses]


def _leads_to(url, path):
    return path == url if url == "/" else path.startswith(url)
