"""An Excel file under way: its looks, and every cell written as what it is, never as a formula."""

import io
from datetime import date
from decimal import Decimal
from math import isfinite

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from organisations import vietnamese
from organisations.sheets.cells import Percent
from organisations.sheets.columns import Kind
from organisations.sheets.files import SheetRefused
from organisations.sheets.values import exact, shown

MOST_CHARACTERS = 32_767
A4 = 9
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
TEXT, PERCENT, DATE, ANY = "@", "0.0####%", "dd/mm/yyyy", "General"
# Codes as files keep them: Excel shows #,##0 by the reader's own settings, in Vietnam as 1.234.
FORMATS = {
    Kind.TEXT: TEXT,
    Kind.LONG_TEXT: TEXT,
    Kind.CODE: TEXT,
    Kind.CHOICE: TEXT,
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.0#####",
    Kind.MONEY: "#,##0",
    Kind.PERCENTAGE: PERCENT,
    Kind.DATE: DATE,
    Kind.MONTH: "0",
    Kind.YEAR: "0",
}
NOT_FOR_PLAIN_NUMBERS = {TEXT, PERCENT, DATE}
RIGHT = {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENTAGE}
CENTRED = {Kind.DATE, Kind.MONTH, Kind.YEAR}
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def fits_a_number_cell(number):
    """Whether Excel, which keeps fifteen digits and nothing infinite, keeps every digit of it."""
    return isfinite(number) and exact(float(number)) == number


class Book:
    """A workbook in memory or, with a path, on disk: then its rows are written from the top."""

    def __init__(self, title, path=None):
        self._file = path or io.BytesIO()
        self._looks, self._column_looks = {}, {}
        keeps = {"constant_memory": True} if path else {"in_memory": True}
        self.workbook = Workbook(self._file, OPTIONS | keeps)
        self.workbook.set_properties({"title": title})

    def closed(self):
        self.workbook.close()
        return self._file.getvalue()

    def add_page(self, name):
        page = self.workbook.add_worksheet(name)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        return page

    def look(self, **changes):
        """One format for each look, since a file may hold only so many."""
        key = tuple(sorted(changes.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(FONT | changes)
        return self._looks[key]

    def heading_look(self):
        middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
        return self.look(bold=True, border=1, bg_color="#E7ECF3", **middle)

    def column_look(self, kind, **changes):
        """How the empty cells of a column stand, ready for what people type."""
        key = (kind, *changes.items())
        if key not in self._column_looks:
            self._column_looks[key] = self._new_column_look(kind, changes)
        return self._column_looks[key]

    def _new_column_look(self, kind, changes):
        align = "right" if kind in RIGHT else "center" if kind in CENTRED else "left"
        look = {"num_format": FORMATS[kind], "text_wrap": True, "align": align}
        return self.look(**(look | changes))

    def write(self, page, row, at, cell, *, kind=Kind.TEXT, **changes):
        """Write one cell in its column's look; what does not suit the column stays what it is."""
        changes = {"border": 1} | changes
        if cell is None or cell == "":
            page.write_blank(row, at, None, self.column_look(kind, **changes))
        elif isinstance(cell, Percent) and isfinite(cell.ratio):
            look = self.column_look(kind, num_format=PERCENT, **changes)
            page.write_number(row, at, cell.ratio, look)
        elif isinstance(cell, date):
            page.write_datetime(row, at, cell, self.column_look(kind, num_format=DATE, **changes))
        elif _is_number(cell) and fits_a_number_cell(cell):
            page.write_number(row, at, float(cell), self._number_look(kind, changes))
        else:
            text = _fitting(_words(cell), row, at)
            page.write_string(row, at, text, self.column_look(kind, **changes))

    def _number_look(self, kind, changes):
        format_ = ANY if FORMATS[kind] in NOT_FOR_PLAIN_NUMBERS else FORMATS[kind]
        return self.column_look(kind, num_format=format_, **changes)


def _is_number(cell):
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


def fits_a_cell(cell):
    return cell is None or len(_words(cell)) <= MOST_CHARACTERS


def beginning(cell):
    """As much of a text as a cell can hold."""
    return f"{_words(cell)[: MOST_CHARACTERS - 1]}…"


def _words(cell):
    is_finite_number = _is_number(cell) and isfinite(cell)
    return vietnamese.format_number(cell) if is_finite_number else shown(cell)


def _fitting(text, row, at):
    if len(text) > MOST_CHARACTERS:
        raise SheetRefused(
            _("Nội dung ô %(cell)s dài quá 32.767 ký tự nên không ghi được vào tệp Excel.")
            % {"cell": xl_rowcol_to_cell(row, at)}
        )
    return text
