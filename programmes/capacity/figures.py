"""What the rows of people and equipment add up to, given querysets that are already scoped.

Nothing here is claimed: a department has competent staff when such people stand in its list.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from programmes.enums import Commitment, Competence

SOON = 30
EVIDENCES = tuple(kind for kind in Competence if kind != Competence.NONE)


def calibration_overdue(equipment, today):
    return equipment.filter(calibration_due_on__lt=today)


def calibration_due(equipment, today, days=SOON):
    """Due from today on within so many days; what is overdue is not among them."""
    return equipment.filter(calibration_due_on__range=(today, today + dt.timedelta(days=days)))


@dataclass(frozen=True)
class StaffRow:
    """People of one kind of evidence; without one they are not competent."""

    competence: Competence
    full_time: int
    part_time: int

    @property
    def total(self):
        return self.full_time + self.part_time


@dataclass(frozen=True)
class StaffTable:
    day: dt.date
    rows: list[StaffRow]
    is_known: bool

    @property
    def full_time(self):
        return sum(row.full_time for row in self.rows)

    @property
    def part_time(self):
        return sum(row.part_time for row in self.rows)

    @property
    def total(self):
        return self.full_time + self.part_time

    @property
    def competent(self):
        return sum(row.full_time for row in self.rows if row.competence in EVIDENCES)

    @property
    def has_competent(self):
        """None while nobody was ever entered: that is no answer either way."""
        return self.competent > 0 if self.is_known else None


def staff_table(staff, day):
    """People in office on a day by evidence and commitment, in one query."""
    present = staff.in_office_on(day).values("pk")
    counts = (
        staff.order_by()
        .values_list("commitment", "competence")
        .annotate(present=Count("pk", filter=Q(pk__in=present)))
    )
    found = {(commitment, competence): number for commitment, competence, number in counts}
    rows = [
        StaffRow(
            kind,
            found.get((Commitment.FULL_TIME, kind), 0),
            found.get((Commitment.PART_TIME, kind), 0),
        )
        for kind in (*EVIDENCES, Competence.NONE)
    ]
    return StaffTable(day, rows, is_known=bool(found))


def equipment_counts(equipment, today):
    """Lines, and of these overdue or soon due for calibration."""
    soon = today + dt.timedelta(days=SOON)
    return equipment.aggregate(
        lines=Count("pk"),
        overdue=Count("pk", filter=Q(calibration_due_on__lt=today)),
        due=Count("pk", filter=Q(calibration_due_on__range=(today, soon))),
    )


def money_by_year(money):
    """Newest year first; None where no row of the year states the amount."""
    return (
        money.order_by("-year")
        .values("year")
        .annotate(planned_sum=Sum("planned"), spent_sum=Sum("spent"), lines=Count("pk"))
    )
