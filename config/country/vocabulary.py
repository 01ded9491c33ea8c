"""The words and weights a country is made of, from reference/country/.

Shares and weights are recalled and unverified; they make a mix that looks like Vietnam and prove
nothing about it. Names of enterprises and corporations are made up.
"""

from dataclasses import dataclass
from itertools import accumulate

from organisations.loading import (
    Anything,
    Maybe,
    Number,
    Record,
    Rows,
    Text,
    read_csv,
    read_yaml,
)

PLACE_COLUMNS = ("code", "name", "tax_office", "plants", "household", "districts", "sectors")
SECTOR = Record(
    code=Text(2),
    plants=Number(),
    household=Number(),
    sizes=Rows(Number()),
    revenue=Number(),
    products=Anything(),
)
CORPORATION = Record(
    code=Text(40),
    name=Text(200),
    short=Text(100),
    symbol=Text(20),
    sectors=Rows(Text(2)),
    parent=Maybe(Text(40)),
)
WORDS = ("family", "middle", "given", "first", "second", "foreign_words", "activity", "streets")
WORDS += ("hamlets", "commune_first", "commune_second")
FILE = Record(
    **dict.fromkeys(WORDS, Rows(Anything())),
    forms=Anything(),
    spellings=Anything(),
    activities=Anything(),
    corporations=Rows(CORPORATION),
)
DISTRICT_TYPES = {"Q": "quận", "H": "huyện", "TX": "thị xã", "TP": "thành phố"}


@dataclass(frozen=True)
class Sector:
    """A division of VSIC. `sizes`: the shares of micro, small, medium among plants, added up."""

    code: str
    weight: float
    household: float
    sizes: list[float]
    revenue: float
    products: list


@dataclass(frozen=True)
class Place:
    """One of the 63 provinces until 30/6/2025; `sectors` are weights of divisions, added up.

    `districts` are said with what they were ('huyện Đông Anh'), `names` without.
    """

    code: str
    name: str
    tax_office: str
    weight: float
    household: float
    districts: list[str]
    names: list[str]
    sectors: list[float]


@dataclass(frozen=True)
class Vocabulary:
    sectors: list[Sector]
    places: list[Place]
    words: dict


def read_vocabulary(folder):
    """FileRefused when a file cannot be used."""
    file = read_yaml(folder / "sectors.yaml", Record(sectors=Rows(SECTOR)))
    sectors = [_sector(row) for row in file["sectors"]]
    places = [_place(row, sectors) for row in read_csv(folder / "places.csv", PLACE_COLUMNS)]
    return Vocabulary(sectors, places, read_yaml(folder / "words.yaml", FILE))


def thresholds(weights):
    """Where, between 0 and 1, each weight but the last ends: what width_bucket() wants."""
    total = sum(weights)
    return [part / total for part in accumulate(weights)][:-1]


def _sector(row):
    household = float(row["household"])
    return Sector(
        code=row["code"],
        weight=float(row["plants"]) / (1 - household),
        household=household,
        sizes=list(accumulate(map(float, row["sizes"]))),
        revenue=float(row["revenue"]),
        products=row["products"],
    )


def _place(row, sectors):
    stronger = dict(part.split() for part in row["sectors"].split(";"))
    if unknown := set(stronger) - {sector.code for sector in sectors}:
        raise row.refusal("sectors", f"không có ngành {', '.join(sorted(unknown))}.")
    weights = [sector.weight * float(stronger.get(sector.code, 1)) for sector in sectors]
    return Place(
        code=row["code"],
        name=row["name"],
        tax_office=row["tax_office"],
        weight=float(row["plants"]),
        household=float(row["household"]),
        districts=[_district(words) for words in row["districts"].split(";")],
        names=[_plain(words) for words in row["districts"].split(";")],
        sectors=thresholds(weights),
    )


def _district(words):
    """'huyện Đông Anh' for 'H Đông Anh'."""
    kind, _space, name = words.partition(" ")
    return f"{DISTRICT_TYPES[kind]} {name}"


def _plain(words):
    """'Đông Anh'; what has a number alone for a name is said with its kind: 'Quận 12'."""
    kind, _space, name = words.partition(" ")
    return f"{DISTRICT_TYPES[kind]} {name}".capitalize() if name.isdigit() else name
