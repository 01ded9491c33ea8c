"""The rows that only the Ministry has: who owed and sent, who has what, what the last year was."""

from decimal import Decimal

from programmes.models import Indicator
from reports.enums import Nature, Reading
from reports.facts import rewrite_facts
from reports.figures import RATIOS, READS
from reports.grouping import grouping
from reports.models import Fact, Figure, FormColumn, FormRow, PaperReport, ReportVersion
from reports.national.ground import TOLD_BY
from reports.national.territory import territory_rows
from reports.national.years import (
    ON_TIME,
    OWED,
    SENT,
    SHARE_ON_TIME,
    UNIT,
    fact_of,
    rows_of_round,
    year_rows,
)
from reports.sources import NARRATIVE, Source, words

TEXTS = (
    Source(None, "programmes.Target", words.targets, Nature.TEXT),
    Source(None, NARRATIVE, words.narratives, Nature.TEXT),
)
# What national targets are compared with (the dictionary's own words, `aggregation.result`).
RESULTS_OF_TARGETS = RATIOS - {SHARE_ON_TIME}
COUNTED_HERE = {OWED, SENT, ON_TIME, SHARE_ON_TIME, *TOLD_BY}

# Of every unit that owes: whether its report in the consolidation has rows of the indicator.
COVERAGE = """
INSERT INTO reports_fact (version_id, nature, indicator_id, source, source_id, label, year, kind,
  stratum, sector, number, planned, estimate, unit, detail)
SELECT %(version)s, 'coverage', i.id, %(unit)s, o.id, o.name, NULL, '', '', '',
  (coalesce(told.rows, 0) > 0)::int, 1, NULL, 'đơn vị', jsonb_build_object('rows', told.rows)
FROM reports_roundaddressee a JOIN organisations_organisation o ON o.id = a.organisation_id
  CROSS JOIN programmes_indicator i
  LEFT JOIN (
    SELECT v.owner_id, f.indicator_id, count(*) AS rows
    FROM reports_consolidationpart p JOIN reports_reportversion v ON v.id = p.version_id
      JOIN reports_fact f ON f.version_id = v.id
    WHERE p.consolidation_id = %(consolidation)s AND f.nature IN ('counted', 'typed')
      AND f.number IS NOT NULL
    GROUP BY v.owner_id, f.indicator_id
  ) AS told ON told.owner_id = o.id AND told.indicator_id = i.id
WHERE a.round_id = %(round)s AND i.id = ANY (%(indicators)s)
"""


def write_own_facts(version, receipts, *, access):
    """Replace the Ministry's own rows of a draft. `receipts`: {unit's key: its first receipt}."""
    rewrite_facts(version, access=access, sources=TEXTS)
    codes = dict(Indicator.objects.values_list("code", "pk"))
    Fact.objects.bulk_create(
        [
            *_timeliness(version, receipts, codes),
            *year_rows(version, receipts, codes, access),
            *_of_the_year_before(version, access),
            *territory_rows(version, codes, access),
            *_stated_on_paper(version, receipts, codes, access),
        ]
    )
    _write_coverage(version, codes)


def _timeliness(version, receipts, codes):
    round_ = version.report.round
    for row in rows_of_round(round_, receipts):
        yield fact_of(version, Nature.COUNTED, round_.year_to, row, codes)


def _of_the_year_before(version, access):
    """The totals of the last national report of the year before."""
    round_ = version.report.round
    before = ReportVersion.objects.visible_to(access).filter(
        consolidation__isnull=False,
        is_submitted=True,
        report__round__kind=round_.kind,
        report__round__year_to=round_.year_from - 1,
    )
    last = before.order_by("-number").first()
    if last is None:
        return
    figures = Figure.objects.visible_to(access).filter(
        version=last,
        nature=Nature.COUNTED,
        any_year=True,
        kind="",
        stratum="",
        source_id__isnull=True,
        value__isnull=False,
    )
    for figure in figures.for_list():
        if figure.reads == READS.get(figure.indicator.code, Reading.NUMBER):
            yield Fact(
                version=version,
                nature=Nature.BEFORE,
                indicator=figure.indicator,
                source="reports.Figure",
                source_id=figure.pk,
                label=figure.code,
                year=round_.year_from - 1,
                number=figure.value,
                unit=figure.unit,
            )


def _stated_on_paper(version, receipts, codes, access):
    """Of units that have sent nothing here: as stated, on a line of their own, in no total."""
    papers = PaperReport.objects.visible_to(access).filter(round=version.report.round_id)
    for paper in papers.exclude(organisation__in=receipts).select_related("organisation"):
        about = {
            "version": version,
            "nature": Nature.STATED,
            "source": PaperReport._meta.label,
            "source_id": paper.pk,
            "label": paper.organisation.name,
            "year": version.report.round.year_to,
            "detail": {"source": paper.document},
        }
        yield Fact(indicator_id=codes[SENT], number=1, unit="đơn vị", **about)
        for code, value in sorted(paper.numbers.items()):
            yield Fact(indicator_id=codes[code], number=Decimal(value), **about)


def _write_coverage(version, codes):
    printed = _codes_with(version, "bao_phu") - COUNTED_HERE | RESULTS_OF_TARGETS
    with grouping() as cursor:
        cursor.execute(
            COVERAGE,
            {
                "version": version.pk,
                "unit": UNIT,
                "consolidation": version.consolidation_id,
                "round": version.report.round_id,
                "indicators": [codes[code] for code in sorted(printed)],
            },
        )


def _codes_with(version, column):
    tables = FormColumn.objects.filter(
        table__section__form=version.report.form_pk, key=column
    ).values("table")
    rows = FormRow.objects.filter(table__in=tables)
    return set(rows.values_list("indicator__code", flat=True))
