"""What every row would do, worked out by the database for all rows at once.

`asked` is a temporary table of the transaction: one line a row, with the keys it is compared by and
the establishment it is about (`subject`) or may be about (`alike`).
"""

from enterprises.imports.rows import DERIVED, STAGED, TYPES
from enterprises.resources import YEARLY

# Two runs in one transaction begin anew.
INCOMING = "DROP TABLE IF EXISTS incoming, asked, zones, zone_of, identified;"
INCOMING += "CREATE TEMP TABLE incoming ({}) ON COMMIT DROP".format(
    ", ".join(
        f"{name} {kind}"
        for name, kind in ({name: TYPES.get(name, "text") for name in STAGED} | DERIVED).items()
    )
)
COPY = f"COPY incoming ({', '.join(STAGED)}) FROM STDIN WITH (FORMAT csv)"

# `incoming` with keys. A plant lies in the province the row says, of a department in its own.
ASKED = f"""
CREATE TEMP TABLE asked ON COMMIT DROP AS
SELECT {", ".join(f"i.{name}" for name in STAGED)},
  coalesce(i.name_key, app.plant_key(i.name)) AS name_key,
  coalesce(i.place_key, app.search_key(concat_ws(' ', i.address, i.commune, i.old_commune)))
    AS place_key, i.zone_id, i.zone_full_name,
  coalesce(i.province_id, %(province)s) AS place_id,
  coalesce(e.id, known.enterprise_id) AS entity_id, coalesce(e.name, known.name) AS known_name,
  coalesce(e.legal_form, known.legal_form) AS known_form,
  NULL::bigint AS subject, NULL::bigint AS through, NULL::bigint[] AS alike,
  false AS is_distinct, NULL::jsonb AS changes, ''::text AS verdict
FROM incoming i
  LEFT JOIN enterprises_enterprise e ON e.tax_code = i.tax_code
  LEFT JOIN app.known_enterprises(ARRAY(SELECT DISTINCT digest FROM incoming
    WHERE digest IS NOT NULL)) AS known ON known.digest = i.digest;
CREATE INDEX ON asked (number);
ANALYZE asked (number, site, own_code, branch_code, place_id, entity_id, name_key, zone_name);
"""

# What a person has said of a row: which establishment it is about, or that it is a new one.
DECIDED = """
UPDATE asked SET subject = CASE r.decision WHEN 'same' THEN (
    SELECT coalesce(e.merged_into_id, e.id) FROM enterprises_establishment e
    WHERE e.id = r.subject_id) END,
  is_distinct = r.decision = 'distinct'
FROM organisations_importrow r
WHERE r.batch_id = %(batch)s AND r.number = asked.number AND r.decision <> ''
"""

# From the surest to the weakest: what the unit itself calls the plant, a branch's code, the same
# enterprise and name in one province, the same name at the same address.
SITE = "enterprises_establishment e ON e.province_id = a.place_id"
# As place_key puts a row's together, where a blank cell is NULL.
PLACE = "concat_ws(' ', nullif(e.address, ''), nullif(e.commune, ''), nullif(e.old_commune, ''))"
SAME_PLACE = f"app.search_key({PLACE}) = a.place_key"
NOT_ANOTHERS = (
    "(e.legal_entity_id IS NULL OR a.tax_code IS NULL AND a.digest IS NULL"
    " OR e.legal_entity_id = a.entity_id)"
)
IDENTIFIERS = (
    ("enterprises_establishment e ON e.id = a.site", "a.site IS NOT NULL"),
    (
        "enterprises_establishment e ON e.owner_id = %(owner)s AND e.own_code = a.own_code",
        "a.own_code IS NOT NULL",
    ),
    (f"{SITE} AND e.tax_code = a.branch_code", "a.branch_code IS NOT NULL"),
    (
        f"{SITE} AND e.legal_entity_id = a.entity_id AND e.name_key = a.name_key",
        "a.branch_code IS NULL OR e.branch_code = ''",
    ),
    (f"{SITE} AND e.name_key = a.name_key", f"{SAME_PLACE} AND {NOT_ANOTHERS}"),
)
# `through` is the plant that was meant, if it has been merged into the one the row is about.
IDENTIFY = """
WITH hits AS (
  SELECT a.number, array_agg(DISTINCT coalesce(e.merged_into_id, e.id)) AS found,
    CASE WHEN bool_and(e.merged_into_id IS NOT NULL) THEN min(e.id) END AS through
  FROM asked a JOIN {join}
  WHERE a.subject IS NULL AND a.alike IS NULL AND a.faults IS NULL AND NOT a.is_distinct
    AND ({condition})
  GROUP BY a.number
)
UPDATE asked SET subject = CASE cardinality(found) WHEN 1 THEN found[1] END,
  through = CASE cardinality(found) WHEN 1 THEN hits.through END,
  alike = CASE WHEN cardinality(found) > 1 THEN found END
FROM hits WHERE hits.number = asked.number
"""

