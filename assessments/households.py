"""A year of a craft household out of a normal month and a peak month (the household sheet).

The rules are those of reference/assessments/household_sheet.yaml. What is missing stays None.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Season:
    """Months worked a year, of which in the peak, and the output of a month of each kind."""

    months: int
    peak_months: int
    monthly: Decimal
    peak_monthly: Decimal | None = None

    @property
    def normal_months(self):
        return self.months - self.peak_months

    @property
    def output(self):
        """Of the year, in the unit of the month; a peak that nobody told is like any month."""
        peak = self.monthly if self.peak_monthly is None else self.peak_monthly
        return self.monthly * self.normal_months + peak * self.peak_months

    def peak_of(self, monthly):
        """What a peak month takes of something: as much more as it makes more (an estimate)."""
        if self.peak_monthly is None or not self.monthly:
            return monthly
        return monthly * self.peak_monthly / self.monthly

    def year_of(self, monthly):
        """What the year takes of something, told for a normal month; None when it was not told."""
        if monthly is None:
            return None
        return monthly * self.normal_months + self.peak_of(monthly) * self.peak_months
