"""Figures: GROUP BY over facts and nothing else, each with a code."""

from dataclasses import astuple, dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import connections
from django.db.models import Aggregate, DecimalField, Q

from organisations.tenancy import login_alias
from programmes.models import Indicator
from reports.enums import Nature, Reading
from reports.grouping import grouping
from reports.models import Fact, Figure
from reports.national.ground import ground_of, rows_of

COUNTED_NATURES = (Nature.COUNTED, Nature.TYPED)
# Rates: their facts hold the upper part as numbers and the lower part as plans.
RATIOS = frozenset(
    {"TT-11", "KP-03", "NV-05", "HT-09", "KQ-16", "CS-08", "CS-09", "CS-10", "CS-11", "TH-04"}
)
# How the number of an indicator is read where it is no sum.
READS = dict.fromkeys(RATIOS, Reading.PERCENT) | {
    "KQ-14": Reading.QUOTIENT,
    "KQ-15": Reading.MEDIAN,
}
# What was confirmed against what was estimated: rows of both natures.
COMPARING = frozenset({Reading.DIFFERENCE, Reading.DEVIATION})
FACTORS = {Reading.PERCENT: 100, Reading.QUOTIENT: 1}
# A middle of fewer would tell of single solutions.
FEWEST_OF_MEDIAN = 5


@dataclass(frozen=True)
class Key:
    """What a figure reads. Two printed numbers with the same key are one figure with one code."""

    nature: str
    indicator: str | None = None
    reads: str = Reading.NUMBER
    any_year: bool = True
    year: int | None = None
    kind: str = ""
    stratum: str = ""
    source: str = ""
    source_id: int | None = None


def total(indicator, **filters):
    if filters.get("reads", Reading.NUMBER) == Reading.NUMBER:
        filters["reads"] = READS.get(indicator, Reading.NUMBER)
    return Key(Nature.COUNTED, indicator, **filters)


def in_year(indicator, year, **filters):
    """`year` None asks for rows whose year is not known."""
    return Key(Nature.COUNTED, indicator, any_year=False, year=year, **filters)


def statement(nature, source, source_id, indicator=None):
    """A claim, a target or a line of a list: opens its one fact and is not computed."""
    return Key(nature, indicator, Reading.TEXT, source=source, source_id=source_id)


