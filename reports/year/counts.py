"""What the sources of the report give of a unit's year for a target, and where its rows are."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from organisations.vietnamese import format_date
from programmes.enums import Commitment
from programmes.models import Indicator
from reports.enums import RoundKind
from reports.figures import RATIOS, READS
from reports.models import Report, ReportingRound, RoundAddressee
from reports.sources import COUNTED, OUTPUTS, RATES

# Indicators of the outreach log, by the outputs that are counted from the same rows.
LOGGED = {code: kinds for code, (kinds, _unit) in OUTPUTS.items()}
LOGGED["TT-03"] = LOGGED["TT-02"]
LISTS = "programmes:task_lists"
# Pages that are narrowed by a year, and pages of all there is.
PAGES_OF_A_YEAR = {
    "TT-09": "outreach:zones_reached",
    "TT-10": "enterprises:zones",
    "TT-11": "outreach:zones_reached",
    "NL-04": "programmes:trainings",
    "VB-03": LISTS,
    **dict.fromkeys(("NV-01", "NV-02", "NV-03", "NV-04", "NV-05"), LISTS),
    **dict.fromkeys(("KP-01", "KP-02", "KP-03"), LISTS),
}
PAGES = {
    "VB-01": "programmes:plans",
    "VB-02": "programmes:plans",
    "VB-04": "programmes:letters",
    "NL-01": "programmes:focal_units",
    "NL-05": "programmes:equipment_list",
    "HT-10": "assessments:models",
}
COMPETENT = {"commitment": Commitment.FULL_TIME.value, "competence": "any"}
STAFF = {"NL-02": {}, "NL-03": COMPETENT, "NL-06": COMPETENT}


@dataclass(frozen=True)
class Measured:
    indicator: Indicator
    value: Any
    numerator: Any
    denominator: Any
    method: str
    url: str


class Counts:
    """Of one unit and year; each indicator is asked for at most once."""

    def __init__(self, access, year):
        self.access = access
        self.year = year
        self.report = report_of_year(access, year)
        self.indicators = {row.code: row for row in Indicator.objects.visible_to(access)}
        self.sources = {}
        for source in (*COUNTED, *RATES):
            self.sources.setdefault(source.indicator, []).append(source)
        self.known = {}

    def of(self, indicator):
        """What the indicator's rule makes of the unit's rows; None where it cannot be counted."""
        rule = indicator.aggregation
        if "filter" in rule:
            return None
        return self._measured(rule.get("result") or indicator.code, rule.get("cumulative_from"))

    def share_of_nation(self, indicator):
        """What the unit itself adds to a national number: the upper part of a national rate."""
        rule = indicator.aggregation
        code = rule.get("result") or indicator.code
        result = self.indicators.get(code)
        if result is not None and code not in self.sources:
            code = result.aggregation.get("numerator")
        return None if "filter" in rule else self._measured(code, rule.get("cumulative_from"))

    def _measured(self, code, since):
        if code not in self.sources or (code in READS and code not in RATIOS):
            return None
        report = self._since(since) if since else self.report
        if (code, since) not in self.known:
            self.known[code, since] = self._sums(code, report)
        number, planned = self.known[code, since]
        value = _ratio(number, planned) if code in RATIOS else number
        if value is None:
            return None
        window = {"first": report.round.window_from, "last": report.round.window_to}
        said = {name: format_date(day) for name, day in window.items()}
        return Measured(
            self.indicators[code],
            value,
            number if code in RATIOS else None,
            planned if code in RATIOS else None,
            _("đếm theo chỉ tiêu %(code)s, từ %(first)s đến %(last)s") % {"code": code, **said},
            page_of(code, self.report.round),
        )

    def _since(self, year):
        """The report of the same unit over all years from one on."""
        last = self.report.round
        round_ = _round(RoundKind.PERIOD, min(year, self.year), self.year, last.window_to)
        return Report(owner=self.report.owner, round=round_)

    def _sums(self, code, report):
        numbers, plans = [], []
        for source in self.sources[code]:
            try:
                rows = source.rows(self.access, report)
                sums = rows.aggregate(n=Sum("fact_number"), p=Sum("fact_planned"))
            except EmptyResultSet:
                continue
            numbers.append(sums["n"])
            plans.append(sums["p"])
        return _added(numbers), _added(plans)


def page_of(code, round_):
    """Where the rows behind an indicator are; empty where no page lists them."""
    year = {"year": round_.year_to}
    if code in PAGES_OF_A_YEAR:
        return f"{reverse(PAGES_OF_A_YEAR[code])}?{urlencode(year)}"
    if code in LOGGED:
        asked = {"counted": [kind.value for kind in LOGGED[code]]} | year
        return f"{reverse('outreach:activities')}?{urlencode(asked, doseq=True)}"
    if code in STAFF:
        on_closing_day = STAFF[code] | {"on": round_.window_to.isoformat()}
        return f"{reverse('programmes:staff_list')}?{urlencode(on_closing_day)}"
    return reverse(PAGES[code]) if code in PAGES else ""


def report_of_year(access, year):
    """An annual report of the unit that is not kept: what the registers would say of the year.

    In the unit's own annual round of that year, or in the usual window where it has none.
    """
    owed = RoundAddressee.objects.visible_to(access).filter(
        organisation=access.organisation,
        round__kind=RoundKind.ANNUAL,
        round__year_from=year,
        round__year_to=year,
    )
    row = owed.select_related("round").order_by("pk").first()
    round_ = row.round if row else _round(RoundKind.ANNUAL, year, year, dt.date(year, 12, 14))
    return Report(owner=access.organisation, round=round_)


def _round(kind, first, last, window_to):
    return ReportingRound(
        kind=kind,
        year_from=first,
        year_to=last,
        window_from=dt.date(first - 1, 12, 15),
        window_to=window_to,
        due_on=dt.date(last, 12, 31),
    )


def _added(numbers):
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _ratio(number, planned):
    if number is None or not planned:
        return None
    return (100 * number / planned).quantize(Decimal("0.1"), ROUND_HALF_UP)