# What only a person can decide: the same enterprise under another name, a name at another address.
SUSPECT = f"""
WITH hits AS (
  SELECT a.number, array_agg(DISTINCT coalesce(e.merged_into_id, e.id)) AS found
  FROM asked a JOIN {SITE} AND e.legal_entity_id = a.entity_id
  WHERE a.subject IS NULL AND a.alike IS NULL AND a.faults IS NULL AND NOT a.is_distinct
    AND (a.branch_code IS NULL OR e.branch_code = '')
  GROUP BY a.number
  UNION ALL
  SELECT a.number, array_agg(DISTINCT coalesce(e.merged_into_id, e.id))
  FROM asked a JOIN {SITE} AND e.name_key = a.name_key
  WHERE a.subject IS NULL AND a.alike IS NULL AND a.faults IS NULL AND NOT a.is_distinct
    AND {NOT_ANOTHERS}
    AND (a.place_key = '' OR {PLACE} = ''
      OR similarity(app.search_key({PLACE}), a.place_key) >= 0.4)
  GROUP BY a.number
)
UPDATE asked SET alike = hits.found FROM hits WHERE hits.number = asked.number
"""

# Rows of one file that are about one plant: the first is taken. A row of a plant that was merged
# into it says nothing more: the file is as it was before the merger.
REPEATED = """
WITH keyed AS (
  SELECT number, CASE
      WHEN subject IS NOT NULL THEN 'site ' || subject
      WHEN own_code IS NOT NULL THEN 'own ' || own_code
      WHEN branch_code IS NOT NULL THEN 'branch ' || place_id || branch_code
      WHEN tax_code IS NOT NULL THEN 'firm ' || place_id || ' ' || tax_code || ' ' || name_key
      WHEN digest IS NOT NULL THEN 'person ' || place_id || ' ' || digest || ' ' || name_key
      ELSE 'name ' || place_id || ' ' || name_key || ' ' || place_key END
    AS key, through IS NOT NULL AS is_merged FROM asked WHERE faults IS NULL
), repeated AS (
  SELECT number, is_merged,
    first_value(number) OVER (PARTITION BY key ORDER BY is_merged, number) AS first
  FROM keyed
)
UPDATE asked SET
  changes = CASE WHEN NOT is_merged THEN changes END,
  notes = CASE WHEN is_merged THEN jsonb_build_array(replace(%(merged)s, '{number}', first::text))
    ELSE notes END,
  faults = CASE WHEN NOT is_merged THEN jsonb_build_array(jsonb_build_object('key', 'name',
    'title', %(title)s, 'typed', name, 'reason', replace(%(reason)s, '{number}', first::text))) END
FROM repeated WHERE repeated.number = asked.number AND first <> asked.number
"""

