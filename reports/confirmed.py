"""Ước tính → chính thức: what last year's report estimated, beside what is counted of it now.

A report sent before the year is over estimates the whole year ("ước cả năm"). The next one shows
that figure as it was frozen, under its own code, the rows that the registers hold of last year's
window today, and the difference of the two. What was not estimated, or estimated on paper, has no
line here; nor has a corporation's estimate that rests on rows of the corporations under it, which
nobody here can count again.
"""

from django.db.models import Exists, OuterRef

from organisations.documents.model import Align
from reports import placeholders
from reports.enums import Nature, Reading
from reports.facts import add_numbers
from reports.figures import COUNTED_NATURES, READS, Key
from reports.models import Fact, Figure, FormColumn, ReportVersion
from reports.slots import Column, LaidTable, Line, Slot
from reports.sources import SOURCES

# The form asks for the table by this column.
COLUMN = "chenh_lech_uoc"
CONFIRMED = "nam_truoc"
FIGURE = Figure._meta.label
WIDTHS = (7, 29, 12, 13, 13, 13, 13)


def version_before(report, access):
    """The last version sent of the unit's report of the year before; None without one."""
    round_ = report.round
    versions = ReportVersion.objects.visible_to(access).filter(
        report__owner=report.owner_id,
        report__round__kind=round_.kind,
        report__round__year_to=round_.year_from - 1,
        is_submitted=True,
    )
    return versions.select_related("report__round", "report__owner").order_by("-number").first()


def write_confirmed(version, *, access):
    """Add to a draft's facts what last year's report estimated, and what is counted of it now.

    Adds nothing where the form has no such table or no report of last year was sent here.
    """
    before = version_before(version.report, access) if _is_asked_for(version) else None
    if before is None:
        return
    estimated = _estimates_of(before, access)
    Fact.objects.bulk_create(_estimated(version, figure) for figure in estimated)
    codes = {figure.indicator.code for figure in estimated}
    for source in SOURCES:
        if source.indicator in codes and source.nature in COUNTED_NATURES:
            add_numbers(version, source, Nature.CONFIRMED, before.report, access=access)


def _is_asked_for(version):
    return FormColumn.objects.filter(
        table__section__form=version.report.form_pk, key=COLUMN
    ).exists()


def _estimates_of(version, access):
    """The totals that it printed as estimates of the whole year, in the order of the indicators."""
    told_by_others = Fact.objects.visible_to(access).filter(
        version=version,
        indicator=OuterRef("indicator"),
        estimate__isnull=False,
        detail__has_key="told_by",
    )
    figures = Figure.objects.visible_to(access).filter(
        version=version,
        nature=Nature.COUNTED,
        reads=Reading.ESTIMATE,
        any_year=True,
        kind="",
        stratum="",
        source_id__isnull=True,
        value__isnull=False,
    )
    figures = figures.exclude(Exists(told_by_others)).exclude(indicator__code__in=READS)
    return list(figures.select_related("indicator").order_by("indicator__code"))


def _estimated(version, figure):
    return Fact(
        version=version,
        nature=Nature.ESTIMATED,
        indicator=figure.indicator,
        source=FIGURE,
        source_id=figure.pk,
        label=figure.code,
        year=version.report.round.year_from - 1,
        estimate=figure.value,
        unit=figure.unit,
    )


# The table


def is_comparison(table):
    return any(column.key == COLUMN for column in table.columns.all())


def lay_out_comparison(table, version, access):
    """A line for each estimate, those that the form names first; None without one."""
    facts = Fact.objects.visible_to(access).filter(version=version, nature=Nature.ESTIMATED)
    indicators = {
        fact.indicator.code: fact.indicator
        for fact in facts.select_related("indicator").order_by("indicator__code")
    }
    if not indicators:
        return None
    named = [row.indicator.code for row in table.rows.all()]
    codes = [code for code in dict.fromkeys([*named, *indicators]) if code in indicators]
    lines = [_line(number, indicators[code]) for number, code in enumerate(codes, start=1)]
    return LaidTable(table, _columns(table, version.report.round), tuple(lines))


def _line(number, indicator):
    code = indicator.code
    cells = (
        Key(Nature.ESTIMATED, code, Reading.ESTIMATE),
        Key(Nature.CONFIRMED, code),
        Key(Nature.CONFIRMED, code, Reading.DIFFERENCE),
        Key(Nature.CONFIRMED, code, Reading.DEVIATION),
    )
    return Line((str(number), indicator.label, indicator.unit, *map(Slot, cells)))


def _columns(table, round_):
    """The form names the two that it knows; beside them stand what was estimated and per cent."""
    of_form = {column.key: column.label for column in table.columns.all()}
    labels = (
        "STT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Ước cả năm {N-1} đã báo cáo",
        of_form.get(CONFIRMED, "Chính thức năm {N-1}"),
        of_form[COLUMN],
        "% chênh lệch so với ước",
    )
    aligned = (Align.CENTRE, Align.LEFT, Align.CENTRE, *[Align.RIGHT] * 4)
    return tuple(
        Column(placeholders.fill(label, round_), width, align)
        for label, width, align in zip(labels, WIDTHS, aligned, strict=True)
    )
