"""Where each of the 34 provinces of 1/7/2025 stands on the tile map, and the archipelagos.

Places are data (reference/province_tiles.csv): columns from west to east, rows from north to
south, both from 0. A tile's neighbours are neighbours in the country; the sea lies in the east.
"""

import csv
from dataclasses import dataclass
from functools import cache

from django.conf import settings

FILE = "province_tiles.csv"
PROVINCE, ARCHIPELAGO = "province", "archipelago"


@dataclass(frozen=True)
class Place:
    """A province by its code, or an archipelago by the code of the province it belongs to."""

    kind: str
    code: str
    name: str
    column: float
    row: float


@cache
def _file():
    path = settings.BASE_DIR / "reference" / FILE
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(row["kind"], row["code"], row["name"], float(row["column"]), float(row["row"]))
            for row in csv.DictReader(file)
        )


@cache
def provinces():
    """{code: place}, row by row from the north, each row from the west."""
    places = [place for place in _file() if place.kind == PROVINCE]
    return {place.code: place for place in sorted(places, key=lambda it: (it.row, it.column))}


@cache
def archipelagos():
    return tuple(place for place in _file() if place.kind == ARCHIPELAGO)


def width():
    """Columns of land."""
    return 1 + int(max(place.column for place in provinces().values()))


def height():
    """Rows of land."""
    return 1 + int(max(place.row for place in provinces().values()))