# A new row without a code of the unit, where another says the same and has one: that one is taken.
# Two that have two codes are two plants: the unit said so.
CODELESS = """
WITH keyed AS (
  SELECT number, own_code, min(number) FILTER (WHERE own_code IS NOT NULL) OVER (
    PARTITION BY place_id, name_key, place_key, branch_code, tax_code, digest) AS coded
  FROM asked WHERE faults IS NULL AND subject IS NULL
)
UPDATE asked SET changes = NULL, faults = jsonb_build_array(jsonb_build_object('key', 'name',
    'title', %(title)s, 'typed', name, 'reason', replace(%(reason)s, '{number}', coded::text)))
FROM keyed WHERE keyed.number = asked.number AND keyed.own_code IS NULL AND coded IS NOT NULL
"""

# A code of the unit is one plant's. Of rows of one file that give it to two the first has it.
CODE_TWICE = """
WITH said AS (
  SELECT a.number, min(a.number) OVER (PARTITION BY a.own_code) AS first
  FROM asked a LEFT JOIN enterprises_establishment e ON e.id = a.subject
  WHERE a.own_code IS NOT NULL AND a.through IS NULL AND a.faults IS NULL
    AND (e.id IS NULL OR e.owner_id = %(owner)s)
)
UPDATE asked SET faults = jsonb_build_array(jsonb_build_object('key', 'own_code',
    'title', %(title)s, 'typed', own_code, 'reason', replace(%(reason)s, '{number}', first::text)))
FROM said WHERE said.number = asked.number AND first < asked.number
"""
# Whose code it is in the register: a plant that was merged into this very one keeps its own.
CODE_TAKEN = """
UPDATE asked SET faults = jsonb_build_array(jsonb_build_object('key', 'own_code',
    'title', %(title)s, 'typed', asked.own_code, 'reason', replace(%(reason)s, '{name}', o.name)))
FROM enterprises_establishment e JOIN enterprises_establishment o
  ON o.owner_id = e.owner_id AND o.id <> e.id AND o.merged_into_id IS DISTINCT FROM e.id
WHERE e.id = asked.subject AND e.owner_id = %(owner)s AND o.own_code = asked.own_code
  AND asked.own_code <> e.own_code AND asked.through IS NULL AND asked.faults IS NULL
"""
UNKNOWN_SITE = """
UPDATE asked SET faults = jsonb_build_array(jsonb_build_object('key', 'site', 'title', %(title)s,
    'typed', site::text, 'reason', %(reason)s))
WHERE site IS NOT NULL AND subject IS NULL AND faults IS NULL
"""

# A masked number says that the number is as the register has it, and nothing else.
MASKED = """
UPDATE asked SET faults = jsonb_build_array(jsonb_build_object('key', 'number', 'title', %(title)s,
    'typed', repeat(%(mask)s, 9) || tail, 'reason', %(reason)s))
WHERE tail IS NOT NULL AND digest IS NULL AND faults IS NULL AND NOT EXISTS (
  SELECT FROM enterprises_establishment e JOIN enterprises_enterprise f ON f.id = e.legal_entity_id
  WHERE e.id = asked.subject AND f.personal_tail = asked.tail)
"""

# Establishment columns: how the register has it, and how a row says it. A blank cell says nothing.
SITE_PAIRS = {
    **{
        key: (f"e.{key}", f"a.{key}")
        for key in (
            "own_code",
            "name",
            "stratum",
            "sector",
            "vsic_code",
            "vsic_edition",
            "sector_text",
            "address",
            "commune",
            "old_commune",
            "old_district",
            "branch_code",
        )
    },
    "zone_name": ("e.zone_name", "coalesce(z.full_name, a.zone_name)"),
    "tax_code": ("coalesce(f.tax_code, '')", "a.tax_code"),
    "tail": ("coalesce(f.personal_tail, '')", "a.tail"),
}
YEAR_PAIRS = {key: (f"y.{key}", f"a.{key}") for key in YEARLY}
CORPORATION = {"corporation_id": ("e.corporation_id", "a.corporation_id")}


def _differ(pairs):
    """Whether any does: nearly always none, and that is quickly seen."""
    return " OR ".join(
        f"{say} <> {have} OR {say} IS NOT NULL AND {have} IS NULL" for have, say in pairs.values()
    )


def _pairs(pairs):
    return ", ".join(
        f"('{key}', to_jsonb({have}), to_jsonb({say}))" for key, (have, say) in pairs.items()
    )


