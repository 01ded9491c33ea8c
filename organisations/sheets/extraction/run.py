"""The process: `run.py FILE-DESCRIPTOR MOST-ROWS MOST-LETTERS MOST-UNPACKED`.

Writes lines of JSON: first the pages with their first rows; then, for every number of a page that
comes in, its rows in bundles and a null; what went wrong is the exit code. JSON, since its reader
can trust it to hold nothing but text and numbers.
"""

import gc
import json
import os
import resource
import sys
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from . import (
    DAMAGED,
    DATE,
    FAULT,
    INSTANT,
    TOO_GREAT,
    TOO_LARGE,
    Refused,
)
from .garbled import SUSPICIOUS, unless_garbled
from .gate import look_through
from .table import Table
from .workbook import Workbook

ZIP = b"PK"
MEGABYTE = 1024 * 1024
# What a reader of an honest file needs, by what the file unpacks to, and never more than the last.
MEMORY, MEMORY_PER_BYTE, MOST_MEMORY = 200 * MEGABYTE, 6, 1024 * MEGABYTE
SECONDS, BYTES_PER_SECOND, MOST_SECONDS = 8, 2 * MEGABYTE, 200
ROWS_AT_ONCE, CELLS_AT_ONCE = 500, 10_000
# Of a cell's JSON, what is not counted as its letters: quotes, a comma, a number.
SIGNS_OF_A_CELL = 24
# After the last row of a page; then another page may be asked for.
END = "null"


def main(arguments):
    # Rows come and go by the thousand and never refer to one another.
    gc.disable()
    descriptor, most_rows, most_letters, most_unpacked = map(int, arguments)
    _limit(resource.RLIMIT_AS, MEMORY, MOST_MEMORY)
    _limit(resource.RLIMIT_CPU, SECONDS, MOST_SECONDS)
    try:
        with os.fdopen(descriptor, "rb") as file:
            source = _source(file, most_rows, most_unpacked)
            _write(_about(source))
            for chosen in iter(sys.stdin.readline, ""):
                _write_rows(source.rows(int(chosen), most_rows), most_letters)
                _write(END)
    except Refused as refused:
        return refused.code
    except MemoryError:
        return TOO_LARGE
    except Exception:  # noqa: BLE001 whatever a made-up file leads to, it is not readable
        return DAMAGED
    return 0


def _limit(kind, soft, hard):
    resource.setrlimit(kind, (soft, hard))


def _source(file, most_rows, most_unpacked):
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if file.read(len(ZIP)) != ZIP:
        _give_time(size)
        return Table(file)
    seen = look_through(file, most_unpacked)
    unpacked = sum(part.unpacked for part in seen.values())
    memory = min(MEMORY + MEMORY_PER_BYTE * unpacked, MOST_MEMORY)
    _limit(resource.RLIMIT_AS, memory, MOST_MEMORY)
    _give_time(unpacked)
    return Workbook(file, seen, most_rows)


def _give_time(size):
    """Once it is known how much there is to read."""
    seconds = min(SECONDS + size // BYTES_PER_SECOND, MOST_SECONDS)
    _limit(resource.RLIMIT_CPU, seconds, MOST_SECONDS)


def _about(source):
    return _text(
        {
            "encoding": source.encoding,
            "mixed_capitals": source.mixed_capitals,
            "pages": [[name, _checked(top)] for name, top in source.pages],
        }
    )


def _write_rows(rows, most_letters):
    letters = 0
    rows = iter(rows)
    while first := next(rows, None):
        count = min(ROWS_AT_ONCE, CELLS_AT_ONCE // max(len(first[1]), 1))
        bundle = [first, *islice(rows, count - 1)]
        text = _bundle(bundle)
        letters += max(0, len(text) - SIGNS_OF_A_CELL * sum(len(cells) for _, cells in bundle))
        if letters > most_letters:
            raise Refused(TOO_LARGE)
        _write(text)


def _bundle(rows):
    """Rows as text. Looking for old fonts cell by cell would take longer than reading them."""
    text = _text(rows)
    if SUSPICIOUS.search(text.encode()):
        return _text(_checked(rows))
    return text


def _text(content):
    try:
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, default=_plain)
    except ValueError:
        text = json.dumps(_finite(content), ensure_ascii=False, default=_plain)
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=10_000)
def _plain(cell):
    """What JSON has no word for."""
    if isinstance(cell, datetime):
        return [INSTANT, cell.isoformat()]
    if isinstance(cell, date):
        return [DATE, cell.isoformat()]
    return str(cell)


def _finite(content):
    if isinstance(content, dict):
        return {key: _finite(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_finite(part) for part in content]
    if isinstance(content, float) and content - content != 0:
        return [FAULT, TOO_GREAT]
    return content


def _checked(rows):
    return [(number, [unless_garbled(cell) for cell in cells]) for number, cells in rows]


def _write(text):
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()
