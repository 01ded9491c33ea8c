"""The rows that national figures are grouped from: frozen facts of submitted versions, each once.

Nothing is copied. A version of the Ministry names its consolidation, whose parts are submitted
versions, and both are frozen; so the same statement gives the same rows for ever.

The same row of a register, told by a department, a corporation and its parent, is one row. Where
they tell it differently the corporation's stands before its parent's, and that before the
department's (DOMAIN 7.4, rule 4; the plant's own word is the row itself), and the others are listed
as conflicts. A joint event is logged by each of its organisers: events of one title, day and place
are one event, n-th with n-th.
"""

from contextlib import contextmanager

from django.db.models.expressions import RawSQL

from reports.grouping import grouping

# What is counted of the rows of SITES by who told them: {indicator: condition}.
SITES = "CS-01"
TOLD_BY = {
    "TH-05": "in_departments",
    "TH-06": "in_corporations",
    "TH-07": "in_departments AND in_corporations",
}
EVENT = "outreach.Activity"

TOLD = f"""
chapters AS (
  SELECT p.version_id, v.owner_id, o.kind AS unit_kind,
    CASE WHEN o.kind <> 'corporation' THEN 3 WHEN o.parent_id IS NULL THEN 2 ELSE 1 END AS rank
  FROM reports_consolidationpart p JOIN reports_reportversion v ON v.id = p.version_id
    JOIN organisations_organisation o ON o.id = v.owner_id
  WHERE p.consolidation_id = %s
), events AS MATERIALIZED (
  SELECT owner_id, source_id, title, held_on, place, row_number() OVER
      (PARTITION BY owner_id, title, held_on, place ORDER BY source_id) AS nth
  FROM (
    SELECT DISTINCT c.owner_id, f.source_id,
      lower(regexp_replace(btrim(f.label), '\\s+', ' ', 'g')) AS title,
      f.detail ->> 'held_on' AS held_on,
      lower(regexp_replace(btrim(f.detail ->> 'place'), '\\s+', ' ', 'g')) AS place
    FROM chapters c JOIN reports_fact f USING (version_id)
    WHERE f.source = '{EVENT}' AND f.nature = 'counted'
      AND f.detail ->> 'held_on' > '' AND f.detail ->> 'place' > ''
  ) AS dated
), joint AS MATERIALIZED (
  SELECT owner_id, source_id,
    min(source_id) OVER (PARTITION BY title, held_on, place, nth) AS row_id
  FROM events
), told AS (
  SELECT f.id, f.version_id, f.indicator_id, f.nature, f.year, f.kind, f.stratum, f.source,
    f.number, f.planned, f.estimate, c.owner_id AS unit_id, c.unit_kind, c.rank,
    coalesce(e.merged_into_id, j.row_id, f.source_id) AS row_id
  FROM chapters c JOIN reports_fact f USING (version_id)
    LEFT JOIN enterprises_establishment e
      ON f.source = 'enterprises.Establishment' AND e.id = f.source_id
    LEFT JOIN joint j ON f.source = '{EVENT}' AND j.owner_id = c.owner_id
      AND j.source_id = f.source_id
  WHERE f.nature IN ('counted', 'typed')
)
"""
# Whole numbers first: comparing words for every two rows takes three times as long.
SAME_ROW = "row_id, indicator_id, year, nature, source"
CHOSEN = f"""
chosen AS (SELECT DISTINCT ON ({SAME_ROW}) * FROM told ORDER BY {SAME_ROW}, rank, id)
"""
# What the three counts of establishments read: CS-01 by who told it.
SITES_TOLD = f"""
sites AS (
  SELECT row_id, bool_or(unit_kind = 'department') AS in_departments,
    bool_or(unit_kind = 'corporation') AS in_corporations
  FROM told WHERE nature = 'counted'
    AND indicator_id = (SELECT id FROM programmes_indicator WHERE code = '{SITES}')
  GROUP BY row_id
)
"""
COLUMNS = (
    "id, indicator_id, nature, year, kind, stratum, source, source_id, number, planned, estimate"
)
HELD = ", ".join(f"('{code}', {condition})" for code, condition in TOLD_BY.items())
COUNTED = f"""
  SELECT id, indicator_id, nature, year, kind, stratum, source, row_id AS source_id, number,
    planned, estimate
  FROM chosen
  UNION ALL
  SELECT c.id, i.id, c.nature, c.year, c.kind, c.stratum, c.source, c.row_id, c.number, c.planned,
    c.estimate
  FROM chosen c JOIN sites s USING (row_id)
    JOIN LATERAL (VALUES {HELD}) AS told_by (code, holds) ON told_by.holds
    JOIN programmes_indicator i ON i.code = told_by.code
  WHERE c.nature = 'counted'
    AND c.indicator_id = (SELECT id FROM programmes_indicator WHERE code = '{SITES}')
"""
OWN = f"SELECT {COLUMNS} FROM reports_fact WHERE version_id = %s"
# Two parameters: the consolidation, and the version for the rows that are the Ministry's own.
NATION = f"""
{TOLD}, {CHOSEN}, {SITES_TOLD}, ground AS MATERIALIZED ({COUNTED} UNION ALL {OWN})
"""
# The same rows kept for one transaction, for the statements that a synthesis is written with:
# sorted once, and for the conflicts who told them with whose word was taken.
GATHER = (
    f"""
CREATE TEMP TABLE nation_told ON COMMIT DROP AS
WITH {TOLD}
SELECT *, row_number() OVER (PARTITION BY {SAME_ROW} ORDER BY rank, id) = 1 AS is_chosen FROM told
""",
    f"""
CREATE TEMP TABLE nation_ground ON COMMIT DROP AS
WITH told AS NOT MATERIALIZED (SELECT * FROM nation_told),
  chosen AS NOT MATERIALIZED (SELECT * FROM nation_told WHERE is_chosen), {SITES_TOLD}
{COUNTED}
""",
    "ANALYZE nation_told",
)
# One parameter: the version.
NATION_GATHERED = f"""
ground AS NOT MATERIALIZED (SELECT * FROM nation_ground UNION ALL {OWN})
"""
# One parameter: the version.
ONE_UNIT = f"""
ground AS NOT MATERIALIZED (SELECT {COLUMNS} FROM reports_fact WHERE version_id = %s)
"""


