"""Reads a list out of an Excel file, a CSV or a paste: rows with values, refusals with places."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from organisations.sheets.clipboard import pasted_rows
from organisations.sheets.columns import Kind
from organisations.sheets.files import (
    MOST_BYTES,
    MOST_ROWS,
    SheetRefused,
    bytes_of,
    pages_of,
    too_many_rows,
)
from organisations.sheets.headings import HEADING_WITHIN, Heading, find_heading, heading_not_found
from organisations.sheets.values import is_blank, shown, value_of
from organisations.vietnamese import Unreadable, search_key

TOTALS = {"cong", "tong", "tong cong", "tong so"}
# A quantity that stands in a cell merged over several rows is counted once, in the first.
QUANTITIES = {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENTAGE}
COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2})\)?")
# What a paste may have beside the columns asked for: other columns, lines within a cell.
SPARE_CELLS = 40


@dataclass(frozen=True)
class Row:
    """One line that was read in full; `values` has every column's key, blank ones as stored."""

    number: int
    values: dict


@dataclass(frozen=True)
class Refusal:
    """Why a row is not taken: `cell` is C7 or, of a paste, the line and its column's position."""

    row_number: int
    cell: str
    title: str
    typed: str
    reason: str
    key: str = ""

    def __str__(self):
        place = self.cell or _("dòng %(number)s") % {"number": self.row_number}
        about = f"{place}, {self.title}" if self.title else place
        typed = f" ({_('đã nhập')}: {self.typed})" if self.typed else ""
        return f"{about[:1].upper()}{about[1:]}: {self.reason}{typed}"


@dataclass
class Sheet:
    """What was read. A row stands in `rows` or has refusals, never both.

    Both stand in the list's order. `ignored` are headings of columns that nobody asked for;
    `present` are the keys of the columns found; `typed` keeps every row's cells as they came, by
    row number and key.
    """

    ignored: list = field(default_factory=list)
    present: tuple = ()
    places: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)
    _rows: dict = field(default_factory=dict)
    _refusals: list = field(default_factory=list)

    @property
    def rows(self):
        return list(self._rows.values())

    @property
    def refusals(self):
        return sorted(self._refusals, key=lambda refusal: refusal.row_number)

    def refuse(self, row_number, reason, column=None):
        """Turn down a row that could be read but cannot be taken, e.g. one that exists already."""
        self._rows.pop(row_number, None)
        self._refusals.append(self._refusal(row_number, reason, column))

    def _refusal(self, number, reason, column=None):
        if column is None:
            return Refusal(number, "", "", "", reason)
        typed = shown(self.typed[number].get(column.key))
        return Refusal(number, self._place(number, column), column.title, typed, reason, column.key)

    def _place(self, number, column):
        return self.places[column.key] % {"row": number} if column.key in self.places else ""

    def add(self, number, columns, cells):
        """Read one line's cells by key: a row, or the refusals it deserves."""
        self.typed[number] = cells
        refusals, values = [], {}
        for column in columns:
            try:
                values[column.key] = _value(column, cells.get(column.key))
            except Unreadable as fault:
                refusals.append(self._refusal(number, fault.sentence, column))
        if _is_total(columns, cells):
            refusals = [self._refusal(number, _("Dòng cộng không phải số liệu. Hãy bỏ dòng này."))]
        self._refusals += refusals
        if not refusals:
            self._rows[number] = Row(number, values)


def _value(column, cell):
    value = column.blank if is_blank(cell) else value_of(column, cell)
    if column.required and value in (None, ""):
        raise Unreadable(_("Chưa nhập %(title)s.") % {"title": column.title})
    return value


def _is_total(columns, cells):
    """Whether the line's first words are just 'Tổng cộng': its amounts are in the rows above."""
    words = (cells[c.key] for c in columns if isinstance(cells.get(c.key), str) and cells[c.key])
    return search_key(next(words, "")).rstrip(":") in TOTALS


def read(source, columns, *, limit=MOST_BYTES, most_rows=MOST_ROWS):
    """Read an uploaded file (or bytes): XLSX, or CSV in UTF-8, UTF-16 or Windows-1258.

    Raises SheetRefused when the file as a whole cannot be read.
    """
    body, name = bytes_of(source, limit)
    found = [(page, _heading(page, columns)) for page in pages_of(body, name, most_rows)]
    page, heading = max(found, key=lambda pair: len(pair[1].places), default=(None, None))
    if heading is None or not heading.places:
        raise heading_not_found(columns)
    heading.require_usable(columns)
    sheet = Sheet(
        ignored=heading.ignored(),
        present=tuple(heading.places),
        places={key: f"{xl_col_to_name(at)}%(row)s" for key, at in heading.places.items()},
    )
    _read_lines(sheet, columns, _with_repeated(page, columns, heading), heading, most_rows)
    return sheet