# One statement for all figures of a version, and the same one to recompute them. Facts are grouped
# once; a figure adds up the few groups it reads. What names its row (a line of a list, a claim) is
# found by that row. A declared nought (typed) stands for every kind and stratum of its year.
VALUE = """
  CASE k.reads
    WHEN 'number' THEN sum({number})
    WHEN 'planned' THEN sum({planned})
    WHEN 'estimate' THEN CASE WHEN sum({unestimated}) = 0 THEN sum({estimate}) END
    WHEN 'percent' THEN round(100 * sum({number}) / nullif(sum({planned}), 0), 4)
    WHEN 'quotient' THEN round(sum({number}) / nullif(sum({planned}), 0), 4)
    WHEN 'difference' THEN sum({number}) - sum({estimate})
    WHEN 'deviation' THEN
      round(100 * (sum({number}) - sum({estimate})) / nullif(sum({estimate}), 0), 4)
  END
"""
# "Ước cả năm" is known when no row is planned without an estimate of its own.
COLUMNS_OF_GROUPS = {name: f"g.{name}" for name in ("number", "planned", "estimate", "unestimated")}
COLUMNS_OF_FACTS = {name: f"f.{name}" for name in ("number", "planned", "estimate")} | {
    "unestimated": "(f.planned IS NOT NULL AND f.estimate IS NULL)::int",
}
# The middle is of the facts themselves: groups have lost it.
MEDIAN = "round((percentile_cont(0.5) WITHIN GROUP (ORDER BY f.number))::numeric, 4)"
# `ground` are the rows that the version's figures group (reports.national.ground).
GROUPED = f"""
groups AS (
  SELECT indicator_id, nature, year, kind, stratum,
    sum(number) AS number, sum(planned) AS planned, sum(estimate) AS estimate,
    count(*) FILTER (WHERE planned IS NOT NULL AND estimate IS NULL) AS unestimated,
    count(*) AS facts
  FROM ground
  WHERE nature IN ('counted', 'typed', 'coverage', 'before', 'territory', 'stated', 'years',
    'estimated', 'confirmed')
  GROUP BY indicator_id, nature, year, kind, stratum
), grouped AS (
  SELECT k.ordinal, {VALUE.format(**COLUMNS_OF_GROUPS)} AS value,
    coalesce(sum(g.facts), 0) AS fact_count
  FROM wanted k LEFT JOIN groups g ON g.indicator_id = k.indicator_id
    AND (g.nature = k.nature OR k.nature = 'counted' AND g.nature = 'typed'
      OR k.reads IN ('difference', 'deviation') AND g.nature = 'estimated')
    AND (k.any_year OR g.year IS NOT DISTINCT FROM k.year)
    AND (k.kind = '' OR g.kind = k.kind OR g.nature = 'typed')
    AND (k.stratum = '' OR g.stratum = k.stratum OR g.nature = 'typed')
  WHERE k.source_id IS NULL AND k.reads <> 'median'
  GROUP BY k.ordinal, k.reads
  UNION ALL
  SELECT k.ordinal, CASE WHEN count(f.id) >= {FEWEST_OF_MEDIAN} THEN {MEDIAN} END, count(f.id)
  FROM wanted k LEFT JOIN ground f
    ON f.indicator_id = k.indicator_id AND f.nature IN ('counted', 'typed')
    AND (k.any_year OR f.year IS NOT DISTINCT FROM k.year)
    AND (k.kind = '' OR f.kind = k.kind OR f.nature = 'typed')
    AND (k.stratum = '' OR f.stratum = k.stratum OR f.nature = 'typed')
  WHERE k.source_id IS NULL AND k.reads = 'median'
  GROUP BY k.ordinal
  UNION ALL
  SELECT k.ordinal, {VALUE.format(**COLUMNS_OF_FACTS)}, count(f.id)
  FROM wanted k LEFT JOIN ground f
    ON f.source = k.source AND f.source_id = k.source_id AND f.nature = k.nature
    AND (k.indicator_id IS NULL OR f.indicator_id = k.indicator_id)
  WHERE k.source_id IS NOT NULL
  GROUP BY k.ordinal, k.reads
)
"""
WANTED = """
  SELECT * FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::text[], %s::bool[], %s::int[],
    %s::text[], %s::text[], %s::text[], %s::bigint[])
    AS wanted (ordinal, nature, indicator_id, reads, any_year, year, kind, stratum, source,
               source_id)
"""
INSERT = """
WITH wanted AS ({wanted}), {ground}, {grouped}
INSERT INTO reports_figure (version_id, ordinal, code, nature, indicator_id, place, reads, any_year,
  year, kind, stratum, source, source_id, value, fact_count, printed, unit)
SELECT %s, k.ordinal, p.code, k.nature, k.indicator_id, p.place, k.reads, k.any_year, k.year,
  k.kind, k.stratum, k.source, k.source_id, g.value, g.fact_count, '', ''
FROM wanted k JOIN grouped g USING (ordinal)
  JOIN unnest(%s::int[], %s::text[], %s::text[]) AS p (ordinal, code, place) USING (ordinal)
"""
# Statements may name a person, whose name can be erased: their words stay outside. The facts' own
# digest comes first, so that figures vouch for the facts they were grouped from.
DIGEST = """
SELECT encode(sha256(convert_to(
  %s || coalesce(string_agg(line, E'\\n' ORDER BY ordinal), ''), 'UTF8')), 'hex')
FROM (
  SELECT f.ordinal, jsonb_build_array(f.ordinal, f.nature, i.code, f.reads, f.any_year, f.year,
      f.kind, f.stratum, f.source, f.source_id, trim_scale(f.value)::text, f.fact_count, f.place,
      f.unit, CASE WHEN f.reads = 'text' THEN '' ELSE f.printed END)::text AS line
  FROM reports_figure f LEFT JOIN programmes_indicator i ON i.id = f.indicator_id
  WHERE f.version_id = %s
) AS lines
"""
RECOMPUTE = """
WITH wanted AS (
  SELECT ordinal, nature, indicator_id, reads, any_year, year, kind, stratum, source, source_id
  FROM reports_figure WHERE version_id = %s
), {ground}, {grouped}
SELECT f.code FROM reports_figure f JOIN grouped g USING (ordinal)
WHERE f.version_id = %s
  AND (f.value IS DISTINCT FROM g.value OR f.fact_count <> g.fact_count)
ORDER BY f.ordinal
"""


