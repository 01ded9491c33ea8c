"""Reporting rounds: what the Ministry's letter asks, of whom, about which days, by when."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from organisations.access import National
from organisations.entry.keys import form_key_field
from organisations.models import Organisation
from reports.enums import DueWording, LatenessBasis, RoundKind
from reports.models.forms import ReportForm

HANOI_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
# What a receipt stands on: once a unit has sent, these of its round do not change any more.
TERMS = (
    "kind",
    "year_from",
    "year_to",
    "window_from",
    "window_to",
    "form",
    "due_wording",
    "due_on",
    "lateness_by",
)


def first_late_instant(wording, day):
    """Asia/Ho_Chi_Minh. "Trước ngày D" shuts as D begins, "chậm nhất ngày D" as D ends."""
    shuts_on = day + dt.timedelta(days=1) if wording == DueWording.AT_LATEST else day
    return dt.datetime.combine(shuts_on, dt.time.min, HANOI_TIME)


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
    lateness_by = models.CharField(
        "đúng hạn tính theo",
        max_length=10,
        choices=LatenessBasis,
        default=LatenessBasis.PORTAL,
        db_default=LatenessBasis.PORTAL,
    )
    opens_on = models.DateField("mở lập báo cáo từ ngày", null=True, blank=True)
    cutoff_on = models.DateField("cơ sở gửi số liệu đến hết ngày", null=True, blank=True)
    correction_until = models.DateField("hoàn thiện, bổ sung đến hết ngày", null=True, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "kỳ báo cáo"
        ordering = ["-year_to", "-year_from"]
        constraints = [
            models.CheckConstraint(
                name="round_years_in_order",
                condition=Q(year_to__gte=F("year_from")),
                violation_error_message="Năm cuối của kỳ đứng trước năm đầu.",
            ),
            models.CheckConstraint(
                name="round_window_in_order",
                condition=Q(window_to__gte=F("window_from")),
                violation_error_message="Ngày cuối của số liệu đứng trước ngày đầu.",
            ),
            models.CheckConstraint(
                name="annual_round_has_one_year",
                condition=~Q(kind=RoundKind.ANNUAL) | Q(year_from=F("year_to")),
                violation_error_message="Kỳ báo cáo năm chỉ có một năm.",
            ),
            models.CheckConstraint(
                name="round_letter_has_number_and_day",
                condition=Q(letter_number="", letter_date__isnull=True)
                | ~Q(letter_number="") & Q(letter_date__isnull=False),
                violation_error_message="Công văn có số thì có ngày, có ngày thì có số.",
            ),
            models.CheckConstraint(
                name="round_opens_before_it_is_due",
                condition=Q(opens_on__isnull=True) | Q(opens_on__lt=F("due_on")),
                violation_error_message="Ngày mở phải trước ngày hạn.",
            ),
            models.CheckConstraint(
                name="round_cutoff_is_not_after_due",
                condition=Q(cutoff_on__isnull=True) | Q(cutoff_on__lte=F("due_on")),
                violation_error_message="Cơ sở phải gửi số liệu trước hạn của đơn vị.",
            ),
            models.CheckConstraint(
                name="round_corrections_end_after_due",
                condition=Q(correction_until__isnull=True) | Q(correction_until__gte=F("due_on")),
                violation_error_message="Thời gian hoàn thiện, bổ sung không kết thúc trước hạn.",
            ),
            models.UniqueConstraint(fields=["form_key"], name="round_saved_once_per_form"),
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
        """The first instant that is late for a unit without an extension."""
        return first_late_instant(self.due_wording, self.due_on)

    def is_open_on(self, day):
        """Units may begin; without an opening day they always may. It never closes: late is in."""
        return self.opens_on is None or self.opens_on <= day

    @property
    def year_shift(self):
        """Days to add to a date so that its calendar year is its reporting year.

        A window that opens on 15/12/N-1 makes 20/12/2015 a day of 2016 (ARCHITECTURE §5).
        """
        return (dt.date(self.year_from, 1, 1) - self.window_from).days


class RoundAddressee(National):
    """A unit that owes a report in a round; its own day where a decision has extended it."""

    round = models.ForeignKey(ReportingRound, models.CASCADE, related_name="addressees")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị"
    )
    extended_to = models.DateField("gia hạn đến ngày", null=True, blank=True)
    decision_number = models.CharField("số quyết định gia hạn", max_length=50, blank=True)
    decision_date = models.DateField("ngày quyết định", null=True, blank=True)
    extension_reason = models.TextField("lý do gia hạn", blank=True)
    reminded_at = models.DateTimeField("Bộ nhắc lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "đơn vị phải báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="addressed_once"),
            models.CheckConstraint(
                name="extension_has_a_decision",
                condition=Q(
                    extended_to__isnull=True, decision_number="", decision_date__isnull=True
                )
                | Q(extended_to__isnull=False, decision_date__isnull=False)
                & ~Q(decision_number=""),
                violation_error_message=(
                    "Gia hạn phải có đủ ba mục: ngày hạn mới, số và ngày quyết định."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}"

    def get_absolute_url(self):
        return self.round.get_absolute_url()

    @property
    def due_on(self):
        """The later of the two: a letter that moves everybody's day takes no extension away."""
        return max(self.extended_to or self.round.due_on, self.round.due_on)

    @property
    def due_at(self):
        """The first instant that is late for this unit; an extension is worded as the letter."""
        return first_late_instant(self.round.due_wording, self.due_on)

    def was_reminded_on(self, day):
        """By the Ministry itself; the sweep's own reminders go by the calendar."""
        return self.reminded_at is not None and timezone.localtime(self.reminded_at).date() == day
