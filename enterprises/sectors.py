"""Divisions of industry: VSIC, second level, 05 to 39.

At this level the codes are the same in the lists of 2018 and 2025; the titles are those of 2025.
"""

import csv
from functools import cache

from django.conf import settings

FILE = "vsic_divisions_05_39.csv"
SAME = "="


@cache
def divisions():
    """{code: title}, in the order of the list."""
    path = settings.BASE_DIR / "reference" / FILE
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _title(row) for row in csv.DictReader(file)}


def _title(row):
    return row["name_vi_2018"] if row["name_vi_2025"] == SAME else row["name_vi_2025"]


def choices():
    """For a drop-down: the code is what is stored."""
    return [(code, f"{code} – {title}") for code, title in divisions().items()]


def title_of(code):
    """'23 – Sản xuất sản phẩm từ khoáng phi kim loại khác'; a code of no division stays alone."""
    title = divisions().get(code)
    return f"{code} – {title}" if title else code
