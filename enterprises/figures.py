"""What the register adds up to, given querysets that are already scoped."""

from dataclasses import dataclass

from django.db.models import Count

from enterprises.enums import ZoneKind
from enterprises.models import OfficialTotal


@dataclass(frozen=True)
class Denominator:
    """What "zones reached" of one kind is a share of.

    The official total if one is entered for the year or before, else the zones in the register;
    the two are never mixed.
    """

    kind: ZoneKind
    year: int
    in_register: int
    official: OfficialTotal | None

    @property
    def value(self):
        return self.official.value if self.official else self.in_register

    @property
    def is_official(self):
        return self.official is not None


def zone_denominators(zones, totals, year):
    """One for every kind of zone, as it stands for a year."""
    counts = zones.existing_in(year).order_by().values_list("kind").annotate(Count("pk"))
    in_register = dict(counts)
    latest = {row.subject: row for row in totals.filter(year__lte=year).order_by("year")}
    return [
        Denominator(kind, year, in_register.get(kind, 0), latest.get(kind.value))
        for kind in ZoneKind
    ]
