"""The pages of the register that somebody may open, side by side."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises import rules
from organisations.enums import Kind
from organisations.navigation import Entry

register = template.Library()
UNITS = (Kind.DEPARTMENT, Kind.CORPORATION, Kind.MINISTRY)
TABS = (
    ("enterprises:establishments", _("Danh sách"), UNITS),
    ("enterprises:overview", _("Biểu đồ"), (Kind.DEPARTMENT,)),
    ("enterprises:overview", _("Bản đồ và biểu đồ"), (Kind.CORPORATION, Kind.MINISTRY)),
    ("ladder:levels", _("Mức độ áp dụng"), UNITS),
    ("enterprises:territory", _("Theo tỉnh"), (Kind.CORPORATION, Kind.MINISTRY)),
    ("enterprises:zones", _("KCN, CCN, làng nghề"), (Kind.DEPARTMENT, Kind.MINISTRY)),
    ("enterprises:pairs", _("Cặp nghi trùng"), UNITS),
    (
        "enterprises:former_sites",
        _("Cơ sở đã chuyển đi"),
        (Kind.DEPARTMENT, Kind.CORPORATION),
    ),
    ("enterprises:imports", _("Nhập từ tệp"), (Kind.DEPARTMENT, Kind.CORPORATION)),
    ("enterprises:list_files", _("Tệp đã xuất"), UNITS),
    ("enterprises:account_requests", _("Đề nghị tài khoản"), (Kind.DEPARTMENT,)),
)
WHO_MAY = {"enterprises:account_requests": rules.may_invite_enterprise}


@register.simple_tag(takes_context=True)
def register_tabs(context):
    """Those of the asking kind of organisation; the page one is on is marked."""
    request = context["request"]
    shown = [
        (label, reverse(name))
        for name, label, kinds in TABS
        if request.access.kind in kinds and (name not in WHO_MAY or WHO_MAY[name](request.access))
    ]
    return [Entry(label, url, request.path == url) for label, url in shown]
