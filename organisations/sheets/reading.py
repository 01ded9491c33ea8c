"""Reads a list out of an Excel file, a CSV or a paste: rows with values, refusals with places."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from organisations.sheets.cells import Merged
from organisations.sheets.clipboard import pasted_rows
from organisations.sheets.columns import Kind
from organisations.sheets.files import SheetRefused
from organisations.sheets.headings import HEADING_WITHIN, Heading, find_heading
from organisations.sheets.lines import is_empty, is_total, lines_below
from organisations.sheets.listing import open_list
from organisations.sheets.mapping import Mapping
from organisations.sheets.values import read_cell, shown
from organisations.vietnamese import Unreadable

MOST_BYTES = 10 * 1024**2
MOST_UNPACKED = 200 * 1024**2
MOST_ROWS = 20_000
# What a list of some thousand rows says at the most: text that is written once and pointed to from
# every cell costs nothing to send and minutes to read.
MOST_LETTERS = 3_000_000
# A quantity that stands in a cell merged over several rows is counted once, in the first.
QUANTITIES = {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENTAGE}
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
                values[column.key] = read_cell(column, cells.get(column.key))
            except Unreadable as fault:
                refusals.append(self._refusal(number, fault.sentence, column))
        if is_total(cells.get(column.key) for column in columns):
            refusals = [self._refusal(number, _("Dòng cộng không phải số liệu. Hãy bỏ dòng này."))]
        self._refusals += refusals
        if not refusals:
            self._rows[number] = Row(number, values)


def read(source, columns, *, limit=MOST_BYTES, most_rows=MOST_ROWS):
    """Read an uploaded file (or bytes): XLSX, or CSV in an encoding that is recognised.

    Raises SheetRefused when the file as a whole cannot be read.
    """
    room = {"most_letters": MOST_LETTERS, "most_unpacked": MOST_UNPACKED}
    with open_list(source, limit=limit, most_rows=most_rows, **room) as listed:
        heading = listed.find_heading(columns)
        heading.require_usable()
        sheet = _sheet(heading, lambda at: f"{xl_col_to_name(at)}%(row)s")
        _read_lines(sheet, columns, listed, heading, most_rows)
    return sheet


def _sheet(heading, place_of):
    return Sheet(
        ignored=heading.ignored(),
        present=tuple(heading.places),
        places={key: place_of(at) for key, at in heading.places.items()},
    )


def read_pasted(text, columns, *, most_rows=MOST_ROWS):
    """Read what Excel puts on the clipboard; without a heading the columns stand in their order."""
    text = text.rstrip()
    _refuse_too_many_cells(text, columns, most_rows)
    rows = list(enumerate(pasted_rows(text), start=1))
    heading = find_heading(rows, columns)
    if len(heading.places) >= min(2, len(columns)):
        heading.require_usable()
    else:
        _refuse_wide_rows(rows, len(columns))
        widest = max((len(cells) for _number, cells in rows), default=0)
        in_order = {at: column.key for at, column in enumerate(columns[:widest])}
        heading = Heading(0, Mapping.from_choices((), columns, in_order))
    sheet = _sheet(heading, _pasted_place)
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
    for number, cells in rows:
        if not all(map(is_empty, cells[width:])):
            raise SheetRefused(
                _(
                    "Dòng %(number)s có nhiều ô hơn %(count)s cột của danh sách. "
                    "Hãy dán kèm dòng tiêu đề."
                )
                % {"number": number, "count": width}
            )


def _read_lines(sheet, columns, rows, heading, most_rows):
    counted = {column.key for column in columns if column.kind in QUANTITIES}
    for number, _cells, by_key in lines_below(heading, rows, most_rows):
        cells = {
            key: _own(cell, heading, is_counted=key in counted) for key, cell in by_key.items()
        }
        sheet.add(number, columns, cells)


def _own(cell, heading, *, is_counted):
    """What a cell merged over several rows holds stands in each; a quantity counts once."""
    if not isinstance(cell, Merged):
        return cell
    repeats = cell.since > heading.row_number and not cell.is_wide and not is_counted
    return cell.cell if repeats else None
