"""Official totals of a year, over departments that have since become others.

Rates count the plants of today's register, so their denominator covers today's departments: each by
its own total, or by those of the departments that it continues.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from enterprises.enums import TotalSubject
from enterprises.models import OfficialTotal
from organisations.enums import Kind
from organisations.models import Organisation, OrganisationSuccession


@dataclass(frozen=True)
class Covered:
    """The rows that add up to a unit's total; `is_whole` if nothing of its territory is missing."""

    rows: tuple = ()
    is_whole: bool = False

    @property
    def year(self):
        return max((row.year for row in self.rows), default=0)


@dataclass(frozen=True)
class Totals:
    """`covered` of `units` of today have a total; no row is counted twice."""

    rows: tuple
    covered: int
    units: int


@dataclass
class Lineage:
    """The latest total of each department up to a year, and who continues whom since when."""

    latest: dict
    origins: dict = field(default_factory=lambda: defaultdict(dict))

    def of(self, unit):
        own = self.latest.get(unit.pk)
        alone = Covered((own,), True) if own else Covered()
        since = self.origins.pop(unit, {})
        if not since:
            return alone
        parts = [self.of(before) for before in since]
        before = Covered(
            sum((part.rows for part in parts), ()), all(part.is_whole for part in parts)
        )
        if own and own.year >= max(since.values()).year:
            return alone
        if _begins_with(unit, min(since.values())):
            return alone if own and own.year >= before.year else before
        # It had a territory of its own before the others came.
        return Covered(before.rows + alone.rows, before.is_whole and alone.is_whole)


def totals_of(year, access):
    """Of all departments for the Ministry, of one with those it continues for a department."""
    rows = OfficialTotal.objects.visible_to(access).filter(
        subject=TotalSubject.ESTABLISHMENT, year__lte=year
    )
    lineage = Lineage({row.owner_id: row for row in rows.order_by("year")})
    links = OrganisationSuccession.objects.visible_to(access).select_related(
        "predecessor__province", "successor__province"
    )
    links = list(links.filter(predecessor__kind=Kind.DEPARTMENT))
    for link in links:
        lineage.origins[link.successor][link.predecessor] = link.on
    units = list(_units(access, [link.predecessor_id for link in links], lineage.latest))
    covered = [lineage.of(unit) for unit in units]
    return Totals(
        sum((part.rows for part in covered), ()), sum(part.is_whole for part in covered), len(units)
    )


def _units(access, continued, known):
    """Those that nobody continues: standing today, or with a total of their own."""
    departments = Organisation.objects.visible_to(access).select_related("province")
    departments = departments.filter(kind=Kind.DEPARTMENT)
    if access.kind == Kind.DEPARTMENT:
        return departments.filter(pk=access.organisation.pk)
    if access.kind != Kind.MINISTRY:
        return departments.none()
    counting = Q(valid_to__isnull=True) | Q(pk__in=list(known))
    return departments.filter(counting).exclude(pk__in=continued).order_by("pk")


def _begins_with(unit, day):
    """It is new with the merger: what it says of years before is said of its whole territory."""
    begun = unit.valid_from or (unit.province.valid_from if unit.province else dt.date.min)
    return begun >= day
