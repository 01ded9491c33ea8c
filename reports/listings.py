"""Lists: one line for each fact, whose cells open that fact; and the annex of events."""

import datetime as dt

from organisations.documents.model import Align, RowStyle
from organisations.vietnamese import format_document_date
from reports.enums import Nature, RequestClass
from reports.figures import Key, statement, total
from reports.models import Fact
from reports.slots import Column, LaidTable, Line, Slot

NO_DATA = "–"
UNKNOWN = "chưa xác định"


def lay_out_list(table, version, presence, access):
    """The facts of the table's source indicators, then the totals of its total indicators.

    A total may stand without a line of its own: plans still in force, a declared nought.
    """
    sources = [row.indicator for row in table.rows.all() if row.is_list_source]
    totals = [row for row in table.rows.all() if not row.is_list_source]
    facts = _facts(version, access, sources)
    names = _printed_fields(table, facts)
    lines = [_line(names, fact, number) for number, fact in enumerate(facts, start=1)] + [
        _total_line(row) for row in totals if presence.has(row.indicator.code)
    ]
    return LaidTable(
        table,
        _columns(names),
        tuple(lines),
        notes=tuple(table.notes),
        compact=len(names) >= COMPACT_FROM,
    )


def _facts(version, access, indicators):
    """Counted lines first by date of their document, then those that are not identified."""
    facts = (
        Fact.objects.visible_to(access)
        .filter(version=version, indicator__in=indicators)
        .filter(nature__in=[Nature.COUNTED, Nature.TEXT])
        .select_related("indicator")
    )
    return sorted(
        facts,
        key=lambda f: (
            "asked_in" in f.detail,
            f.nature != Nature.COUNTED,
            f.detail.get("issued_on") or "",
            f.detail.get("ordinal") or 0,
            f.source_id,
        ),
    )


# Per cent of the table's width; what is not named shares the rest.
WIDTHS = {"stt": 7, "tên văn bản": 20, "nội dung": 53, "cơ sở (hộ)": 16, "trước": 14, "sau": 14}
HEADS = {"stt": "STT", "ghi_chu": "Ghi chú"}
NARROW = {"năm": 8, "ngày ký": 11, "giai đoạn hoặc năm": 12, "ghi_chu": 9, "số, ký hiệu": 18}
COMPACT_FROM = 6


def _columns(names):
    given = [WIDTHS.get(name) or NARROW.get(name) for name in names]
    free = given.count(None)
    rest = (100 - sum(width or 0 for width in given)) / free if free else 0
    scale = 1 if free else 100 / sum(given)
    return tuple(
        Column(
            HEADS.get(name) or name[:1].upper() + name[1:],
            (width or rest) * scale,
            Align.CENTRE if name == "stt" else Align.LEFT,
        )
        for name, width in zip(names, given, strict=True)
    )


def _printed_fields(table, facts):
    """A column of remarks is left out where there is none."""
    if any(_note(fact) for fact in facts):
        return table.list_fields
    return [name for name in table.list_fields if name != "ghi_chu"]


def _line(names, fact, number):
    is_counted = fact.nature == Nature.COUNTED
    key = statement(Nature.COUNTED, fact.source, fact.source_id, fact.indicator.code)
    if not is_counted:
        key = statement(Nature.TEXT, fact.source, fact.source_id, fact.indicator.code)
    cells = [_field(name, fact, number, key) for name in names]
    style = RowStyle.PLAIN if is_counted else RowStyle.UNCONFIRMED
    return Line(tuple(cells), style=style)


def _field(name, fact, number, key):
    """A cell of a list: words, or a Slot where it prints a number, a date or a year."""
    if name == "stt":
        return str(number)
    if name in {"nội dung", "cơ sở (hộ)"}:
        return Slot(key, fact.label)
    text = FIELDS.get(name, lambda fact: "")(fact)
    has_number = any(letter.isdigit() for letter in text)
    return Slot(key, text) if has_number else text


