"""Turns what people hand in into plain cells, in a process of its own, which may end badly.

A made-up file can ask for any amount of memory and time, or break the libraries that read it: so
nothing of it is taken apart in the process that serves people. Needs nothing of ours and no
network; `organisations.sheets.listing` starts it and reads what it writes.
"""

ROWS_ABOVE = 20
"""The page's heading and notes stand above the rows that are counted."""
TOP_ROWS = 30
"""Shown of every page before one is chosen: a heading that stands late, and rows below it."""
MOST_COLUMNS = 500

DATE, INSTANT, PERCENT, FAULT = "date", "instant", "percent", "fault"
MERGED, GARBLED = "merged", "garbled"
NEVER_CALCULATED = "="
TOO_GREAT = "#NUM!"
"""As Excel itself shows a number beyond its range."""
TCVN3, DOUBLE_UTF8 = "tcvn3", "utf-8"

FORMULA_SIGNS = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""A spreadsheet would calculate a CSV's cell that begins so; a ' before it says that it is text."""

DAMAGED = 3
TOO_LARGE = 4
TOO_MANY_ROWS = 5
NOT_A_WORKBOOK = 6
NOT_A_TABLE = 7
MACROS = 8
LINKS_TO_FILES = 9
ENTITIES = 10
ENCRYPTED = 11
TOO_MANY_PARTS = 12
UNKNOWN_ENCODING = 13


class Refused(Exception):
    """The file is not read on; `code` is one of those above and the process's exit code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code
