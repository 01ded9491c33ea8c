"""How many people the attendance of an activity adds up to."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce


@dataclass(frozen=True)
class People:
    """`alone` are people entered by name who came from no workplace of the list."""

    establishments: int
    unmatched: int
    managers: int
    technicians: int
    others: int
    alone: int

    @property
    def total(self):
        return self.managers + self.technicians + self.others + self.alone

    def differs_from(self, count):
        """Something was added up, and it is not what was counted; nobody corrects that silently."""
        return self.total > 0 and self.total != count


def totals_of_people(activity):
    sums = activity.attendances.aggregate(
        establishments=Count("pk"),
        unmatched=Count("pk", filter=Q(establishment__isnull=True)),
        **{name: Coalesce(Sum(name), 0) for name in ("managers", "technicians", "others")},
    )
    return People(**sums, alone=activity.attendees.filter(attendance=None).count())
