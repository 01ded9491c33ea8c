"""The provinces of today for a visitor, who may ask the database nothing."""

import csv
from functools import cache

from django.conf import settings

from organisations.vietnamese import name_sort

FILE = "provinces_63_to_34.csv"


@cache
def province_choices():
    """[(code, name)] of the 34 provinces since 1/7/2025, in Vietnamese order."""
    path = settings.BASE_DIR / "reference" / FILE
    with path.open(encoding="utf-8", newline="") as file:
        found = {row["new_code_2025"]: row["new_name_2025"] for row in csv.DictReader(file)}
    return sorted(found.items(), key=lambda pair: name_sort(pair[1]))
