"""Figures: GROUP BY over facts and nothing else, each with a code."""

from dataclasses import astuple, dataclass

from django.db import connections
from django.db.models import Q

from organisations.tenancy import login_alias
from programmes.models import Indicator
from reports.enums import Nature, Reading
from reports.models import Fact, Figure

COUNTED_NATURES = (Nature.COUNTED, Nature.TYPED)


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
    return Key(Nature.COUNTED, indicator, **filters)


def in_year(indicator, year, **filters):
    """`year` None asks for rows whose year is not known."""
    return Key(Nature.COUNTED, indicator, any_year=False, year=year, **filters)


def statement(nature, source, source_id, indicator=None):
    """A claim, a target or a line of a list: opens its one fact and is not computed."""
    return Key(nature, indicator, Reading.TEXT, source=source, source_id=source_id)


# One statement for all figures of a version, and the same one to recompute a single figure.
GROUPED = """
  SELECT k.ordinal,
    CASE k.reads
      WHEN 'number' THEN sum(f.number)
      WHEN 'planned' THEN sum(f.planned)
      WHEN 'percent' THEN round(100 * sum(f.number) FILTER (WHERE f.planned IS NOT NULL)
                                / nullif(sum(f.planned), 0), 4)
    END AS value,
    count(f.id) AS fact_count
  FROM wanted k LEFT JOIN reports_fact f ON f.version_id = %s
    AND CASE WHEN k.nature = 'counted' THEN f.nature IN ('counted', 'typed')
             ELSE f.nature = k.nature END
    AND (k.indicator_id IS NULL OR f.indicator_id = k.indicator_id)
    AND (k.any_year OR f.year IS NOT DISTINCT FROM k.year)
    AND (k.kind = '' OR f.kind = k.kind OR f.nature = 'typed')
    AND (k.stratum = '' OR f.stratum = k.stratum)
    AND (k.source = '' OR f.source = k.source)
    AND (k.source_id IS NULL OR f.source_id = k.source_id)
  GROUP BY k.ordinal, k.reads
"""
WANTED = """
  SELECT * FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::text[], %s::bool[], %s::int[],
    %s::text[], %s::text[], %s::text[], %s::bigint[])
    AS wanted (ordinal, nature, indicator_id, reads, any_year, year, kind, stratum, source,
               source_id)
"""
INSERT = f"""
WITH wanted AS ({WANTED}), grouped AS ({GROUPED})
INSERT INTO reports_figure (version_id, ordinal, code, nature, indicator_id, place, reads, any_year,
  year, kind, stratum, source, source_id, value, fact_count, printed, unit)
SELECT %s, k.ordinal, p.code, k.nature, k.indicator_id, p.place, k.reads, k.any_year, k.year,
  k.kind, k.stratum, k.source, k.source_id, g.value, g.fact_count, '', ''
FROM wanted k JOIN grouped g USING (ordinal)
  JOIN unnest(%s::int[], %s::text[], %s::text[]) AS p (ordinal, code, place) USING (ordinal)
"""
DIGEST = """
SELECT encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY ordinal), ''), 'UTF8')),
              'hex')
FROM (
  SELECT f.ordinal, concat_ws('|', f.ordinal, f.nature, coalesce(i.code, '-'), f.reads, f.any_year,
      coalesce(f.year::text, '-'), f.kind, f.stratum, f.source, coalesce(f.source_id::text, '-'),
      coalesce(trim_scale(f.value)::text, '-'), f.fact_count) AS line
  FROM reports_figure f LEFT JOIN programmes_indicator i ON i.id = f.indicator_id
  WHERE f.version_id = %s
) AS lines
"""
RECOMPUTE = f"""
WITH wanted AS (
  SELECT ordinal, nature, indicator_id, reads, any_year, year, kind, stratum, source, source_id
  FROM reports_figure WHERE version_id = %s
), grouped AS ({GROUPED})
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
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(
            INSERT,
            [
                *_as_columns(ordinals, keys),
                version.pk,
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
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(DIGEST, [version.pk])
        return cursor.fetchone()[0]


def figures_that_differ(version):
    """Codes of figures whose stored value is not what the facts give now; [] when all is well."""
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(RECOMPUTE, [version.pk, version.pk, version.pk])
        return [code for (code,) in cursor.fetchall()]


def facts_behind(figure, *, access):
    """The frozen facts that this figure groups: the same conditions as GROUPED."""
    natures = COUNTED_NATURES if figure.nature == Nature.COUNTED else (figure.nature,)
    facts = Fact.objects.visible_to(access).filter(version=figure.version_id, nature__in=natures)
    if figure.indicator_id:
        facts = facts.filter(indicator=figure.indicator_id)
    if not figure.any_year:
        facts = facts.filter(year=figure.year) if figure.year else facts.filter(year__isnull=True)
    if figure.kind:
        facts = facts.filter(Q(kind=figure.kind) | Q(nature=Nature.TYPED))
    for column in ("stratum", "source", "source_id"):
        if wanted := getattr(figure, column):
            facts = facts.filter(**{column: wanted})
    return facts.order_by("year", "label", "pk")
