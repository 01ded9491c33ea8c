"""A plant's own figure in the unit of a norm or reference value, or why the two cannot be compared.

Pure. Nothing is guessed: a litre is never made a tonne, and a tonne of raw material or of carcass
is not taken for the tonne of product that the plant counts.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

# What stands above the line of a unit: (what it is of, how much of that one is).
TOPS = {
    "MJ": ("GJ", Decimal("0.001")),
    "GJ": ("GJ", Decimal(1)),
    "kWh": ("GJ", Decimal("0.0036")),
    "MWh": ("GJ", Decimal("3.6")),
    "TOE": ("TOE", Decimal(1)),
    "l": ("m3", Decimal("0.001")),
    "hl": ("m3", Decimal("0.1")),
    "m3": ("m3", Decimal(1)),
    "kg LPG": ("kg LPG", Decimal(1)),
}
# And below it: of product.
BOTTOMS = {
    "kg": ("t", Decimal("0.001")),
    "t": ("t", Decimal(1)),
    "l": ("l", Decimal(1)),
    "hl": ("l", Decimal(100)),
    "m3": ("l", Decimal(1000)),
    "m2": ("m2", Decimal(1)),
    "cai": ("cai", Decimal(1)),
}


class Why(Enum):
    """Why two figures stand apart."""

    NOT_OF_PRODUCT = "đơn vị không phải lượng dùng trên sản phẩm"
    OTHER_PRODUCT = "mẫu số khác với sản lượng của phiếu"
    NO_OUTPUT = "chưa có sản lượng cùng một đơn vị"
    NO_FIGURE = "chưa đọc được số"


@dataclass(frozen=True)
class Unit:
    """'MWh/hl' as 3,6 GJ over 100 l."""

    name: str
    of: str
    per: str
    factor: Decimal
    divisor: Decimal


@dataclass(frozen=True)
class Own:
    """What the plant used or gave off in the year; `missing` says why it is not known."""

    amount: Decimal | None
    missing: tuple = ()


def unit_of(name):
    """A Unit, or None where it is not one of an amount by a plain unit of product."""
    top, line, bottom = name.partition("/")
    if not line or top not in TOPS or bottom not in BOTTOMS:
        return None
    (of, factor), (per, divisor) = TOPS[top], BOTTOMS[bottom]
    return Unit(name, of, per, factor, divisor)


def is_of_product(name):
    """Whether it is an amount by something, even by something else than the plant counts."""
    top, line, _bottom = name.partition("/")
    return bool(line) and top in TOPS


def per_product(own, made, made_in, unit):
    """The plant's figure in a Unit; (None, Why) where it cannot be said."""
    if made_in not in BOTTOMS:
        return None, Why.OTHER_PRODUCT if made_in else Why.NO_OUTPUT
    if not made:
        return None, Why.NO_OUTPUT
    per, divisor = BOTTOMS[made_in]
    if per != unit.per:
        return None, Why.OTHER_PRODUCT
    return own.amount / unit.factor / (made * divisor / unit.divisor), None


def converted(value, unit, other):
    """A value of one Unit in another of the same kind; of another kind it would be a guess."""
    if (unit.of, unit.per) != (other.of, other.per):
        raise ValueError(f"{unit.name} is not {other.name}.")
    return value * unit.factor / unit.divisor * other.divisor / other.factor
