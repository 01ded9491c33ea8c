"""What a frozen fact says besides its number, in words for the screen."""

import datetime as dt
from decimal import Decimal

from django.utils.text import capfirst

from assessments.enums import OptionCategory, OptionState, PaymentKind
from enterprises.enums import VisitKind, ZoneKind
from organisations.vietnamese import format_date, format_number
from outreach.enums import ActivityKind
from programmes.enums import (
    Commitment,
    Competence,
    FundKind,
    IssuerLevel,
    PlanKind,
    Provenance,
    TaskState,
)
from reports.dimensions import MEMBERS
from reports.enums import RequestClass

KINDS = (
    ActivityKind,
    PlanKind,
    RequestClass,
    FundKind,
    ZoneKind,
    Commitment,
    OptionCategory,
    VisitKind,
)
NAMES = {
    str(kind): capfirst(name) for members in MEMBERS.values() for name, kind in members.items()
}
STATES = {"assessments.CPOption": OptionState}


def _day(value):
    """Of an instant, the day it was in Vietnam."""
    is_instant = "T" in value
    return format_date((dt.datetime if is_instant else dt.date).fromisoformat(value))


def _percent(value):
    return f"{format_number(Decimal(str(value)) * 100, 2)} %"


def _yes(_value):
    return "có"


# Of each thing that facts keep: its label, and how its value is said where not as it is.
SAID = {
    "told_by": ("Theo báo cáo của đơn vị trực thuộc", None),
    "number": ("Số", None),
    "issued_on": ("Ngày ký", _day),
    "issuer": ("Cơ quan ban hành", None),
    "issuer_level": ("Cấp ban hành", lambda value: IssuerLevel(value).label),
    "submitted_by": ("Cơ quan trình", None),
    "raw_label": ("Tên gọi trong tài liệu gốc", None),
    "audience": ("Đối tượng", None),
    "place": ("Địa điểm", None),
    "outlet": ("Cơ quan phát sóng, đăng tải", None),
    "held_on": ("Ngày tổ chức", _day),
    "body": ("Đoàn", None),
    "findings": ("Kết quả", None),
    "zone": ("KCN, CCN, làng nghề", None),
    "sector_text": ("Ngành", None),
    "before": ("Trước", None),
    "after": ("Sau", None),
    "benefits": ("Kết quả nêu trong tài liệu", None),
    "addressee": ("Gửi", None),
    "denominator": ("Mẫu số theo lời văn", None),
    "milestone": ("Mốc", None),
    "provenance": ("Nguồn", lambda value: Provenance(value).label),
    "stated_for": ("Thời gian nêu", None),
    "source": ("Tài liệu nêu số", None),
    "basis": ("Căn cứ", None),
    "declared_at": ("Khai ngày", _day),
    "task_list": ("Danh mục", None),
    "task": ("Nhiệm vụ", None),
    "lead": ("Đơn vị chủ trì", None),
    "site": ("Cơ sở", None),
    "code": ("Mã giải pháp", None),
    "state": ("Trạng thái", None),
    "data_year": ("Năm số liệu", None),
    "submitted_at": ("Nộp ngày", _day),
    "decided_at": ("Nghiệm thu ngày", _day),
    "resource": ("Tài nguyên", None),
    "base_year": ("Năm cơ sở", None),
    "result_year": ("Năm kết quả", None),
    "months": ("Số tháng đo", None),
    "share": ("Tiết kiệm trên đơn vị sản phẩm", _percent),
    "factors": ("Hệ số đã dùng", ", ".join),
    "missing": ("Còn thiếu", None),
    "is_estimate": ("Số ước tính", _yes),
    "decision": ("Quyết định", None),
    "minutes": ("Biên bản nghiệm thu", None),
    "accepted_on": ("Ngày nghiệm thu", _day),
    "paid_on": ("Ngày giải ngân", _day),
    "payment": ("Khoản", lambda value: PaymentKind(value).label),
    "document": ("Chứng từ", None),
    "specialty": ("Chuyên ngành", None),
    "competence": ("Minh chứng năng lực", lambda value: Competence(value).label),
    "provider": ("Đơn vị đào tạo", None),
    "total_of": ("Năm của tổng số", None),
    "rows": ("Số dòng gốc", format_number),
    "receipt": ("Phiếu tiếp nhận", None),
    "received_at": ("Tiếp nhận ngày", _day),
    "timeliness": ("Thời hạn", None),
}


def lines_of(fact):
    """'Nhãn: giá trị' for everything the fact keeps, in a fixed order; then its period."""
    said = [
        f"{label}: {_words(fact, name, words)}"
        for name, (label, words) in SAID.items()
        if fact.detail.get(name)
    ]
    if sectors := fact.detail.get("sectors"):
        said.append(f"Ngành nêu kèm: {', '.join(sectors)}")
    if span := _span(fact.detail):
        said.append(f"Giai đoạn: {span}")
    return said


def _words(fact, name, words):
    value = fact.detail[name]
    if name == "state":
        return STATES.get(fact.source, TaskState)(value).label
    return words(value) if words else value


def _span(detail):
    first = detail.get("period_from") or detail.get("year_from")
    last = detail.get("period_to") or detail.get("year_to")
    if not first:
        return ""
    return f"{first}-{last}" if last and last != first else str(first)


def kind_label(kind):
    """The Vietnamese name of a stored kind; an unknown one is shown as it is stored."""
    for choices in KINDS:
        if kind in choices.values:
            return choices(kind).label
    return NAMES.get(kind, kind)
