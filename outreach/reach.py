"""Which parks, clusters and craft villages were reached (QĐ 889/QĐ-TTg), and out of how many."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from enterprises.figures import zone_denominators
from enterprises.models import IndustrialZone, OfficialTotal
from outreach.models import Activity, ActivityZone


def zones_reached(access, year):
    """The distinct zones of that calendar year that were reached by what was held in it."""
    links = _links(access, year)
    return IndustrialZone.objects.visible_to(access).filter(pk__in=links.values("zone"))


def activities_by_zone(zones, access, year):
    """{pk of a zone: what was held that year and reached it}, for these zones, by one query."""
    links = _links(access, year).filter(zone__in=[zone.pk for zone in zones])
    found = defaultdict(list)
    for link in links.select_related("activity").order_by("activity__held_on", "activity"):
        found[link.zone_id].append(link.activity)
    return found


def _links(access, year):
    held = Activity.objects.visible_to(access).in_year(year).order_by()
    return ActivityZone.objects.visible_to(access).reaching(year).filter(activity__in=held)


@dataclass(frozen=True)
class Reach:
    """Of one kind of zone: how many were reached out of how many, and who says how many.

    With an official total the register's own number stands beside it: the two seldom agree.
    """

    kind: str
    label: str
    reached: int
    total: int
    in_register: int
    source: str = ""


def reach_by_kind(access, year):
    """One Reach for each kind, out of the official total if there is one, else of the register."""
    ours = IndustrialZone.objects.visible_to(access).filter(owner=access.organisation)
    totals = OfficialTotal.objects.visible_to(access).filter(owner=access.organisation)
    reached = _by_kind(zones_reached(access, year))
    return [
        Reach(
            wanted.kind.value,
            wanted.kind.label,
            reached[wanted.kind.value],
            wanted.value,
            wanted.in_register,
            wanted.official.source if wanted.is_official else "",
        )
        for wanted in zone_denominators(ours, totals, year)
    ]


def _by_kind(zones):
    counted = zones.order_by().values("kind").annotate(count=Count("pk", distinct=True))
    return Counter({row["kind"]: row["count"] for row in counted})
