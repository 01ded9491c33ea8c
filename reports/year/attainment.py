"""How far each target is: computed as the report would, or as the unit found out, or not ours."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.vietnamese import NO_DATA, format_date, format_number
from programmes.enums import Comparator
from programmes.models import ActionPlan, Target, TargetProgress
from reports.enums import RoundKind
from reports.figures import RATIOS
from reports.models import Report, ReportingRound
from reports.sources import COUNTED, RATES

COMPUTED, TYPED, NOT_OURS, UNKNOWN = "computed", "typed", "not_ours", "unknown"
WORDS = {
    COMPUTED: gettext_lazy("tính từ số liệu gốc"),
    TYPED: gettext_lazy("đơn vị nhập"),
    NOT_OURS: gettext_lazy("mục tiêu cấp quốc gia"),
    UNKNOWN: gettext_lazy("chưa có kết quả"),
}
TONES = {COMPUTED: "success", TYPED: "info", NOT_OURS: "neutral", UNKNOWN: "warning"}
# Where the rows of a computed result are.
PAGES = {
    "outreach.Activity": "outreach:activities",
    "enterprises.IndustrialZone": "enterprises:zones",
    "enterprises.OfficialTotal": "enterprises:zones",
    "programmes.FocalUnit": "programmes:focal_units",
    "programmes.FocalStaff": "programmes:focal_units",
    "programmes.ActionPlan": "programmes:plans",
    "programmes.TaskList": "programmes:task_lists",
    "programmes.Task": "programmes:task_lists",
}


@dataclass(frozen=True)
class Attainment:
    """One target beside its result. `how` is computed, typed, not ours or unknown."""

    target: Target
    how: str
    value: Any = None
    numerator: Any = None
    denominator: Any = None
    method: str = ""
    evidence: str = ""
    url: str = ""

    @property
    def wanted(self):
        """'từ 70%', '5-8%', '20-30 mô hình'."""
        target = self.target
        if target.value is None:
            return NO_DATA
        span = format_number(target.value)
        if target.upper is not None:
            return f"{span}-{format_number(target.upper)}{self.unit}"
        words = {Comparator.MORE: "trên ", Comparator.ABOUT: "khoảng "}
        return f"{words.get(target.comparator, '')}{span}{self.unit}"

    @property
    def unit(self):
        return "%" if self.target.unit == "%" else f" {self.target.unit}"

    @property
    def result(self):
        return NO_DATA if self.value is None else f"{format_number(self.value)}{self.unit}"

    @property
    def share(self):
        """'7/28' behind every percentage."""
        if self.numerator is None or self.denominator is None:
            return ""
        return f"{format_number(self.numerator)}/{format_number(self.denominator)}"

    @property
    def how_words(self):
        return WORDS[self.how]

    @property
    def tone(self):
        return TONES[self.how]

    @property
    def is_reached(self):
        """True, False, or None while that cannot be said."""
        if self.value is None or self.target.value is None:
            return None
        if self.target.comparator == Comparator.MORE:
            return self.value > self.target.value
        return self.value >= self.target.value

    @property
    def percent(self):
        """How much of the way is gone, for the bar: 0 to 100."""
        if self.value is None or not self.target.value:
            return None
        return int(min(100, max(0, 100 * self.value / self.target.value)))


def attainments(access, year, today):
    """National targets whose milestone holds the year, then those of the plans of that year."""
    targets = list(_targets(access, year))
    typed = _typed(targets, access, year, today)
    counts = _Counts(access, year)
    return [_attainment(target, typed.get(target.pk), counts) for target in targets]


def _targets(access, year):
    plans = ActionPlan.objects.visible_to(access).filter(owner=access.organisation)
    ours = Q(plan__in=plans.filter(year_from__lte=year, year_to__gte=year))
    national = Q(
        is_national=True, milestone__year_from__lte=year, milestone__year_to__gte=year
    ) | Q(is_national=True, milestone__year_to=_end_of_milestone(access, year))
    targets = Target.objects.visible_to(access).filter(ours | national)
    return targets.select_related("indicator", "milestone__strategy", "plan").order_by(
        "-is_national", "pk"
    )


def _end_of_milestone(access, year):
    """A strategy that speaks only of its end ("đến 2030") is asked about in every year before."""
    coming = Target.objects.visible_to(access).filter(
        is_national=True,
        milestone__year_to__gte=year,
        milestone__strategy__year_from__lte=year,
    )
    return (
        coming.order_by("milestone__year_to").values_list("milestone__year_to", flat=True).first()
        or 0
    )


def _typed(targets, access, year, today):
    """The newest progress of each target up to the end of the year."""
    last = min(today, dt.date(year, 12, 31))
    rows = TargetProgress.objects.visible_to(access).filter(target__in=targets, as_of__lte=last)
    return {row.target_id: row for row in rows.order_by("as_of", "pk")}


def _attainment(target, typed, counts):
    if target.is_for_nation_only:
        return Attainment(target, NOT_OURS)
    counted = counts.of(target)
    if counted is not None:
        return counted
    if typed is None:
        return Attainment(target, UNKNOWN)
    return Attainment(
        target,
        TYPED,
        value=typed.value,
        numerator=typed.numerator,
        denominator=typed.denominator,
        method=_("%(method)s, đến ngày %(day)s")
        % {"method": typed.get_method_display(), "day": format_date(typed.as_of)},
        evidence=typed.evidence,
        url=reverse("programmes:target_progress", args=[target.pk]),
    )


class _Counts:
    """What the sources of the report give for a year, each asked at most once."""

    def __init__(self, access, year):
        self.access = access
        self.report = report_of_year(access.organisation, year)
        self.year = year
        self.sources = {}
        for source in (*COUNTED, *RATES):
            self.sources.setdefault(source.indicator, []).append(source)
        self.known = {}

    def of(self, target):
        code = _result_of(target)
        if code not in self.sources:
            return None
        if code not in self.known:
            self.known[code] = self._sums(code)
        number, planned = self.known[code]
        value = _ratio(number, planned) if code in RATIOS else number
        if value is None:
            return None
        shares = {"numerator": number, "denominator": planned} if code in RATIOS else {}
        return Attainment(
            target,
            COMPUTED,
            value=value,
            method=_("đếm theo chỉ tiêu %(code)s, năm %(year)s")
            % {"code": code, "year": self.year},
            url=self._page(code),
            **shares,
        )

    def _sums(self, code):
        numbers, plans = [], []
        for source in self.sources[code]:
            try:
                rows = source.rows(self.access, self.report)
                sums = rows.aggregate(n=Sum("fact_number"), p=Sum("fact_planned"))
            except EmptyResultSet:
                continue
            numbers.append(sums["n"])
            plans.append(sums["p"])
        return _added(numbers), _added(plans)

    def _page(self, code):
        name = PAGES.get(self.sources[code][0].table)
        return f"{reverse(name)}?year={self.year}" if name else ""


def report_of_year(owner, year):
    """An annual report of the unit that is not kept: what the registers would say of the year."""
    round_ = ReportingRound(
        kind=RoundKind.ANNUAL,
        year_from=year,
        year_to=year,
        window_from=dt.date(year - 1, 12, 15),
        window_to=dt.date(year, 12, 14),
        due_on=dt.date(year, 12, 31),
    )
    return Report(owner=owner, round=round_)


def _result_of(target):
    """The indicator that a target is measured by: its own, or the one its rule names."""
    if target.indicator is None:
        return None
    return target.indicator.aggregation.get("result") or target.indicator.code


def _added(numbers):
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _ratio(number, planned):
    if number is None or not planned:
        return None
    return (100 * number / planned).quantize(Decimal("0.1"), ROUND_HALF_UP)
