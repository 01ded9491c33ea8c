"""What a frozen fact says besides its number, in words for the screen."""

import datetime as dt

from enterprises.enums import ZoneKind
from organisations.vietnamese import format_date
from outreach.enums import ActivityKind
from programmes.enums import Commitment, FundKind, IssuerLevel, PlanKind, Provenance, TaskState
from reports.enums import RequestClass

LABELS = {
    "number": "Số",
    "issued_on": "Ngày ký",
    "issuer": "Cơ quan ban hành",
    "issuer_level": "Cấp ban hành",
    "submitted_by": "Cơ quan trình",
    "raw_label": "Tên gọi trong tài liệu gốc",
    "audience": "Đối tượng",
    "place": "Địa điểm",
    "outlet": "Cơ quan phát sóng, đăng tải",
    "held_on": "Ngày tổ chức",
    "zone": "KCN, CCN, làng nghề",
    "sector_text": "Ngành",
    "before": "Trước",
    "after": "Sau",
    "benefits": "Kết quả nêu trong tài liệu",
    "addressee": "Gửi",
    "denominator": "Mẫu số theo lời văn",
    "milestone": "Mốc",
    "provenance": "Nguồn",
    "stated_for": "Thời gian nêu",
    "source": "Tài liệu nêu số",
    "basis": "Căn cứ",
    "task_list": "Danh mục",
    "task": "Nhiệm vụ",
    "lead": "Đơn vị chủ trì",
    "state": "Trạng thái",
    "accepted_on": "Ngày nghiệm thu",
    "paid_on": "Ngày giải ngân",
    "specialty": "Chuyên ngành",
    "provider": "Đơn vị đào tạo",
    "total_of": "Năm của tổng số",
}
KINDS = (ActivityKind, PlanKind, RequestClass, FundKind, ZoneKind, Commitment)


def lines_of(fact):
    """'Nhãn: giá trị' for everything the fact keeps, in a fixed order; then its period."""
    said = [
        f"{label}: {_words(name, fact.detail[name])}"
        for name, label in LABELS.items()
        if fact.detail.get(name)
    ]
    if sectors := fact.detail.get("sectors"):
        said.append(f"Ngành nêu kèm: {', '.join(sectors)}")
    if span := _span(fact.detail):
        said.append(f"Giai đoạn: {span}")
    return said


def _words(name, value):
    if name in {"issued_on", "held_on", "accepted_on", "paid_on"}:
        return format_date(dt.date.fromisoformat(value))
    if name == "issuer_level":
        return IssuerLevel(value).label
    if name == "state":
        return TaskState(value).label
    return Provenance(value).label if name == "provenance" else value


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
    return kind
