"""Biểu tổng hợp as a workbook: every figure with its code, and what each unit contributes."""

from django.utils.translation import gettext_lazy as _

from organisations.enums import Kind as UnitKind
from organisations.sheets.book import Book
from organisations.sheets.columns import Kind
from reports.models import Figure
from reports.national.ground import by_unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = (
    (_("Mã số liệu"), 30, Kind.CODE),
    (_("Vị trí in đầu tiên"), 42, Kind.TEXT),
    (_("Mã chỉ tiêu"), 12, Kind.CODE),
    (_("Chỉ tiêu"), 46, Kind.TEXT),
    (_("In là"), 14, Kind.TEXT),
    (_("Giá trị"), 18, Kind.DECIMAL),
    (_("Đơn vị tính"), 14, Kind.TEXT),
    (_("Số dòng gốc"), 12, Kind.INTEGER),
)
CODES = (
    (_("Đơn vị"), 46, Kind.TEXT),
    (_("Năm"), 8, Kind.YEAR),
    (_("Mã chỉ tiêu"), 12, Kind.CODE),
    (_("Mã số liệu"), 30, Kind.CODE),
    (_("In là"), 14, Kind.TEXT),
    (_("Giá trị"), 18, Kind.DECIMAL),
    (_("Đơn vị tính"), 14, Kind.TEXT),
)
UNITS = (
    (_("Đơn vị"), 46, Kind.TEXT),
    (_("Loại đơn vị"), 22, Kind.TEXT),
    (_("Mã chỉ tiêu"), 12, Kind.CODE),
    (_("Chỉ tiêu"), 46, Kind.TEXT),
    (_("Đơn vị tính"), 14, Kind.TEXT),
    (_("Theo báo cáo của đơn vị"), 18, Kind.DECIMAL),
    (_("Tính vào toàn quốc"), 18, Kind.DECIMAL),
    (_("Số dòng trong báo cáo"), 14, Kind.INTEGER),
    (_("Số dòng tính vào toàn quốc"), 14, Kind.INTEGER),
)


def write_tables(version, *, access):
    """The bytes of the workbook of a version of the Ministry."""
    book = Book(str(version.report))
    write_page(book, str(_("Số liệu")), FIGURES, _figures(version, access))
    write_page(book, str(_("Theo đơn vị")), UNITS, _units(version))
    return book.closed()


def _figures(version, access):
    figures = Figure.objects.visible_to(access).filter(version=version).for_list()
    for figure in figures:
        indicator = figure.indicator
        yield (
            figure.code,
            figure.place,
            indicator.code if indicator else "",
            indicator.label if indicator else figure.get_nature_display(),
            figure.printed,
            figure.value,
            figure.unit,
            figure.fact_count,
        )


def _units(version):
    for name, kind, *others in by_unit(version.consolidation_id):
        yield name, str(UnitKind(kind).label), *others


def write_comparison(comparison):
    """The bytes of the workbook of a comparison: its table, and the code of every number."""
    book = Book(str(comparison.indicator.label))
    years = ((str(year), 18, Kind.DECIMAL) for year in comparison.years)
    write_page(
        book, str(_("So sánh")), ((_("Sở Công Thương"), 46, Kind.TEXT), *years), _values(comparison)
    )
    write_page(book, str(_("Mã số liệu")), CODES, _codes(comparison))
    return book.closed()


def _values(comparison):
    for line in (*comparison.lines, comparison.nation):
        yield line.name, *(figure and figure.value for _year, figure in line.by_year)


def _codes(comparison):
    for line in (*comparison.lines, comparison.nation):
        for year, figure in line.by_year:
            if figure:
                told = (figure.code, figure.printed, figure.value, comparison.unit)
                yield line.name, year, comparison.indicator.code, *told


def write_page(book, name, columns, rows):
    page = book.add_page(name)
    for at, (heading, width, kind) in enumerate(columns):
        page.set_column(at, at, width, book.column_look(kind))
        page.write_string(0, at, str(heading), book.heading_look())
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    for row, cells in enumerate(rows, start=1):
        for at, (cell, (_heading, _width, kind)) in enumerate(zip(cells, columns, strict=True)):
            book.write(page, row, at, cell, kind=kind)
