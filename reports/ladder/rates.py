"""How many establishments of a year are how far, and the two rates that come of it.

A rate on the register is never called the rate of the province: that one needs the total of the
statistics as its denominator, with its source (DOMAIN 3.7, ARCHITECTURE §5).
"""

from dataclasses import dataclass

from django.db.models import Count

from enterprises.enums import Level, Stratum
from enterprises.models import Establishment, EstablishmentYear, YearLevel
from reports.ladder.totals import totals_of

AWARE, APPLYING = Level.AWARE, Level.APPLYING


@dataclass(frozen=True)
class YearOfLevels:
    """Of one stratum: how many there are, and how many stand at each level."""

    stratum: Stratum
    total: int
    at: dict

    def reached(self, level):
        return sum(count for other, count in self.at.items() if other >= level)


@dataclass(frozen=True)
class Rate:
    """A share with everything it rests on; `covered` of `units` have an official total."""

    label: str
    level: Level
    reached: int
    register: int
    official: int | None
    sources: tuple
    covered: int
    units: int


def active_in(year, access):
    """Establishments of the register, each once, without those known to have stood still."""
    idle = EstablishmentYear.objects.visible_to(access).filter(year=year, is_active=False)
    sites = Establishment.objects.visible_to(access).counted()
    return sites.exclude(pk__in=idle.values("establishment"))


def levels_of(year, access):
    """[YearOfLevels of plants, of households]; whoever has no row of the year is not aware."""
    sites = active_in(year, access).order_by()
    totals = dict(sites.values_list("stratum").annotate(Count("pk")))
    rows = at_level(year, access).values_list("establishment__stratum", "level")
    counts = {stratum: {} for stratum in Stratum}
    for stratum, level, count in rows.annotate(Count("pk")):
        counts[stratum][level] = count
    for stratum in Stratum:
        known = sum(counts[stratum].values())
        counts[stratum][Level.UNAWARE] = totals.get(stratum, 0) - known
    return [YearOfLevels(s, totals.get(s, 0), counts[s]) for s in Stratum]


def at_level(year, access):
    """The year's levels of establishments that count in it."""
    return (
        YearLevel.objects.visible_to(access)
        .filter(year=year, establishment__in=active_in(year, access).values("pk"))
        .order_by()
    )


def sites_at(year, level, stratum, access):
    """The establishments behind one number of a year."""
    sites = active_in(year, access).filter(stratum=stratum)
    known = YearLevel.objects.visible_to(access).filter(year=year)
    if level == Level.UNAWARE:
        return sites.exclude(pk__in=known.values("establishment"))
    return sites.filter(pk__in=known.filter(level=level).values("establishment"))


def rates_of(year, access, plants):
    """Aware and applying, of plants alone; households are a stratum of their own."""
    totals = totals_of(year, access)
    return [
        Rate(
            label=Level(level).label,
            level=level,
            reached=plants.reached(level),
            register=plants.total,
            official=sum(row.value for row in totals.rows) if totals.rows else None,
            sources=tuple(f"{row.source}, {row.year}" for row in totals.rows),
            covered=totals.covered,
            units=totals.units,
        )
        for level in (AWARE, APPLYING)
    ]
