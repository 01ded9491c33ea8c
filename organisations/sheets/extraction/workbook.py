"""The visible worksheets of an Excel file: values by python-calamine, and what it leaves out."""

import io
import posixpath
import zipfile
from xml.etree import ElementTree

from . import (
    DAMAGED,
    GARBLED,
    MOST_COLUMNS,
    PERCENT,
    ROWS_ABOVE,
    TCVN3,
    TOO_LARGE,
    TOO_MANY_ROWS,
    TOP_ROWS,
    Refused,
)
from .gate import LINKS, STYLES, WORKBOOK, is_taller, pieces
from .marks import Looks, marks
from .merging import Merges
from .styles import looks

MOST_PAGES = 40
LAST_ROW = 1_048_576
LAST_UNICODE_FREE = "\xff"


class Workbook:
    """`pages` are names and first rows; `rows` goes through one of them."""

    encoding = ""
    mixed_capitals = 0

    def __init__(self, file, seen, most_rows):
        # Imported here so that the memory limit already holds while it loads.
        from python_calamine import (  # noqa: PLC0415
            CalamineWorkbook,
            SheetTypeEnum,
            SheetVisibleEnum,
        )

        self.file, self.seen = file, seen
        package = zipfile.ZipFile(file)
        self.parts = {part.filename: part for part in package.infolist()}
        self.looks = self._looks()
        self.part_of = self._worksheet_parts()
        self.workbook = CalamineWorkbook.from_filelike(_OwnPlace(file))
        shown = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
        metadata = self.workbook.sheets_metadata[:MOST_PAGES]
        self.names = [sheet.name for sheet in metadata if (sheet.typ, sheet.visible) == shown]
        self._refuse_what_is_too_tall(most_rows + ROWS_ABOVE)
        self.kept = None, None
        self.pages = [self._page(name) for name in self.names]

    def _refuse_what_is_too_tall(self, most):
        """A million rows are refused before they are parsed, unless another page may be meant."""
        parts = [self._bytes_of(name) for name in self.names]
        if parts and all(part[2].rows > most and is_taller(*part, most) for part in parts):
            raise Refused(TOO_MANY_ROWS)

    def _page(self, name):
        """The first rows. The tallest page stays in memory: it will most likely be asked for."""
        sheet = self.workbook.get_sheet_by_name(name)
        if _size(sheet)[0] > LAST_ROW:
            raise Refused(DAMAGED)
        if self.kept[1] is None or _size(sheet) > _size(self.kept[1]):
            self.kept = name, sheet
        return name, list(self._rows(name, sheet, TOP_ROWS))

    def rows(self, at, most_rows):
        """(number, cells) of every row that is not blank; numbers as Excel shows them."""
        name = self.names[at]
        sheet = self.kept[1] if self.kept[0] == name else self.workbook.get_sheet_by_name(name)
        if _size(sheet)[0] > most_rows + ROWS_ABOVE:
            has_rows = self.seen[self.part_of[name]].rows > most_rows
            raise Refused(TOO_MANY_ROWS if has_rows else TOO_LARGE)
        return self._rows(name, sheet, LAST_ROW)

    def _rows(self, name, sheet, most):
        found = marks(*self._bytes_of(name), self.looks)
        merges = Merges(sheet.merged_cell_ranges or [], *_size(sheet))
        for number, cells in _with_marks(_values(sheet), found, most):
            cells = merges.filled(number - 1, cells)
            while cells and cells[-1] == "":
                cells.pop()
            if cells:
                yield number, cells

    def _bytes_of(self, name):
        part = self.part_of[name]
        return self.file, self.parts[part], self.seen[part]

    def _looks(self):
        if STYLES not in self.parts:
            return Looks(set(), set())
        return looks(pieces(self.file, self.parts[STYLES]))

    def _tree(self, name):
        return ElementTree.fromstring(b"".join(pieces(self.file, self.parts[name])))

    def _worksheet_parts(self):
        """The part of the package that holds each worksheet, by the worksheet's name."""
        targets = {
            link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target")))[1:]
            for link in self._tree(LINKS)
        }
        sheets = self._tree(WORKBOOK).iterfind("{*}sheets/{*}sheet")
        return {sheet.get("name"): targets[_relation(sheet)] for sheet in sheets}


class _OwnPlace(io.RawIOBase):
    """The file for a reader that keeps its own place in it."""

    def __init__(self, file):
        self.file, self.at = file, 0

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset, whence = self.at + offset, io.SEEK_SET
        self.at = self.file.seek(offset, whence)
        return self.at

    def read(self, size=-1):
        self.file.seek(self.at)
        block = self.file.read(size)
        self.at += len(block)
        return block


def _size(sheet):
    """Rows and columns from the top left corner to the last cell with a value."""
    return (sheet.end[0] + 1, min(sheet.end[1] + 1, MOST_COLUMNS)) if sheet.end else (0, 0)


def _relation(sheet):
    return next(value for name, value in sheet.attrib.items() if name.endswith("}id"))


def _values(sheet):
    """(number, cells) from the first row that has any; cells from column A."""
    if sheet.start is None:
        return
    margin = [""] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, (margin + cells)[:MOST_COLUMNS]


def _with_marks(rows, found, most):
    """The first rows, each with its marks; marked cells may stand below the last value."""
    mark = next(found, None)
    number = 0
    for number, cells in rows:
        if number > most:
            return
        while mark and mark[0] == number - 1:
            _set_mark(cells, *mark[1:])
            mark = next(found, None)
        if mark and mark[0] < number - 1:
            raise Refused(DAMAGED)
        yield number, cells
    while mark and number < mark[0] + 1 <= most:
        number, cells = mark[0] + 1, []
        while mark and mark[0] == number - 1:
            _set_mark(cells, *mark[1:])
            mark = next(found, None)
        yield number, cells


def _set_mark(cells, column, kind, content):
    if column >= MOST_COLUMNS:
        return
    cells += [""] * (column + 1 - len(cells))
    if kind == PERCENT:
        cells[column] = [PERCENT, cells[column]]
    elif kind == GARBLED:
        if may_be_of_an_old_font(cells[column]):
            cells[column] = [GARBLED, [TCVN3, cells[column]]]
    else:
        cells[column] = [kind, content]


def may_be_of_an_old_font(cell):
    """Whether a text has accents, and none that only Unicode has."""
    return isinstance(cell, str) and not cell.isascii() and max(cell) <= LAST_UNICODE_FREE
