"""Zones that are perhaps one, entered twice in two spellings."""

import re
from collections import defaultdict

from enterprises.enums import ZoneKind
from organisations.vietnamese import search_key

# How people begin a name that needs no such beginning: the kind stands in a column of its own.
BEGINNINGS = {
    ZoneKind.PARK: ("khu công nghiệp", "kcn", "khu"),
    ZoneKind.CLUSTER: ("cụm công nghiệp", "ccn", "cụm"),
    ZoneKind.VILLAGE: ("làng nghề", "làng"),
}
# Words that one writes and another leaves out.
IDLE = {"truyen", "thong", "tinh", "huyen", "xa", "phuong", "so"}


def own_name(kind, name):
    """'Khu công nghiệp Quang Minh' → 'Quang Minh'; a name that is nothing else stays."""
    for beginning in BEGINNINGS.get(kind, ())[:2]:
        rest = name[len(beginning) :].strip()
        if rest and name.lower().startswith(f"{beginning} "):
            return rest
    return name


def spelling_key(kind, name):
    """Equal for names that differ in tones, i and y, spaces, or a word that is often left out."""
    words = search_key(name)
    for beginning in map(search_key, BEGINNINGS.get(kind, ())):
        words = words.removeprefix(f"{beginning} ")
    kept = [word for word in re.findall(r"\w+", words) if word not in IDLE]
    return "".join(kept or words.split()).replace("y", "i")


def groups_of(zones):
    """Lists of two or more (pk, kind, name) with one key, in the order given."""
    found = defaultdict(list)
    for zone in zones:
        _pk, kind, name = zone
        found[kind, spelling_key(kind, name)].append(zone)
    return [group for group in found.values() if len(group) > 1]


def lookalikes_of(zone, zones):
    """Those of `zones` that are perhaps this one in another spelling."""
    key = spelling_key(zone.kind, zone.name)
    same_kind = zones.filter(owner=zone.owner_id, kind=zone.kind).exclude(pk=zone.pk)
    return [other for other in same_kind if spelling_key(other.kind, other.name) == key]
