"""Turns an Excel file into plain cells in a process of its own, which may end badly.

Run as `python -I extract.py ROWS`: the file on standard input, its visible pages as JSON on
standard output, what went wrong as the exit code. Needs nothing of ours and no network.

python-calamine gives the values. What it keeps to itself is read from the file's own XML: which
numbers are shown as percentages, and which cells show an error or were never calculated (it
answers both with an empty cell, and an amount would be lost without a word).
"""

import io
import json
import math
import posixpath
import re
import resource
import sys
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree
from xml.parsers import expat

MEMORY_LIMIT = 1024**3
SECONDS = 45
MOST_PAGES = 10
MOST_COLUMNS = 500
# What Excel lets one cell hold, and what a list of some thousand rows says at the most: text that
# is written once and pointed to from every cell costs nothing to send and minutes to read.
MOST_LETTERS_OF_A_CELL = 32_767
MOST_LETTERS = 3_000_000
# The page's heading and notes stand above the rows that are counted.
ROWS_ABOVE = 20
DAMAGED, TOO_LARGE, TOO_MANY_ROWS = 3, 4, 5
DATE, INSTANT, PERCENT, FAULT = "date", "instant", "percent", "fault"
NEVER_CALCULATED = "="
# As Excel itself shows a number beyond its range.
TOO_GREAT = "#NUM!"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
BUILT_IN_PERCENTS = {9, 10}
# Text in quotes, escaped signs and [conditions] of a number format are not its percent sign.
NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


class TooManyRows(Exception):
    """More rows than were asked for."""


class TooMuchText(Exception):
    """More text than a list holds."""


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    body = sys.stdin.buffer.read()
    try:
        found = pages(body, int(sys.argv[1]))
    except TooManyRows:
        return TOO_MANY_ROWS
    except (MemoryError, TooMuchText):
        return TOO_LARGE
    except Exception:  # noqa: BLE001 whatever a made-up file leads to, it is not readable
        return DAMAGED
    sys.stdout.write(json.dumps(found))
    return 0


def pages(body, most_rows):
    """[[rows, merged ranges], …] of the visible worksheets in their order."""
    # Imported here so that the memory limit already holds while it loads.
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        parts = worksheet_parts(package)
        percents = percent_styles(package)
        return [
            page(
                workbook.get_sheet_by_name(sheet.name),
                Marks(package, parts[sheet.name], percents).found,
                most_rows,
            )
            for sheet in workbook.sheets_metadata[:MOST_PAGES]
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]


def page(sheet, marks, most_rows):
    if sheet.total_height > most_rows + ROWS_ABOVE:
        raise TooManyRows
    rows = [
        [written(cell) for cell in row[:MOST_COLUMNS]]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    refuse_too_much_text(rows)
    for (row, column), (kind, content) in marks.items():
        if row < most_rows + ROWS_ABOVE and column < MOST_COLUMNS:
            while len(rows) <= row:
                rows.append([])
            rows[row] += [""] * (column + 1 - len(rows[row]))
            if kind != PERCENT:
                rows[row][column] = [kind, content]
            elif not isinstance(rows[row][column], list):
                rows[row][column] = [kind, rows[row][column]]
    return [rows, merged_downwards(sheet.merged_cell_ranges or [], rows)]


def refuse_too_much_text(rows):
    lengths = [len(cell) for row in rows for cell in row if isinstance(cell, str)]
    if max(lengths, default=0) > MOST_LETTERS_OF_A_CELL or sum(lengths) > MOST_LETTERS:
        raise TooMuchText


def merged_downwards(ranges, rows):
    """(first row, column, row below the last) of cells merged over several rows of one column."""
    merged = [
        (top, left, min(bottom + 1, len(rows)))
        for (top, left), (bottom, right) in ranges
        if left == right and top < bottom and top < len(rows) and left < len(rows[top])
    ]
    if sum(below - top for top, _left, below in merged) > sum(map(len, rows)) + len(rows):
        raise ValueError("Merged cells overlap.")
    return merged


def written(cell):
    if isinstance(cell, datetime):
        return [INSTANT, cell.isoformat()]
    if isinstance(cell, date):
        return [DATE, cell.isoformat()]
    if isinstance(cell, float) and not math.isfinite(cell):
        return [FAULT, TOO_GREAT]
    return cell if isinstance(cell, str | bool | int | float) else str(cell)


def worksheet_parts(package):
    """The part of the package that holds each worksheet, by the worksheet's name."""
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target")))[1:]
        for link in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    return {
        sheet.get("name"): targets[_relation(sheet)]
        for sheet in ElementTree.fromstring(package.read(WORKBOOK)).iterfind("{*}sheets/{*}sheet")
    }


def _relation(sheet):
    return next(value for name, value in sheet.attrib.items() if name.endswith("}id"))


def percent_styles(package):
    """The numbers of the cell styles that show a value with a percent sign."""
    if STYLES not in package.namelist():
        return set()
    styles = ElementTree.fromstring(package.read(STYLES))
    percents = BUILT_IN_PERCENTS | {
        int(own.get("numFmtId"))
        for own in styles.iterfind("{*}numFmts/{*}numFmt")
        if "%" in NOT_FORMAT.sub("", own.get("formatCode", ""))
    }
    formats = styles.iterfind("{*}cellXfs/{*}xf")
    return {str(at) for at, xf in enumerate(formats) if int(xf.get("numFmtId", 0)) in percents}


class Marks:
    """Walks over a worksheet's cells; `found` maps (row, column) to a mark and its content."""

    def __init__(self, package, part, percents):
        self.percents = percents
        self.found = {}
        self.row, self.column = -1, -1
        self.style = self.type = None
        self.has_formula = self.in_value = False
        self.value = ""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        with package.open(part) as opened:
            parser.ParseFile(opened)

    def _start(self, name, attributes):
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes.get("r", self.row + 2)) - 1
            self.column = -1
        elif name == "c":
            self._start_cell(attributes)
        elif name == "f":
            self.has_formula = True
        elif name == "v":
            self.in_value = True

    def _start_cell(self, attributes):
        self.column += 1
        if place := REFERENCE.match(attributes.get("r", "")):
            self.column, self.row = column_number(place[1]), int(place[2]) - 1
        self.style, self.type = attributes.get("s"), attributes.get("t", "n")
        self.has_formula, self.value = False, ""

    def _text(self, text):
        if self.in_value and len(self.value) < 40:
            self.value += text

    def _end(self, name):
        name = name.rpartition(":")[2]
        if name == "v":
            self.in_value = False
        elif name == "c" and (mark := self._mark()):
            self.found[self.row, self.column] = mark

    def _mark(self):
        if self.type == "e":
            return FAULT, self.value
        if self.has_formula and not self.value and self.type != "str":
            return FAULT, NEVER_CALCULATED
        if self.type == "n" and self.value and self.style in self.percents:
            return PERCENT, None
        return None


def column_number(letters):
    """'A' → 0, 'AB' → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


if __name__ == "__main__":
    sys.exit(main())