def rewrite_figures(version, keys, *, access):
    """Replace the draft's figures. `keys` maps each Key to the place it is first printed at."""
    Figure.objects.visible_to(access).filter(version=version).delete()
    ordinals = list(range(1, len(keys) + 1))
    codes = [version.figure_code(ordinal) for ordinal in ordinals]
    ground, of_version = ground_of(version)
    with grouping() as cursor:
        cursor.execute(
            INSERT.format(wanted=WANTED, ground=ground, grouped=GROUPED),
            [
                *_as_columns(ordinals, keys),
                *of_version,
                version.pk,
                ordinals,
                codes,
                list(keys.values()),
            ],
        )


def _as_columns(ordinals, keys):
    ids = dict(Indicator.objects.values_list("code", "pk"))
    columns = [list(column) for column in zip(*map(astuple, keys), strict=True)] if keys else []
    columns = columns or [[] for _ in range(9)]
    nature, indicators, *others = columns
    return [ordinals, nature, [ids.get(code) for code in indicators], *others]


def digest_of_figures(version):
    """SHA-256 over the version's facts digest and its figures in printing order."""
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(DIGEST, [version.facts_digest, version.pk])
        return cursor.fetchone()[0]


def figures_that_differ(version):
    """Codes of figures whose stored value is not what the facts give now; [] when all is well."""
    ground, of_version = ground_of(version)
    with grouping() as cursor:
        statement = RECOMPUTE.format(ground=ground, grouped=GROUPED)
        cursor.execute(statement, [version.pk, *of_version, version.pk])
        return [code for (code,) in cursor.fetchall()]


def facts_behind(figure, *, access):
    """The frozen facts that this figure groups: the same conditions as GROUPED."""
    facts = _of_version(figure, Fact.objects.visible_to(access))
    if figure.source_id is None:
        facts = _of_group(facts, figure)
    else:
        facts = facts.filter(nature=figure.nature, source=figure.source, source_id=figure.source_id)
    return facts.order_by("year", "label", "pk")


def _of_version(figure, facts):
    """A national figure groups facts of submitted versions, and those of the Ministry's own."""
    version = figure.version
    own = facts.filter(version=version)
    if figure.indicator_id:
        own = own.filter(indicator=figure.indicator_id)
    if not version.consolidation_id or figure.nature != Nature.COUNTED:
        return own
    chosen = rows_of(version, figure.indicator.code)
    return facts.filter(Q(pk__in=chosen) | Q(pk__in=own.values("pk")))


def _of_group(facts, figure):
    facts = facts.filter(nature__in=_natures_of(figure))
    if not figure.any_year:
        facts = facts.filter(year=figure.year) if figure.year else facts.filter(year__isnull=True)
    for column in ("kind", "stratum"):
        if wanted := getattr(figure, column):
            facts = facts.filter(Q(**{column: wanted}) | Q(nature=Nature.TYPED))
    return facts


def _natures_of(figure):
    if figure.reads in COMPARING:
        return [figure.nature, Nature.ESTIMATED]
    return COUNTED_NATURES if figure.nature == Nature.COUNTED else [figure.nature]


class Median(Aggregate):
    """As MEDIAN, of the rows of a page."""

    function = "percentile_cont"
    template = "round((%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s))::numeric, 4)"
    output_field = DecimalField(max_digits=20, decimal_places=4)


def value_of(reads, sums):
    """What GROUPED computes, from the sums of a page that shows them beside it."""
    number, planned = sums["number"], sums["planned"]
    if reads == Reading.NUMBER:
        return number
    if reads == Reading.PLANNED:
        return planned
    if reads == Reading.ESTIMATE:
        return None if sums["unestimated"] else sums["estimate"]
    if reads == Reading.MEDIAN:
        return sums["median"] if sums["facts"] >= FEWEST_OF_MEDIAN else None
    if reads in COMPARING:
        return _compared(reads, number, sums["estimate"])
    if reads not in FACTORS or number is None or not planned:
        return None
    return _rounded(FACTORS[reads] * number / planned)


def _compared(reads, confirmed, estimated):
    if confirmed is None or estimated is None:
        return None
    if reads == Reading.DIFFERENCE:
        return confirmed - estimated
    return _rounded(100 * (confirmed - estimated) / estimated) if estimated else None


def _rounded(value):
    return value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
