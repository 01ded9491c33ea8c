"""How many people the attendance of an activity adds up to."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

# People of a list who came from no workplace stand in one row of this name, which is no place.
WITHOUT_WORKPLACE = "Không ghi đơn vị"


@dataclass(frozen=True)
class People:
    """`alone` are people typed by name who stand in no row of the list."""

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
    nowhere = Q(name=WITHOUT_WORKPLACE, establishment=None)
    sums = activity.attendances.aggregate(
        establishments=Count("pk", filter=~nowhere),
        unmatched=Count("pk", filter=Q(establishment=None) & ~nowhere),
        **{name: Coalesce(Sum(name), 0) for name in ("managers", "technicians", "others")},
    )
    return People(**sums, alone=activity.attendees.filter(attendance=None).count())
