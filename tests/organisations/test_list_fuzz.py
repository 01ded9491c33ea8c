"""Damaged files: rows or a sentence, never another end, and never for long."""

import random
import time
from contextlib import suppress

import pytest

from organisations.sheets import SheetRefused, open_list, write_list
from tests.organisations.sample_sheets import COLUMNS, EMPTY, FULL, changed, part, written
from tests.organisations.test_list_encodings import TABLE_OF_NAMES, in_tcvn3, in_windows_1258

MOST_SECONDS = 10
SHEET = "xl/worksheets/sheet1.xml"
FILES_OF_EACH = 60


def flipped(body, chance):
    """Some bits are others."""
    body = bytearray(body)
    for _ in range(chance.choice([1, 3, 20])):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return bytes(body)


def cut(body, chance):
    """The end is missing, or a piece in the middle."""
    start = chance.randrange(len(body))
    end = chance.choice([len(body), start + chance.randrange(1, 200)])
    return body[:start] + body[end:]


def mutated_part(body, chance):
    """The archive is whole, what it holds is not."""
    sheet = part(body, SHEET).encode()
    change = chance.choice([flipped, cut])
    return changed(body, **{SHEET: change(sheet, chance) or b" "})


def in_constant_memory(folder):
    path = folder / "written.xlsx"
    write_list(path, COLUMNS, [FULL, EMPTY | {"name": "Hội thảo"}] * 20)
    return path.read_bytes()


SOURCES = {
    "xlsx": (lambda _folder: written(FULL, FULL), (flipped, cut)),
    "xlsx in one piece": (in_constant_memory, (flipped, cut)),
    "worksheet": (lambda _folder: written(FULL, FULL), (mutated_part,)),
    "csv": (lambda _folder: TABLE_OF_NAMES.encode(), (flipped, cut)),
    "csv of TCVN3": (lambda _folder: in_tcvn3(TABLE_OF_NAMES), (flipped, cut)),
    "csv of Windows-1258": (lambda _folder: in_windows_1258(TABLE_OF_NAMES), (flipped, cut)),
    "csv of UTF-16": (lambda _folder: TABLE_OF_NAMES.encode("utf-16"), (flipped, cut)),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_damaged_file_gives_rows_or_a_sentence_and_soon(kind, tmp_path):
    make, changes = SOURCES[kind]
    body = make(tmp_path)
    chance = random.Random(f"20261 {kind}")
    slowest = 0
    for _ in range(FILES_OF_EACH):
        damaged = chance.choice(changes)(body, chance)
        started = time.monotonic()
        with suppress(SheetRefused), open_list(damaged) as listed:
            for number, cells in listed:
                assert isinstance(number, int)
                assert isinstance(cells, list)
        slowest = max(slowest, time.monotonic() - started)

    assert slowest < MOST_SECONDS
