"""How far each target is: computed as the report would, or as the unit found out, or not ours."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.enums import Kind
from organisations.vietnamese import NO_DATA, format_date, format_number
from programmes.enums import Comparator
from programmes.models import ActionPlan, Target, TargetProgress
from reports.year.counts import Counts

COMPUTED, TYPED, NOT_OURS, UNKNOWN = "computed", "typed", "not_ours", "unknown"
WORDS = {
    COMPUTED: gettext_lazy("tính từ số liệu gốc"),
    TYPED: gettext_lazy("đơn vị nhập"),
    NOT_OURS: gettext_lazy("mục tiêu cấp quốc gia"),
    UNKNOWN: gettext_lazy("chưa có kết quả"),
}
TONES = {COMPUTED: "success", TYPED: "info", NOT_OURS: "neutral", UNKNOWN: "warning"}
COMPARATORS = {
    Comparator.EQUAL: gettext_lazy("bằng"),
    Comparator.MORE: gettext_lazy("trên"),
    Comparator.AT_LEAST: gettext_lazy("từ"),
    Comparator.ABOUT: gettext_lazy("khoảng"),
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
        """'từ 70%', 'bằng 100%', '5-8%', '20-30 mô hình'."""
        target = self.target
        if target.value is None:
            return NO_DATA
        span = format_number(target.value)
        if target.upper is not None:
            return f"{span}-{format_number(target.upper)}{self.unit}"
        return f"{COMPARATORS.get(target.comparator, '')} {span}{self.unit}".strip()

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
    def percent(self):
        """How much of the way is gone, for the bar: 0 to 100."""
        if self.value is None or not self.target.value:
            return None
        return int(min(100, max(0, 100 * self.value / self.target.value)))


def attainments(access, year, today):
    """National targets whose milestone holds the year, then those of the plans of that year."""
    targets = list(_targets(access, year, today))
    typed = _typed(targets, access, year, today)
    counted = _Counted(access, year)
    return [_attainment(target, typed.get(target.pk), counted) for target in targets]


def _targets(access, year, today):
    """A plan's targets are the unit's while the plan is in force: no draft's, no replaced one's."""
    day = max(dt.date(year, 1, 1), min(today, dt.date(year, 12, 31)))
    plans = ActionPlan.objects.visible_to(access).filter(owner=access.organisation)
    ours = Q(plan__in=plans.in_force_on(day))
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


def _attainment(target, typed, counted):
    if target.is_for_nation_only:
        computed = counted.beside_the_nation(target)
    else:
        computed = counted.of(target)
    if computed is not None:
        return computed
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


class _Counted:
    """Results that the registers give; only of targets that mean what the indicator counts."""

    def __init__(self, access, year):
        self.is_nation = access.kind == Kind.MINISTRY
        self.counts = Counts(access, year)
        self.denominators = _national_denominators(access)

    def of(self, target):
        measured = self.counts.of(target.indicator) if self._is_meant(target) else None
        if measured is None:
            return None
        return Attainment(
            target,
            COMPUTED,
            value=measured.value,
            numerator=measured.numerator,
            denominator=measured.denominator,
            method=measured.method,
            url=measured.url,
        )

    def beside_the_nation(self, target):
        """A unit does not reach a national target: its own number stands beside it."""
        if self.is_nation:
            return None
        own = self.counts.share_of_nation(target.indicator) if target.indicator else None
        if own is None:
            return Attainment(target, NOT_OURS)
        words = {"indicator": own.indicator, "number": format_number(own.value)}
        method = _("của đơn vị: %(indicator)s: %(number)s") % words
        return Attainment(target, NOT_OURS, method=method, url=own.url)

    def _is_meant(self, target):
        """Counted in the indicator's unit, and out of the same whole as the national target."""
        if target.indicator is None or target.unit.lower() != target.indicator.unit.lower():
            return False
        whole = _plain(target.denominator)
        return target.is_national or not whole or whole in self.denominators[target.indicator_id]


def _national_denominators(access):
    """{indicator: what national targets of it are shares of}"""
    national = Target.objects.visible_to(access).filter(is_national=True, indicator__isnull=False)
    found = defaultdict(set)
    for indicator, whole in national.order_by().values_list("indicator_id", "denominator"):
        found[indicator].add(_plain(whole))
    return found


def _plain(words):
    return " ".join(words.lower().split())
