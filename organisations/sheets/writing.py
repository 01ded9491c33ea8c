"""Writes a list as an Excel file that `reading` reads back, with what each column wants."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from organisations.sheets.book import Book, beginning, fits_a_cell, fits_a_number_cell
from organisations.sheets.cells import Percent
from organisations.sheets.columns import Kind
from organisations.sheets.guide import CHOICES, add_choices_page, add_guide_page
from organisations.sheets.mapping import REASON_TITLE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Rows below the last one that still offer the drop-downs.
SPARE_ROWS = 1_000
REFUSED = "#FCE4D6"
LONG_WIDTH = 50
WIDTHS = {
    Kind.TEXT: 32,
    Kind.LONG_TEXT: LONG_WIDTH,
    Kind.CODE: 16,
    Kind.CHOICE: 22,
    Kind.INTEGER: 12,
    Kind.DECIMAL: 14,
    Kind.MONEY: 18,
    Kind.PERCENTAGE: 10,
    Kind.DATE: 13,
    Kind.MONTH: 9,
    Kind.YEAR: 9,
}


def template(columns, *, title, sheet_name, rows=(), notes=()):
    """The list as XLSX bytes; `rows` map keys to values. Without rows it is a form to fill in.

    Raises SheetRefused when a cell holds more than Excel can keep.
    """
    book = Book(title)
    page = book.add_page(sheet_name)
    top = _write_frame(book, page, columns, title, notes)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for at, column in enumerate(columns):
            cell = cell_for(column, row.get(column.key))
            book.write(page, last, at, cell, kind=column.kind)
    return _finished(book, page, columns, range(top + 1, last + SPARE_ROWS))


def error_workbook(columns, sheet):
    """Every row as it was typed, its refused cells coloured, its reasons in a last column.

    A text that no cell can hold is cut, and that is said: a file comes whatever was handed in.
    """
    reasons, refused = _refused_cells(columns, sheet)
    title = _("Danh sách có dòng chưa nhận")
    book = Book(title)
    page = book.add_page(_("Danh sách"))
    notes = (_("Sửa các ô tô màu rồi tải tệp này lên lại."),)
    top = _write_frame(book, page, columns, title, notes)
    page.set_column(len(columns), len(columns), LONG_WIDTH)
    page.write_string(top, len(columns), REASON_TITLE, book.heading_look())
    last = top
    for last, (number, cells) in enumerate(sheet.typed.items(), start=top + 1):
        for at, column in enumerate(columns):
            colour = {"bg_color": REFUSED} if column.key in refused[number] else {}
            cell = cells.get(column.key)
            cell = cell if fits_a_cell(cell) else beginning(cell)
            book.write(page, last, at, cell, kind=column.kind, **colour)
        book.write(page, last, len(columns), "\n".join(reasons[number]))
    return _finished(book, page, columns, range(top + 1, last + SPARE_ROWS))


def _refused_cells(columns, sheet):
    """By row number: the reasons, and the keys of the cells to be mended."""
    reasons, refused = defaultdict(list), defaultdict(set)
    for refusal in sheet.refusals:
        about = f"{refusal.title}: " if refusal.title else ""
        reasons[refusal.row_number].append(about + refusal.reason)
        refused[refusal.row_number].add(refusal.key)
    for number, cells in sheet.typed.items():
        for column in columns:
            if not fits_a_cell(cells.get(column.key)):
                said = _("%(title)s: dài quá 32.767 ký tự, tệp này chỉ ghi phần đầu.")
                reasons[number].append(said % {"title": column.title})
                refused[number].add(column.key)
    return reasons, refused


def cell_for(column, value):
    """What stands in the cell: the label of a choice, the ratio of a percentage.

    What was stored when the choices were others stands as it is.
    """
    if value is None or value == "":
        return None
    if column.kind is Kind.CHOICE:
        return column.labels.get(value, value)
    if column.kind is Kind.PERCENTAGE and fits_a_number_cell(value):
        return Percent(float(Decimal(str(value)) / 100))
    return value


def _write_frame(book, page, columns, title, notes):
    """Widths, title, notes and the heading; answers the heading's row."""
    for at, column in enumerate(columns):
        width = max(WIDTHS[column.kind], min(len(column.heading), 24))
        page.set_column(at, at, width, book.column_look(column.kind))
    plain = {"text_wrap": False, "align": "left", "num_format": "@"}
    page.write_string(0, 0, title, book.look(bold=True, font_size=14, **plain))
    for row, note in enumerate(notes, start=1):
        page.write_string(row, 0, note, book.look(italic=True, **plain))
    top = len(notes) + 1
    for at, column in enumerate(columns):
        page.write_string(top, at, column.heading, book.heading_look())
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    return top


def _finished(book, page, columns, filled):
    _offer_choices(page, columns, filled)
    add_guide_page(book, columns)
    add_choices_page(book, columns)
    return book.closed()


def _offer_choices(page, columns, filled):
    """Drop-downs whose labels stand on a page of their own: they may hold commas and be many."""
    positions = [at for at, column in enumerate(columns) if column.choices]
    for listed, at in enumerate(positions):
        letter, count = xl_col_to_name(listed), len(columns[at].choices)
        rule = {
            "validate": "list",
            "source": f"='{CHOICES}'!${letter}$1:${letter}${count}",
            "error_title": _("Không có trong danh sách"),
            "error_message": _("Hãy chọn một giá trị trong danh sách."),
        }
        page.data_validation(filled[0], at, filled[-1], at, rule)
