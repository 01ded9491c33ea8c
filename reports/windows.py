"""Which row counts in which round, and in which reporting year (ARCHITECTURE §5).

A row known by its day counts where the window holds the day; a row known by its year counts in
that year's round and in every period that contains it; a row known only by a period counts in
period rounds that contain the whole period, never in an annual round.
"""

from django.db.models import F, Func, IntegerField, Q
from django.db.models.functions import Coalesce

from reports.enums import RoundKind


def counts_in(round_, *, day, year=None, period=None):
    """A condition on rows whose day, year and period stand in the columns named."""
    held = Q(**{f"{day}__range": (round_.window_from, round_.window_to)})
    if year:
        held |= Q(**{f"{year}__range": (round_.year_from, round_.year_to)})
    if period and round_.kind == RoundKind.PERIOD:
        opens, closes = period
        held |= Q(**{f"{opens}__gte": round_.year_from, f"{closes}__lte": round_.year_to})
    return held


class YearOfDay(Func):
    """The calendar year of a date after it has been moved by whole days."""

    template = "extract(year FROM %(expressions)s)::int"
    arg_joiner = " + "
    output_field = IntegerField()


def reporting_year(round_, *, day, year=None):
    """The year a row belongs to: with a window from 15/12, 20/12/2015 belongs to 2016."""
    of_day = YearOfDay(F(day), round_.year_shift)
    return Coalesce(F(year), of_day) if year else of_day
