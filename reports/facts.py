"""Facts: frozen rows, written set-based by INSERT … SELECT, and their digest."""

from django.core.exceptions import EmptyResultSet
from django.db import connections

from organisations.tenancy import login_alias
from programmes.models import Indicator
from reports.children import copy_facts_of_children
from reports.models import Fact
from reports.sources import COLUMNS, SOURCES

TYPES = {
    "source_id": "bigint",
    "year": "smallint",
    "number": "numeric",
    "planned": "numeric",
    "estimate": "numeric",
    "detail": "jsonb",
}
INSERT = """
INSERT INTO reports_fact (version_id, nature, indicator_id, source, {columns})
SELECT %s, %s, %s::bigint, %s, {typed} FROM ({query}) AS rows ({columns}) WHERE {condition}
"""

# The label is outside: a person's name can be erased without breaking a submitted report. So are
# the words of the sections, which may name people too; the file's own hash answers for them.
# Scope columns are outside: a merger of provinces hands rows on without changing what they say.
DIGEST = """
SELECT encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), ''),
       'UTF8')), 'hex')
FROM (
  SELECT (jsonb_build_array(f.nature, i.code, f.source, f.source_id, f.year, f.kind, f.stratum,
           f.sector, trim_scale(f.number)::text, trim_scale(f.planned)::text, f.unit,
           f.detail)
           || CASE WHEN f.estimate IS NULL THEN '[]'
                   ELSE jsonb_build_array(trim_scale(f.estimate)::text) END)::text AS line
  FROM reports_fact f LEFT JOIN programmes_indicator i ON i.id = f.indicator_id
  WHERE f.version_id = %s AND f.source <> 'reports.Narrative'
) AS lines
"""


def rewrite_facts(version, *, access, sources=SOURCES):
    """Replace the draft's facts by what the registers say now. Returns how many there are."""
    Fact.objects.visible_to(access).filter(version=version).delete()
    codes = dict(Indicator.objects.values_list("code", "pk"))
    own = sum(
        _insert(version, source, source.nature, source.rows(access, version.report), codes)
        for source in sources
    )
    return own + copy_facts_of_children(version)


def add_numbers(version, source, nature, report, *, access):
    """Rows of what a source counts for another report, in this version: what was done, no plans.

    Returns how many there are.
    """
    codes = dict(Indicator.objects.filter(code=source.indicator).values_list("code", "pk"))
    rows = source.rows(access, report)
    return _insert(version, source, nature, rows, codes, only_numbers=True)


def _insert(version, source, nature, rows, codes, *, only_numbers=False):
    try:
        query, parameters = rows.query.sql_with_params()
    except EmptyResultSet:  # a kind of unit that sees no such rows
        return 0
    left_out = ("planned", "estimate") if only_numbers else ()
    typed = [
        f"{'NULL' if name in left_out else f'rows.{name}'}::{TYPES.get(name, 'text')}"
        for name in COLUMNS
    ]
    sql = INSERT.format(
        columns=", ".join(COLUMNS),
        typed=", ".join(typed),
        query=query,
        condition="rows.number IS NOT NULL" if only_numbers else "true",
    )
    head = [version.pk, nature, codes.get(source.indicator), source.table]
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(sql, [*head, *parameters])
        return cursor.rowcount


# The Ministry's own rows, and the seals of the submitted versions whose rows it counts.
DIGEST_OF_THE_NATION = """
SELECT encode(sha256(convert_to(%s || coalesce(
  string_agg(v.figures_digest, E'\\n' ORDER BY p.ordinal), ''), 'UTF8')), 'hex')
FROM reports_consolidationpart p JOIN reports_reportversion v ON v.id = p.version_id
WHERE p.consolidation_id = %s
"""


def digest_of_facts(version):
    """SHA-256 over the facts in a fixed order: equal data give an equal digest."""
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(DIGEST, [version.pk])
        digest = cursor.fetchone()[0]
        if version.consolidation_id is None:
            return digest
        cursor.execute(DIGEST_OF_THE_NATION, [digest, version.consolidation_id])
        return cursor.fetchone()[0]
