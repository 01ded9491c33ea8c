"""Reporting rounds: what the Ministry's letter asks, of whom, about which days, by when."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisations.access import National
from organisations.models import Organisation
from reports.enums import DueWording, RoundKind
from reports.models.forms import ReportForm

HANOI_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class ReportingRound(National):
    """One round (kỳ báo cáo), annual or of a period; the data window belongs to the round.

    Without a letter the Directive's rule holds: before 31 December.
    """

    code = models.SlugField("mã kỳ", max_length=20, unique=True)
    title = models.CharField("tên kỳ", max_length=300)
    kind = models.CharField("loại kỳ", max_length=10, choices=RoundKind)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    window_from = models.DateField("số liệu từ ngày")
    window_to = models.DateField("đến hết ngày")
    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="+", verbose_name="biểu mẫu")
    letter_number = models.CharField("số công văn", max_length=50, blank=True)
    letter_date = models.DateField("ngày công văn", null=True, blank=True)
    legal_basis = models.TextField("căn cứ", blank=True)
    due_wording = models.CharField(
        "cách ghi hạn", max_length=10, choices=DueWording, default=DueWording.BEFORE
    )
    due_on = models.DateField("ngày hạn")

    class Meta:
        verbose_name = "kỳ báo cáo"
        ordering = ["-year_to", "-year_from"]
        constraints = [
            models.CheckConstraint(
                name="round_years_in_order", condition=Q(year_to__gte=F("year_from"))
            ),
            models.CheckConstraint(
                name="round_window_in_order", condition=Q(window_to__gte=F("window_from"))
            ),
            models.CheckConstraint(
                name="annual_round_has_one_year",
                condition=~Q(kind=RoundKind.ANNUAL) | Q(year_from=F("year_to")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:round", args=[self.code])

    @property
    def years(self):
        return range(self.year_from, self.year_to + 1)

    @property
    def span(self):
        """ "2015" or "2009-2015"."""
        return str(self.year_to) if self.kind == RoundKind.ANNUAL else self.code_years

    @property
    def code_years(self):
        return f"{self.year_from}-{self.year_to}"

    @property
    def due_at(self):
        """The first instant that is late, Asia/Ho_Chi_Minh."""
        last_day = self.due_on
        if self.due_wording == DueWording.AT_LATEST:
            last_day += dt.timedelta(days=1)
        return dt.datetime.combine(last_day, dt.time.min, HANOI_TIME)

    @property
    def year_shift(self):
        """Days to add to a date so that its calendar year is its reporting year.

        A window that opens on 15/12/N-1 makes 20/12/2015 a day of 2016 (ARCHITECTURE §5).
        """
        return (dt.date(self.year_from, 1, 1) - self.window_from).days


class RoundAddressee(National):
    """A unit that owes a report in a round."""

    round = models.ForeignKey(ReportingRound, models.CASCADE, related_name="addressees")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị"
    )

    class Meta:
        verbose_name = "đơn vị phải báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="addressed_once"),
        ]

    def __str__(self):
        return f"{self.organisation}"
