"""What attendance proves about establishments, for the ladder of application (DOMAIN 3.7).

A row says that somebody who decides or runs things was there; who it was stands nowhere in it.
"""

from decimal import Decimal

from django.db.models import F

from outreach.models import Attendance

# Half a day of work [proposal: no rule says how long is long enough].
HALF_A_DAY = Decimal(4)


def awareness_evidence(access):
    """Establishments whose managers or technicians came to an event of half a day or more.

    Rows of values: establishment_id, activity_id, day (None when only the year is known), year,
    hours, people (managers and technicians).
    """
    rows = Attendance.objects.visible_to(access).of_establishments()
    return (
        rows.filter(activity__hours__gte=HALF_A_DAY)
        .annotate(people=F("managers") + F("technicians"))
        .order_by("establishment_id", "activity_id")
        .values(
            "establishment_id",
            "activity_id",
            "people",
            day=F("activity__held_on"),
            year=F("activity__year"),
            hours=F("activity__hours"),
        )
    )