def _answer(fact):
    """'12/BCT, 5/2/2026 (kiến nghị năm 2025)'; what is asked only now has none yet."""
    if not (year := fact.detail.get("asked_in")):
        return NO_DATA
    number = fact.detail.get("number")
    said = f"{number}, {_date(fact)}" if number else "chưa trả lời"
    return f"{said} (kiến nghị năm {year})"


def _document_name(fact):
    return fact.label


def _date(fact):
    day = fact.detail.get("issued_on")
    return format_document_date(dt.date.fromisoformat(day)) if day else UNKNOWN


def _span(fact):
    first, last = fact.detail.get("year_from"), fact.detail.get("year_to")
    if not first:
        return UNKNOWN
    return f"{first}-{last}" if last and last != first else str(first)


def _note(fact):
    return "Chưa đủ số, ngày; không cộng" if fact.nature == Nature.TEXT else ""


FIELDS = {
    "tên văn bản": _document_name,
    "số, ký hiệu": lambda fact: fact.detail.get("number") or UNKNOWN,
    "ngày ký": _date,
    "cơ quan ban hành": lambda fact: fact.detail.get("issuer") or UNKNOWN,
    "cơ quan trình": lambda fact: fact.detail.get("submitted_by") or NO_DATA,
    "giai đoạn hoặc năm": _span,
    "làng nghề, KCN, CCN": lambda fact: fact.detail.get("zone") or NO_DATA,
    "địa điểm": lambda fact: fact.detail.get("zone") or NO_DATA,
    "ngành": lambda fact: fact.detail.get("sector_text") or NO_DATA,
    "trước": lambda fact: fact.detail.get("before") or NO_DATA,
    "sau": lambda fact: fact.detail.get("after") or NO_DATA,
    "kết quả đo được": lambda fact: NO_DATA,
    "năm": lambda fact: str(fact.year) if fact.year else NO_DATA,
    "kinh phí, nguồn": lambda fact: NO_DATA,
    "gửi cơ quan": lambda fact: fact.detail.get("addressee") or NO_DATA,
    "phân loại": lambda fact: RequestClass(fact.kind).label if fact.kind else NO_DATA,
    "văn bản trả lời (số, ngày)": _answer,
    "nơi nhận": lambda fact: NO_DATA,
    "ghi_chu": _note,
}


def _total_line(row):
    """One cell across the table: 'Cộng: … 2 văn bản'."""
    label = row.label or row.indicator.label
    if label[1:2].islower():
        label = label[0].lower() + label[1:]
    parts = (f"Cộng {label}: ", Slot(total(row.indicator.code)), f" {row.indicator.unit}")
    return Line((parts,), style=RowStyle.TOTAL, spans=True)


EVENT_COLUMNS = (
    Column("STT", 7, Align.CENTRE),
    Column("Thời gian", 15, Align.LEFT),
    Column("Tên gọi trong tài liệu gốc", 18),
    Column("Nội dung, đối tượng", 34),
    Column("Số cuộc, lớp", 12, Align.RIGHT),
    Column("Lượt người tham dự", 14, Align.RIGHT),
)


def event_lines(version, *, access):
    """Annex I: every log row behind TT-01, each number with a code of its own."""
    facts = Fact.objects.visible_to(access).filter(
        version=version, nature=Nature.COUNTED, indicator__code="TT-01", number__isnull=False
    )
    ordered = facts.order_by("year", "kind", "source_id")
    return [_event_line(fact, number) for number, fact in enumerate(ordered, start=1)]


def _event_line(fact, number):
    row = {"source": fact.source, "source_id": fact.source_id}
    return Line(
        (
            str(number),
            _event_time(fact),
            fact.detail.get("raw_label") or "",
            " – ".join(filter(None, [fact.label, fact.detail.get("audience")])),
            Slot(Key(Nature.COUNTED, "TT-01", **row)),
            Slot(Key(Nature.COUNTED, "TT-02", **row)),
        )
    )


def _event_time(fact):
    if day := fact.detail.get("held_on"):
        return format_document_date(dt.date.fromisoformat(day))
    if fact.year:
        return f"Năm {fact.year}"
    return f"{fact.detail.get('period_from')}-{fact.detail.get('period_to')}"
