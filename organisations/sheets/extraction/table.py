"""A CSV file: one page for each way to part its cells."""

import csv
from itertools import takewhile

from . import (
    DAMAGED,
    FORMULA_SIGNS,
    MOST_COLUMNS,
    ROWS_ABOVE,
    TCVN3,
    TOO_MANY_ROWS,
    TOP_ROWS,
    Refused,
)
from .encodings import lines, mixed_capitals, recognised

DELIMITERS = (";", ",", "\t")
LONGEST_CELL = 32_767


class Table:
    """`pages` are delimiters and first rows; `rows` goes through one of them."""

    def __init__(self, file):
        csv.field_size_limit(LONGEST_CELL)
        self.file = file
        self.encoding = recognised(file)
        self.mixed_capitals = mixed_capitals(file) if self.encoding == TCVN3 else 0
        self.pages = [(delimiter, self._top(delimiter)) for delimiter in DELIMITERS]

    def _top(self, delimiter):
        """As far as it can be parted so: what is wrong for one delimiter is right for another."""
        top = []
        try:
            for number, cells in takewhile(lambda row: row[0] <= TOP_ROWS, self._parted(delimiter)):
                top.append((number, cells))
        except csv.Error:
            pass
        return top

    def rows(self, at, most_rows):
        """(number, cells) of every row that is not blank."""
        try:
            for number, cells in self._parted(DELIMITERS[at]):
                if number > most_rows + ROWS_ABOVE:
                    raise Refused(TOO_MANY_ROWS)
                yield number, cells
        except csv.Error as broken:
            raise Refused(DAMAGED) from broken

    def _parted(self, delimiter):
        text = lines(self.file, self.encoding)
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), start=1):
            if any(cells):
                yield number, [_without_mark(cell) for cell in cells[:MOST_COLUMNS]]


def _without_mark(cell):
    """Without the apostrophe that keeps a text from being calculated."""
    if cell[:1] == "'" and cell.lstrip("'")[:1] in FORMULA_SIGNS:
        return cell[1:]
    return cell
