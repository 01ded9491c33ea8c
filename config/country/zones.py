"""Parks, clusters and craft villages of the generated country, named after its districts."""

import hashlib

from enterprises.enums import ZoneKind
from enterprises.models import IndustrialZone

# How many units of a province's weight make one zone, and the most there are.
PARKS, CLUSTERS, VILLAGES = (6, 20), (4, 15), (3, 12)
ROMAN = ("", " II", " III", " IV", " V")
CRAFTS = ("Gốm", "Mộc", "Rèn", "Đúc đồng", "Dệt", "Mây tre đan", "Bún", "Giấy", "Chiếu", "Nón")
OPENED = (1997, 2014)


def make_zones(seed, places, territories):
    """[{kind: its zones}] for each province of the 63; each belongs to the department of today."""
    present = {
        (row.owner_id, row.kind, row.name): row for row in IndustrialZone.objects.order_by("pk")
    }
    found, new = [], []
    for place, territory in zip(places, territories, strict=True):
        zones = {}
        for kind, names in _names(seed, place).items():
            zones[kind] = []
            for name in names:
                key = (territory.department.pk, kind, name)
                if key in present and territory.was_merged:
                    key = (*key[:2], f"{name} ({place.name})")
                if key not in present:
                    present[key] = _zone(seed, key)
                    new.append(present[key])
                zones[kind].append(present[key])
        found.append(zones)
    IndustrialZone.objects.bulk_create(new)
    return found


def chance(seed, topic, number, least, most):
    """A whole number between two, the same for the same question."""
    digest = hashlib.md5(f"{seed}:{topic}:{number}".encode(), usedforsecurity=False).hexdigest()
    return least + int(digest[:8], 16) % (most - least + 1)


def _names(seed, place):
    def numbered_name(n):
        return place.names[n % len(place.names)] + ROMAN[n // len(place.names)]

    def numbered(per, most):
        many = max(1, min(most, round(place.weight / per), len(place.names) * len(ROMAN)))
        return [numbered_name(n) for n in range(many)]

    crafts = max(1, min(VILLAGES[1], round(place.household * VILLAGES[0])))
    return {
        ZoneKind.PARK: numbered(*PARKS),
        ZoneKind.CLUSTER: numbered(*CLUSTERS),
        ZoneKind.VILLAGE: [
            f"{CRAFTS[chance(seed, place.code, n, 0, len(CRAFTS) - 1)]} {numbered_name(n)}"
            for n in range(min(crafts, len(place.names) * len(ROMAN)))
        ],
    }


def _zone(seed, key):
    owner, kind, name = key
    opened = chance(seed, f"{kind} {name}", 0, *OPENED)
    return IndustrialZone(owner_id=owner, kind=kind, name=name, since_year=opened)
