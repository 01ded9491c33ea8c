"""A computed figure: its value, or why there is none; printed half up, never rounded before."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from organisations.vietnamese import NO_DATA, format_number, format_unit

UNDEFINED = _("không xác định")
NOT_YET = _("chưa có số liệu")


@dataclass(frozen=True)
class Figure:
    """`value` is a Decimal, words, or None with `why`; `factors` are the codes it leans on."""

    value: object = None
    unit: str = ""
    places: int | None = None
    why: str = ""
    factors: tuple = ()

    def __str__(self):
        if self.value is None:
            return str(self.why) or NO_DATA
        if not isinstance(self.value, Decimal | int):
            return str(self.value)
        shown = format_number(self.value, self.places)
        if self.unit == "%":
            return f"{shown}%"
        return f"{shown} {format_unit(self.unit)}".strip()

    @property
    def is_number(self):
        return isinstance(self.value, Decimal | int)


@dataclass(frozen=True)
class Named:
    """A figure below a sheet: what it is, and a note."""

    title: str
    figure: Figure
    note: str = ""


@dataclass(frozen=True)
class Sum:
    """Of what is known; `missing` says of what there was no figure, then there is no value."""

    known: Decimal
    missing: tuple = ()
    unit: str = ""
    factors: tuple = ()
    is_estimate: bool = False

    @property
    def value(self):
        return None if self.missing else self.known