# Zones are found by their kind and name, as the register prints them, or by the name alone.
ZONES = """
DROP TABLE IF EXISTS zones;
CREATE TEMP TABLE zones ON COMMIT DROP AS
SELECT z.id, z.owner_id, k.label || ' ' || z.name AS full_name, key
FROM enterprises_industrialzone z
  JOIN unnest(%(kinds)s, %(labels)s, %(in_full)s) AS k(kind, label, in_full) ON k.kind = z.kind,
  LATERAL (VALUES (app.search_key(k.label || ' ' || z.name)), (app.search_key(z.name)),
    (app.search_key(k.in_full || ' ' || z.name))) AS v(key)
"""
# Zones are a department's; a corporation names them in words.
NO_ZONES = """
DROP TABLE IF EXISTS zones;
CREATE TEMP TABLE zones (id bigint, owner_id bigint, full_name text, key text) ON COMMIT DROP
"""
ZONE_OF = """
CREATE TEMP TABLE zone_of ON COMMIT DROP AS
SELECT a.number, min(z.id) AS id, min(z.full_name) AS full_name
FROM asked a JOIN zones z ON z.key = app.search_key(a.zone_name)
WHERE a.zone_name IS NOT NULL GROUP BY a.number HAVING count(DISTINCT z.id) = 1;
UPDATE asked SET zone_id = z.id, zone_full_name = z.full_name FROM zone_of z
WHERE z.number = asked.number
"""


def _note(condition, words):
    return f"|| CASE WHEN {condition} THEN jsonb_build_array({words}) ELSE '[]' END"


# What is not written is said. Nobody else's plant is changed, nor by the row of one that was merged
# into it; another identity, a corporation after another (with its day) are no import's to write.
_NOTES = " ".join(
    _note(condition, words)
    for condition, words in (
        ("NOT is_ours AND of_site IS NOT NULL", "replace(%(others)s, '{keeper}', keeper)"),
        (
            "is_ours AND through IS NOT NULL AND of_site IS NOT NULL",
            "replace(%(merged_in)s, '{kept}', kept)",
        ),
        ("is_direct AND of_site -> 'corporation_id' ->> 0 <> ''", "%(moved)s"),
        (
            "is_direct AND was_elsewhere AND of_site ? 'corporation_id'"
            " AND of_site -> 'corporation_id' ->> 0 IS NULL",
            "%(since)s",
        ),
        ("is_direct AND is_another", "%(renumbered)s"),
        ("is_direct AND is_held", "%(held)s"),
        ("is_renamed AND NOT is_another", "replace(%(renamed)s, '{name}', firm)"),
    )
)
UNWRITTEN = """
SELECT key FROM jsonb_each(of_site)
WHERE key = 'corporation_id' AND (value ->> 0 <> '' OR was_elsewhere)
  OR key IN ('tax_code', 'tail', 'branch_code') AND is_another
  OR key = 'own_code' AND is_held
"""