def read_pasted(text, columns, *, most_rows=MOST_ROWS):
    """Read what Excel puts on the clipboard; without a heading the columns stand in their order."""
    text = text.rstrip()
    _refuse_too_many_cells(text, columns, most_rows)
    rows = pasted_rows(text)
    heading = find_heading(rows, columns)
    if len(heading.places) >= min(2, len(columns)):
        heading.require_usable(columns)
    else:
        _refuse_wide_rows(rows, len(columns))
        widest = max(map(len, rows), default=0)
        heading = Heading(-1, {column.key: at for at, column in enumerate(columns[:widest])})
    sheet = Sheet(
        ignored=heading.ignored(),
        present=tuple(heading.places),
        places={key: _pasted_place(at) for key, at in heading.places.items()},
    )
    _read_lines(sheet, columns, rows, heading, most_rows)
    return sheet


def _refuse_too_many_cells(text, columns, most_rows):
    """Counted before anything is read: every cell costs time, an empty one too."""
    most = (most_rows + HEADING_WITHIN) * (len(columns) + SPARE_CELLS)
    if text.count("\t") + text.count("\n") > most:
        raise SheetRefused(
            _(
                "Nội dung dán có quá nhiều dòng, quá nhiều ô, kể cả ô trống. Hãy chỉ chép vùng của"
                " bảng, hoặc dùng tệp Excel."
            )
        )


def _pasted_place(at):
    return _("dòng %%(row)s, cột %(position)s") % {"position": at + 1}


def _refuse_wide_rows(rows, width):
    for number, row in enumerate(rows, start=1):
        if not all(map(_is_empty, row[width:])):
            raise SheetRefused(
                _(
                    "Dòng %(number)s có nhiều ô hơn %(count)s cột của danh sách. "
                    "Hãy dán kèm dòng tiêu đề."
                )
                % {"number": number, "count": width}
            )


def _read_lines(sheet, columns, rows, heading, most_rows):
    start = heading.at + 1
    if sum(not all(map(_is_empty, row)) for row in rows[start:]) > most_rows:
        raise too_many_rows(most_rows)
    for number, row in enumerate(rows[start:], start=start + 1):
        cells = {key: row[at] if at < len(row) else None for key, at in heading.places.items()}
        if all(map(_is_empty, cells.values())):
            continue
        if number == start + 1 and _numbers_the_columns(cells.values()):
            continue
        sheet.add(number, columns, {key: _content(cell) for key, cell in cells.items()})


def _numbers_the_columns(cells):
    """Whether a line only counts the columns, (1) (2) (3), as printed tables do."""
    found = [COLUMN_NUMBER.fullmatch(shown(_content(cell)).strip()) for cell in cells]
    numbers = sorted(int(match[1]) for match in found if match)
    return len(numbers) == len(found) > 2 and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )


# Merged cells


@dataclass(frozen=True)
class Repeated:
    """What a cell merged over several rows holds, in the rows below its first."""

    cell: object


def _content(cell):
    return cell.cell if isinstance(cell, Repeated) else cell


def _is_empty(cell):
    return isinstance(cell, Repeated) or is_blank(cell)


def _heading(page, columns):
    """Headings of two rows have cells merged downwards: each row has their words."""
    rows = [list(row) for row in page.rows[:HEADING_WITHIN]]
    for top, left, below in page.merged:
        for row in rows[top + 1 : below]:
            row += [""] * (left + 1 - len(row))
            row[left] = page.rows[top][left]
    return find_heading(rows, columns)


def _with_repeated(page, columns, heading):
    """The rows, where a cell merged over several rows stands in each of them."""
    counted = {heading.places.get(c.key) for c in columns if c.kind in QUANTITIES}
    rows = [list(row) for row in page.rows]
    for top, left, below in page.merged:
        if top > heading.at and left not in counted:
            for row in rows[top + 1 : below]:
                row += [""] * (left + 1 - len(row))
                row[left] = Repeated(rows[top][left])
    return rows
