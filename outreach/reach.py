"""Which parks, clusters and craft villages were reached (QĐ 889/QĐ-TTg), and out of how many."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from enterprises.enums import ZoneKind
from enterprises.models import IndustrialZone, OfficialTotal
from outreach.enums import ZONELESS_KINDS
from outreach.models import Activity, ActivityZone


def zones_of(activities, access):
    """The distinct zones that these activities reached; what was sent from a studio adds none."""
    links = _links(activities, access)
    return IndustrialZone.objects.visible_to(access).filter(pk__in=links.values("zone"))


def zones_reached(access, year):
    """By what was held in that calendar year."""
    return zones_of(_held_in(year, access), access)


def activities_by_zone(zones, access, year):
    """{pk of a zone: what was held that year and reached it}, for these zones, by one query."""
    links = _links(_held_in(year, access), access).filter(zone__in=[zone.pk for zone in zones])
    found = defaultdict(list)
    for link in links.select_related("activity").order_by("activity__held_on", "activity"):
        found[link.zone_id].append(link.activity)
    return found


def _held_in(year, access):
    return Activity.objects.visible_to(access).held().in_year(year)


def _links(activities, access):
    reaching = activities.order_by().exclude(kind__in=ZONELESS_KINDS)
    return ActivityZone.objects.visible_to(access).filter(activity__in=reaching)


@dataclass(frozen=True)
class Reach:
    """Of one kind of zone: how many were reached out of how many, and who says how many."""

    kind: str
    label: str
    reached: int
    total: int
    source: str = ""


def reach_by_kind(access, year):
    """One Reach for each kind; the official total of that very year goes before the register."""
    ours = IndustrialZone.objects.visible_to(access).filter(owner=access.organisation)
    registered = _by_kind(ours.existing_in(year))
    reached = _by_kind(zones_reached(access, year))
    totals = OfficialTotal.objects.visible_to(access).filter(owner=access.organisation, year=year)
    official = {total.subject: total for total in totals}
    return [
        Reach(
            kind.value,
            kind.label,
            reached[kind.value],
            official[kind.value].value if kind.value in official else registered[kind.value],
            official[kind.value].source if kind.value in official else "",
        )
        for kind in ZoneKind
    ]


def _by_kind(zones):
    counted = zones.order_by().values("kind").annotate(count=Count("pk", distinct=True))
    return Counter({row["kind"]: row["count"] for row in counted})
