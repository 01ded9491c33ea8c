"""A month of the log, day by day."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from organisations.vietnamese import FIRST_DATED_YEAR, LAST_YEAR

WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class Day:
    date: dt.date
    activities: list


@dataclass(frozen=True)
class Month:
    """`first` is its first day."""

    first: dt.date

    @classmethod
    def of(cls, day):
        return cls(day.replace(day=1))

    def __str__(self):
        return f"{self.first:%Y-%m}"

    @property
    def last(self):
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def before(self):
        return Month.of(self.first - dt.timedelta(days=1))

    @property
    def after(self):
        return Month.of(self.last + dt.timedelta(days=1))

    @property
    def starts_on(self):
        """The weekday of its first day: 1 is Monday."""
        return self.first.isoweekday()

    def days_with(self, activities):
        """Every day with what goes on that day; an event of several days stands on each."""
        days = {
            date: Day(date, [])
            for date in (self.first.replace(day=number + 1) for number in range(self.last.day))
        }
        for activity in activities:
            date = max(activity.held_on, self.first)
            while date <= min(activity.ended_on or activity.held_on, self.last):
                days[date].activities.append(activity)
                date += dt.timedelta(days=1)
        return list(days.values())


def month_in(text, today):
    """(the month written as 2026-03, whether it could not be read); without one, this month."""
    written = WRITTEN.fullmatch(text or "")
    year, month = map(int, written.groups()) if written else (0, 0)
    if FIRST_DATED_YEAR < year < LAST_YEAR and 1 <= month <= 12:
        return Month(dt.date(year, month, 1)), False
    return Month.of(today), bool(text)
