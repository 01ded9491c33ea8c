"""The lines of a list below its heading: which hold data, and which only look so."""

import re

from organisations.sheets.cells import Merged
from organisations.sheets.files import too_many_rows
from organisations.sheets.values import is_blank, shown
from organisations.vietnamese import search_key

TOTALS = {"cong", "tong", "tong cong", "tong so"}
COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2})\)?")


def lines_below(heading, rows, most_rows):
    """(number, cells, cells by key) of each line with data, of the rows (number, cells).

    Raises SheetRefused when more than `most_rows` lines hold anything.
    """
    count = 0
    for number, cells in rows:
        if number <= heading.row_number or all(map(is_empty, cells)):
            continue
        count += 1
        if count > most_rows:
            raise too_many_rows(most_rows)
        by_key = heading.mapping.cells_by_key(cells)
        if all(map(is_empty, by_key.values())):
            continue
        if number == heading.row_number + 1 and _numbers_the_columns(by_key.values()):
            continue
        yield number, cells, by_key


def is_empty(cell):
    """Whether a cell says nothing of its own."""
    return isinstance(cell, Merged) or is_blank(cell)


def _numbers_the_columns(cells):
    """Whether a line only counts the columns, (1) (2) (3), as printed tables do."""
    found = [COLUMN_NUMBER.fullmatch(shown(_first(cell)).strip()) for cell in cells]
    numbers = sorted(int(match[1]) for match in found if match)
    return len(numbers) == len(found) > 2 and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )


def _first(cell):
    return cell.cell if isinstance(cell, Merged) else cell


def is_total(cells):
    """Whether the line's first words are just 'Tổng cộng': its amounts are in the rows above."""
    words = (cell for cell in cells if isinstance(cell, str) and not is_blank(cell))
    return search_key(next(words, "")).rstrip(":. ") in TOTALS
