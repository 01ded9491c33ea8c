"""Rows of the log that look like one event entered twice (DOMAIN 7.4): pointed out, never merged.

Two rows look alike when they are of the same day and sort, and say nearly the same of title and
place; accents, tones and the order of words do not count.
"""

from collections import defaultdict

from django.db.models import Q

from organisations.vietnamese import search_key
from outreach.enums import EVENT_KINDS
from outreach.models import Activity, DistinctPair

# Of the words that either title has, how many both have.
ALIKE = 0.6


def look_alike(one, other):
    return (
        one.held_on is not None
        and one.held_on == other.held_on
        and _sort(one.kind) == _sort(other.kind)
        and _share(one.title, other.title) >= ALIKE
        and (not one.place or not other.place or _share(one.place, other.place) >= ALIKE)
    )


def _sort(kind):
    """One writes hội nghị where another writes hội thảo."""
    return "event" if kind in EVENT_KINDS else kind


def _share(one, other):
    one, other = set(search_key(one).split()), set(search_key(other).split())
    return len(one & other) / len(one | other) if one | other else 1


def same_events(activities, access):
    """{pk: the rows that look like the same event}, without those said to be another.

    Two queries however many rows are asked about.
    """
    days = {row.held_on for row in activities if row.held_on}
    by_day = defaultdict(list)
    for row in Activity.objects.visible_to(access).filter(held_on__in=days).order_by("pk"):
        by_day[row.held_on].append(row)
    apart = _told_apart([row.pk for row in activities], access)
    found = {}
    for row in activities:
        alike = [
            other
            for other in by_day[row.held_on]
            if other.pk != row.pk
            and look_alike(row, other)
            and (min(row.pk, other.pk), max(row.pk, other.pk)) not in apart
        ]
        if alike:
            found[row.pk] = alike
    return found


def _told_apart(keys, access):
    pairs = DistinctPair.objects.visible_to(access)
    asked = Q(activity__in=keys) | Q(other__in=keys)
    return set(pairs.filter(asked).values_list("activity_id", "other_id"))
