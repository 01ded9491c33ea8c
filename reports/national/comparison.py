"""One indicator of all departments over several years, as their sent reports print it.

Every number is a frozen figure of the last version that a unit sent for the round of a year, and
opens that figure. The nation's line is the figure of the Ministry's own last synthesis of the year,
in which each thing counts once: it need not be the sum of the lines above.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisations import charts
from organisations.enums import Kind
from programmes.models import Indicator
from reports.enums import Nature, Reading, RoundKind
from reports.figures import READS
from reports.layout import adds_up
from reports.models import Figure, FormRow, ReportVersion
from reports.sources import SOURCES

MOST_BARS = 20


@dataclass(frozen=True)
class Line:
    """One department, or the nation; a year's figure is None where there is no data."""

    name: str
    by_year: tuple[tuple[int, Figure | None], ...]

    @property
    def last(self):
        """Of the last year; None without data."""
        figure = self.by_year[-1][1]
        return figure.value if figure else None


@dataclass(frozen=True)
class Comparison:
    indicator: Indicator
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    nation: Line

    @property
    def unit(self):
        is_rate = READS.get(self.indicator.code) == Reading.PERCENT
        return "%" if is_rate else self.indicator.unit


def comparable_indicators(access):
    """Those that the national report counts and that have one total, by code."""
    counted = {source.indicator for source in SOURCES} - {None}
    rows = FormRow.objects.visible_to(access).filter(
        table__section__form__applies_to__contains="ministry", indicator__code__in=counted
    )
    found = Indicator.objects.visible_to(access).filter(pk__in=rows.values("indicator"))
    return [each for each in found.order_by("code") if adds_up(each, {})]


def years_sent(access):
    """Years of annual rounds for which somebody sent a report, in order."""
    years = _sent(access).values_list("report__round__year_to", flat=True)
    return sorted(set(years))


def compare(indicator, years, *, by_value, access):
    """A Comparison of these years, in order; `by_value` puts the largest of the last year first."""
    versions = _newest(_sent(access).filter(report__round__year_to__in=years))
    figures = _figures(indicator, versions, access)
    names = {version.owner_id: version.owner.name for version in versions.values()}
    names.pop(access.organisation.pk, None)
    lines = [Line(name, _by_year(unit, years, figures)) for unit, name in names.items()]
    if by_value:
        lines.sort(key=lambda line: (line.last is None, -(line.last or 0)))
    nation = Line(_("Toàn quốc"), _by_year(access.organisation.pk, years, figures))
    return Comparison(indicator, tuple(years), tuple(lines), nation)


def _sent(access):
    """What departments sent, and what the Ministry itself made of it."""
    return ReportVersion.objects.visible_to(access).filter(
        is_submitted=True,
        report__round__kind=RoundKind.ANNUAL,
        owner__kind__in=(Kind.DEPARTMENT, Kind.MINISTRY),
    )


def _newest(versions):
    """{(unit's key, year): the version that was sent last}, by the units' names."""
    rows = versions.select_related("report__round", "owner").order_by("owner__name", "number", "pk")
    return {(row.owner_id, row.report.round.year_to): row for row in rows}


def _figures(indicator, versions, access):
    """{(unit's key, year): its figure} of those with data."""
    at = {version.pk: key for key, version in versions.items()}
    figures = Figure.objects.visible_to(access).filter(
        version__in=at,
        indicator=indicator,
        nature=Nature.COUNTED,
        reads=READS.get(indicator.code, Reading.NUMBER),
        any_year=True,
        kind="",
        stratum="",
        source_id__isnull=True,
        value__isnull=False,
    )
    return {at[figure.version_id]: figure for figure in figures}


def _by_year(unit, years, figures):
    return tuple((year, figures.get((unit, year))) for year in years)


def chart_of(comparison):
    """The largest of the last year as bars; None where there are fewer than two of them."""
    known = [line for line in comparison.lines if line.last is not None and line.last >= 0]
    known.sort(key=lambda line: line.last, reverse=True)
    if len(known) < 2:
        return None
    words = {"indicator": comparison.indicator.label, "year": comparison.years[-1]}
    title = _("%(indicator)s, năm %(year)s") % words
    if len(known) > MOST_BARS:
        title = _("%(title)s: %(count)s Sở có số lớn nhất") % {"title": title, "count": MOST_BARS}
    bars = tuple(_bar(line) for line in known[:MOST_BARS])
    described = "; ".join(f"{bar.label}: {bar.value.text}" for bar in bars)
    spec = charts.BarChart(title, described, bars, unit=comparison.unit)
    return charts.on_page(spec, table=False)


def _bar(line):
    figure = line.by_year[-1][1]
    value = charts.Value(figure.value, figure.printed, figure.get_absolute_url())
    return charts.Bar(line.name, value)
