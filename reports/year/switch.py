"""Which years a unit can turn to: those of which it has rows, and those it plans now."""

from dataclasses import dataclass

from django.db.models.functions import ExtractYear

from outreach.models import Activity
from programmes.models import ActionPlan, TaskList

FIRST_YEAR = 2009


@dataclass(frozen=True)
class YearSwitch:
    """The years on offer, the newest last, with their neighbours of the one that is shown."""

    year: int
    years: list[int]

    @property
    def before(self):
        return max((year for year in self.years if year < self.year), default=None)

    @property
    def after(self):
        return min((year for year in self.years if year > self.year), default=None)


def year_asked(request, today):
    """The year in the address, else the current one; nonsense is the current one."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else today.year
    return year if FIRST_YEAR <= year <= today.year + 1 else today.year


def switch_of(access, year, today):
    last = today.year + 1
    known = {year, today.year, last} | _years_of_rows(access, last)
    return YearSwitch(year, sorted(found for found in known if FIRST_YEAR <= found <= last))


def _years_of_rows(access, last):
    lists, plans, activities = (
        model.objects.visible_to(access).filter(owner=access.organisation).order_by()
        for model in (TaskList, ActionPlan, Activity)
    )
    spans = plans.values_list("year_from", "year_to")
    by_day = activities.filter(held_on__isnull=False).annotate(found=ExtractYear("held_on"))
    return {
        *lists.filter(year__isnull=False).values_list("year", flat=True),
        *activities.filter(year__isnull=False).values_list("year", flat=True).distinct(),
        *by_day.values_list("found", flat=True).distinct(),
        *(year for first, end in spans for year in range(first, min(end, last) + 1)),
    }
