"""Writes lists of any size to disk in constant memory: what is written is read back equal."""

import csv
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from organisations.sheets.book import MOST_CHARACTERS, Book, beginning, fits_a_cell
from organisations.sheets.cells import Merged, Percent
from organisations.sheets.columns import Kind
from organisations.sheets.extraction import FORMULA_SIGNS
from organisations.sheets.mapping import REASON_TITLE
from organisations.sheets.values import shown
from organisations.sheets.writing import LONG_WIDTH, REFUSED, WIDTHS, cell_for

# With its mark Excel reads UTF-8; with semicolons a comma can begin decimals.
CSV_ENCODING, CSV_DELIMITER = "utf-8-sig", ";"


def write_list(path, columns, rows, *, kind="xlsx", sheet_name="Danh sách"):
    """Write rows (key → value) below one heading, as 'xlsx' or 'csv'; answers how many.

    Raises SheetRefused when a cell holds more than Excel can keep.
    """
    return {"xlsx": _write_xlsx, "csv": _write_csv}[kind](path, columns, rows, sheet_name)


def _write_xlsx(path, columns, rows, sheet_name):
    book = Book(sheet_name, path)
    page = _page(book, sheet_name, [(c.heading, WIDTHS[c.kind], c.kind) for c in columns])
    looks = [book.column_look(column.kind, border=1) for column in columns]
    count = 0
    for count, row in enumerate(rows, start=1):
        for at, (column, look) in enumerate(zip(columns, looks, strict=True)):
            cell = cell_for(column, row.get(column.key))
            if type(cell) is str and len(cell) <= MOST_CHARACTERS:
                # Most cells are such, and need nothing of what `write` looks after.
                page.write_string(count, at, cell, look)
            elif cell is not None:
                book.write(page, count, at, cell, kind=column.kind)
    book.workbook.close()
    return count


def _page(book, name, columns):
    """A page with its heading; `columns` are triples of heading, width and kind."""
    page = book.add_page(name)
    for at, (_heading, width, kind) in enumerate(columns):
        page.set_column(at, at, width, book.column_look(kind))
    for at, (heading, _width, _kind) in enumerate(columns):
        page.write_string(0, at, heading, book.heading_look())
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    return page


def _write_csv(path, columns, rows, _sheet_name):
    with open(path, "w", encoding=CSV_ENCODING, newline="") as file:
        lines = csv.writer(file, delimiter=CSV_DELIMITER)
        lines.writerow([column.heading for column in columns])
        return sum(1 for row in rows if lines.writerow(_line(columns, row)))


def _line(columns, row):
    return [_in_csv(cell_for(column, row.get(column.key))) for column in columns]


def _in_csv(cell):
    """As the reader takes it; a text that a spreadsheet would calculate has a ' before it."""
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        # Every digit, of which `shown` keeps as many as Excel.
        return format(Decimal(cell), "f").replace(".", ",")
    if isinstance(cell, bool | float | Percent | date):
        return shown(cell)
    text = str(cell)
    return f"'{text}" if text.lstrip("'")[:1] in FORMULA_SIGNS else text


def write_refused(path, heading, rows, *, sheet_name=None):
    """Write rows that were not taken: (number, cells, [(key, reason), …]) → XLSX; answers how many.

    All columns of the file as they came, the cells to be mended coloured, the reasons in a last
    column with the number that the row had. A text that no cell can hold is cut.
    """
    sheet_name = sheet_name or _("Danh sách")
    mapping = heading.mapping
    kinds = {column.key: column.kind for column in mapping.wanted}
    heads = [_head(column, kinds) for column in mapping.columns]
    book = Book(_("Danh sách có dòng chưa nhận"), path)
    page = _page(book, sheet_name, [*heads, (REASON_TITLE, LONG_WIDTH, Kind.TEXT)])
    said = _Reasons(mapping)
    count = 0
    for count, (number, cells, faults) in enumerate(rows, start=1):
        refused = {mapping.places.get(key) for key, _reason in faults}
        for at, (_title, _width, kind) in enumerate(heads):
            cell = cells[at] if at < len(cells) else None
            colour = {"bg_color": REFUSED} if at in refused else {}
            book.write(page, count, at, _fitting(cell), kind=kind, **colour)
        book.write(page, count, len(heads), _fitting(said.of(number, faults)))
    book.workbook.close()
    return count


def _head(column, kinds):
    kind = kinds.get(column.key, Kind.TEXT)
    return column.heading or column.letter, WIDTHS[kind], kind


def _fitting(cell):
    cell = cell.cell if isinstance(cell, Merged) else cell
    return cell if fits_a_cell(cell) else beginning(cell)


class _Reasons:
    """The words of the last column."""

    def __init__(self, mapping):
        self.titles = {column.key: column.title for column in mapping.wanted}

    def of(self, number, faults):
        place = _("Dòng %(number)s của tệp gốc") % {"number": number}
        lines = [
            f"{self.titles[key]}: {reason}" if key in self.titles else reason
            for key, reason in faults
        ]
        return "\n".join([f"{place}:", *lines])