# A year that another unit has entered with the same values needs no second entry by this one, nor
# does one that the plant has which was merged.
DIFFER = f"""
WITH years AS (
  SELECT DISTINCT ON (y.establishment_id, y.year) y.*
  FROM asked a JOIN enterprises_establishmentyear y
    ON y.establishment_id = a.subject AND y.year = a.year
  ORDER BY y.establishment_id, y.year, y.owner_id = %(owner)s DESC, y.id DESC
), moved AS MATERIALIZED (
  SELECT site FROM app.sites_once_elsewhere(ARRAY(SELECT DISTINCT subject FROM asked
    WHERE corporation_id IS NOT NULL AND subject IS NOT NULL)) AS site
), differing AS (
  SELECT a.number,
    CASE WHEN {_differ(SITE_PAIRS | CORPORATION)} THEN (
      SELECT jsonb_object_agg(key, jsonb_build_array(have, say)) FROM (VALUES
      {_pairs(SITE_PAIRS | CORPORATION)}) AS pair(key, have, say)
      WHERE say IS NOT NULL AND say IS DISTINCT FROM have) END AS of_site,
    CASE WHEN ({_differ(YEAR_PAIRS)}) AND NOT (a.through IS NOT NULL AND EXISTS (
        SELECT FROM enterprises_establishmentyear y WHERE y.establishment_id = a.through
          AND y.year = a.year AND ({_differ(YEAR_PAIRS)}) IS NOT TRUE)) THEN (
      SELECT jsonb_object_agg(key, jsonb_build_array(have, say)) FROM (VALUES
      {_pairs(YEAR_PAIRS)}) AS pair(key, have, say)
      WHERE say IS NOT NULL AND say IS DISTINCT FROM have) END AS of_year,
    CASE WHEN y.owner_id IS DISTINCT FROM %(owner)s
           THEN jsonb_build_object('year', jsonb_build_array(NULL, a.year))
         WHEN y.source <> %(source)s
           THEN jsonb_build_object('source', jsonb_build_array(y.source, %(source)s))
         ELSE '{{}}' END AS with_year,
    e.owner_id = %(owner)s AS is_ours, e.name AS kept, o.name AS keeper, f.name AS firm,
    e.owner_id = %(owner)s AND a.through IS NULL AS is_direct,
    moved.site IS NOT NULL AS was_elsewhere,
    e.legal_entity_id IS NOT NULL AND (a.tax_code IS NOT NULL OR a.digest IS NOT NULL)
      AND a.entity_id IS DISTINCT FROM e.legal_entity_id AS is_another,
    a.enterprise_name <> f.name OR a.legal_form <> f.legal_form AS is_renamed,
    a.own_code <> e.own_code AND EXISTS (SELECT FROM enterprises_establishment m
      WHERE m.owner_id = e.owner_id AND m.own_code = a.own_code AND m.id <> e.id) AS is_held
  FROM asked a
    JOIN enterprises_establishment e ON e.id = a.subject
    JOIN organisations_organisation o ON o.id = e.owner_id
    LEFT JOIN enterprises_enterprise f ON f.id = e.legal_entity_id
    LEFT JOIN zone_of z ON z.number = a.number
    LEFT JOIN moved ON moved.site = e.id
    LEFT JOIN years y ON y.establishment_id = e.id AND y.year = a.year
  WHERE a.faults IS NULL
)
UPDATE asked SET
  changes = nullif(
    CASE WHEN is_direct AND of_site IS NOT NULL THEN of_site - ARRAY({UNWRITTEN}) ELSE '{{}}' END
    || CASE WHEN of_year IS NULL THEN '{{}}' ELSE of_year || with_year END, '{{}}'),
  notes = nullif(coalesce(notes, '[]') {_NOTES}, '[]')
FROM differing WHERE differing.number = asked.number;
UPDATE asked SET notes = coalesce(notes, '[]')
  || jsonb_build_array(replace(%(renamed)s, '{{name}}', known_name))
WHERE subject IS NULL AND faults IS NULL
  AND (enterprise_name <> known_name OR legal_form <> known_form)
"""

JUDGE = """
UPDATE asked SET verdict = CASE
  WHEN faults IS NOT NULL THEN 'refused'
  WHEN alike IS NOT NULL THEN 'suspected'
  WHEN subject IS NULL THEN 'new'
  WHEN changes IS NULL THEN 'unchanged'
  ELSE 'changed' END
"""

KEPT = "to_jsonb(asked) - ARRAY['number', 'faults', 'notes', 'place_id',"
KEPT += " 'entity_id', 'known_name', 'known_form', 'subject', 'through', 'alike', 'is_distinct',"
KEPT += " 'changes', 'verdict']"
WRITE = f"""
INSERT INTO organisations_importrow (owner_id, batch_id, number, verdict, decision, label,
    subject_id, alike, values, changes, faults, notes, is_written)
SELECT %(owner)s, %(batch)s, number, verdict, '', coalesce(left(name, 250), ''), subject,
  to_jsonb(alike), jsonb_strip_nulls({KEPT}), changes, faults, notes, false
FROM asked
"""