# Of one indicator alone: a page must not sort the country for one number.
TOLD_OF_ONE = f"""{TOLD.rstrip().removesuffix(")")}
    AND f.indicator_id = (SELECT id FROM programmes_indicator WHERE code = %s)
)
"""
ROWS = f"WITH {TOLD_OF_ONE}, {CHOSEN} SELECT id FROM chosen"
SITES_BY = f"""
WITH {TOLD_OF_ONE}, {CHOSEN}, {SITES_TOLD}
SELECT c.id FROM chosen c JOIN sites s USING (row_id) WHERE c.nature = 'counted' AND {{condition}}
"""
# What each unit reports, and how much of it is counted here: the rest another unit tells first.
BY_UNIT = f"""
WITH {TOLD}, {CHOSEN}
SELECT o.name, o.kind, i.code, i.label, i.unit, t.number, coalesce(c.number, 0), t.rows,
  coalesce(c.rows, 0)
FROM (SELECT unit_id, indicator_id, sum(number) AS number, count(*) AS rows FROM told
      WHERE number IS NOT NULL GROUP BY 1, 2) AS t
  LEFT JOIN (SELECT unit_id, indicator_id, sum(number) AS number, count(*) AS rows FROM chosen
      WHERE number IS NOT NULL GROUP BY 1, 2) AS c USING (unit_id, indicator_id)
  JOIN organisations_organisation o ON o.id = t.unit_id
  JOIN programmes_indicator i ON i.id = t.indicator_id
ORDER BY o.kind DESC, o.name, i.code
"""
# Of what was gathered.
CONFLICTS = """
SELECT c.id, t.id FROM nation_told c JOIN nation_told t
  USING (indicator_id, nature, source, row_id)
WHERE c.is_chosen AND NOT t.is_chosen AND c.year IS NOT DISTINCT FROM t.year
  AND (c.number, c.planned, c.estimate) IS DISTINCT FROM (t.number, t.planned, t.estimate)
ORDER BY c.indicator_id, c.id, t.id
"""


@contextmanager
def gathered(version):
    """Within it the rows of the version's consolidation are sorted once, not by each statement.

    Only while it is written, in the one transaction that writes it.
    """
    with grouping() as cursor:
        for statement, values in zip(GATHER, ([version.consolidation_id], None, None), strict=True):
            cursor.execute(statement, values)
    version.is_gathered = True
    yield
    version.is_gathered = False
    with grouping() as cursor:
        cursor.execute("DROP TABLE nation_told, nation_ground")


def ground_of(version):
    """(CTE named ground, its parameters) of the rows that the version's figures group."""
    if version.is_gathered:
        return NATION_GATHERED, [version.pk]
    if version.consolidation_id:
        return NATION, [version.consolidation_id, version.pk]
    return ONE_UNIT, [version.pk]


def groups_of(version):
    """(nature, code, year, kind, stratum) of every group of rows that the version counts."""
    ground, of_version = ground_of(version)
    statement = f"""
      WITH {ground} SELECT g.nature, i.code, g.year, g.kind, g.stratum
      FROM (SELECT DISTINCT nature, indicator_id, year, kind, stratum FROM ground
            WHERE nature IN ('counted', 'typed', 'before', 'stated')) AS g
        JOIN programmes_indicator i ON i.id = g.indicator_id
    """
    return _asked(statement, of_version)


def rows_of(version, code):
    """The keys of the facts that a national figure of this indicator groups, as a query."""
    statement, read = ROWS, code
    if code in TOLD_BY:
        statement, read = SITES_BY.format(condition=TOLD_BY[code]), SITES
    return RawSQL(statement, [version.consolidation_id, read])  # noqa: S611 (words of our own)


def by_unit(consolidation_pk):
    """(unit, its kind, code, label, unit of measure, told, counted here, rows told, rows counted).

    Sums of numbers; for a rate they are of its upper part.
    """
    return _asked(BY_UNIT, [consolidation_pk])


def gathered_conflicts():
    """(chosen fact, another's fact) wherever two reports say one row differently."""
    return _asked(CONFLICTS, [])


def _asked(statement, arguments):
    with grouping() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchall()
