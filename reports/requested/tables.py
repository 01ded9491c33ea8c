"""The register of requests as a workbook."""

from django.utils.translation import gettext_lazy as _

from organisations.sheets.book import Book
from organisations.sheets.columns import Kind
from reports.enums import RequestClass
from reports.national.tables import write_page
from reports.requested.register import stage_of

COLUMNS = (
    (_("Năm báo cáo"), 10, Kind.YEAR),
    (_("Đơn vị"), 40, Kind.TEXT),
    (_("Nội dung kiến nghị"), 70, Kind.TEXT),
    (_("Gửi cơ quan"), 28, Kind.TEXT),
    (_("Đơn vị phân loại"), 18, Kind.TEXT),
    (_("Bộ phân loại"), 18, Kind.TEXT),
    (_("Tình trạng"), 18, Kind.TEXT),
    (_("Cơ quan xử lý"), 30, Kind.TEXT),
    (_("Văn bản trả lời"), 22, Kind.TEXT),
    (_("Ngày ký"), 12, Kind.DATE),
    (_("Cơ quan trả lời"), 30, Kind.TEXT),
)


def write_register(rows):
    """The bytes of the workbook; `rows` as requests_sent gives them."""
    title = str(_("Sổ kiến nghị"))
    book = Book(title)
    write_page(book, title, COLUMNS, map(_cells, rows.iterator()))
    return book.closed()


def _cells(row):
    return (
        row.version.report.round.year_to,
        str(row.owner),
        row.label,
        row.detail.get("addressee") or "",
        _class(row.kind),
        _class(row.class_now),
        stage_of(row).label,
        row.routed,
        row.answered_by,
        row.answered_on,
        row.answering,
    )


def _class(value):
    return str(RequestClass(value).label) if value else ""
