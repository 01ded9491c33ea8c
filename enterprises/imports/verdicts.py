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
  coalesce(e.id, known.enterprise_id) AS entity_id,
  NULL::bigint AS subject, NULL::bigint[] AS alike, false AS is_distinct,
  NULL::jsonb AS changes, ''::text AS verdict
FROM incoming i
  LEFT JOIN enterprises_enterprise e ON e.tax_code = i.tax_code
  LEFT JOIN app.known_enterprises(ARRAY(SELECT DISTINCT digest FROM incoming
    WHERE digest IS NOT NULL)) AS known ON known.digest = i.digest;
CREATE INDEX ON asked (number);
ANALYZE asked (number, site, own_code, branch_code, place_id, entity_id, name_key, zone_name);
"""

# What a person has said of a row: which establishment it is about, or that it is a new one.
DECIDED = """
UPDATE asked SET subject = CASE r.decision WHEN 'same' THEN r.subject_id END,
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
IDENTIFY = """
WITH hits AS (
  SELECT a.number, array_agg(DISTINCT coalesce(e.merged_into_id, e.id)) AS found
  FROM asked a JOIN {join}
  WHERE a.subject IS NULL AND a.alike IS NULL AND a.faults IS NULL AND NOT a.is_distinct
    AND ({condition})
  GROUP BY a.number
)
UPDATE asked SET subject = CASE cardinality(found) WHEN 1 THEN found[1] END,
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

# Rows of one file that are about one plant: the first is taken.
REPEATED = """
WITH keyed AS (
  SELECT number, CASE
      WHEN subject IS NOT NULL THEN 'site ' || subject
      WHEN own_code IS NOT NULL THEN 'own ' || own_code
      WHEN branch_code IS NOT NULL THEN 'branch ' || place_id || branch_code
      WHEN tax_code IS NOT NULL THEN 'firm ' || place_id || ' ' || tax_code || ' ' || name_key
      WHEN digest IS NOT NULL THEN 'person ' || place_id || ' ' || digest || ' ' || name_key
      ELSE 'name ' || place_id || ' ' || name_key || ' ' || place_key END AS key
  FROM asked WHERE faults IS NULL
), repeated AS (
  SELECT number, min(number) OVER (PARTITION BY key) AS first FROM keyed
)
UPDATE asked SET faults = jsonb_build_array(jsonb_build_object('key', 'name', 'title', %(title)s,
    'typed', name, 'reason', replace(%(reason)s, '{number}', first::text)))
FROM repeated WHERE repeated.number = asked.number AND first < asked.number
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
CREATE TEMP TABLE zones ON COMMIT DROP AS
SELECT z.id, z.owner_id, k.label || ' ' || z.name AS full_name, key
FROM enterprises_industrialzone z
  JOIN unnest(%(kinds)s, %(labels)s, %(in_full)s) AS k(kind, label, in_full) ON k.kind = z.kind,
  LATERAL (VALUES (app.search_key(k.label || ' ' || z.name)), (app.search_key(z.name)),
    (app.search_key(k.in_full || ' ' || z.name))) AS v(key);
CREATE TEMP TABLE zone_of ON COMMIT DROP AS
SELECT a.number, min(z.id) AS id, min(z.full_name) AS full_name
FROM asked a JOIN zones z ON z.key = app.search_key(a.zone_name)
WHERE a.zone_name IS NOT NULL GROUP BY a.number HAVING count(DISTINCT z.id) = 1;
UPDATE asked SET zone_id = z.id, zone_full_name = z.full_name FROM zone_of z
WHERE z.number = asked.number;
"""

# Zones are a department's; a corporation names them in words.
NO_ZONES = """
CREATE TEMP TABLE zones (id bigint, owner_id bigint, full_name text, key text) ON COMMIT DROP;
CREATE TEMP TABLE zone_of (number integer, id bigint, full_name text) ON COMMIT DROP
"""

# A year that another unit has entered with the same values needs no second entry by this one.
DIFFER = f"""
WITH years AS (
  SELECT DISTINCT ON (y.establishment_id, y.year) y.*
  FROM asked a JOIN enterprises_establishmentyear y
    ON y.establishment_id = a.subject AND y.year = a.year
  ORDER BY y.establishment_id, y.year, y.owner_id = %(owner)s DESC, y.id DESC
), differing AS (
  SELECT a.number,
    CASE WHEN {_differ(SITE_PAIRS | CORPORATION)} THEN (
      SELECT jsonb_object_agg(key, jsonb_build_array(have, say)) FROM (VALUES
      {_pairs(SITE_PAIRS | CORPORATION)}) AS pair(key, have, say)
      WHERE say IS NOT NULL AND say IS DISTINCT FROM have) END AS of_site,
    CASE WHEN {_differ(YEAR_PAIRS)} THEN (
      SELECT jsonb_object_agg(key, jsonb_build_array(have, say)) FROM (VALUES
      {_pairs(YEAR_PAIRS)}) AS pair(key, have, say)
      WHERE say IS NOT NULL AND say IS DISTINCT FROM have) END AS of_year,
    CASE WHEN y.owner_id = %(owner)s THEN '{{}}'
         ELSE jsonb_build_object('year', jsonb_build_array(NULL, a.year)) END AS new_year,
    e.owner_id = %(owner)s AS is_ours, o.name AS keeper
  FROM asked a
    JOIN enterprises_establishment e ON e.id = a.subject
    JOIN organisations_organisation o ON o.id = e.owner_id
    LEFT JOIN enterprises_enterprise f ON f.id = e.legal_entity_id
    LEFT JOIN zone_of z ON z.number = a.number
    LEFT JOIN years y ON y.establishment_id = e.id AND y.year = a.year
  WHERE a.faults IS NULL
)
UPDATE asked SET
  changes = nullif(coalesce(CASE WHEN is_ours THEN of_site - ARRAY(
      SELECT key FROM jsonb_each(of_site) WHERE key IN ('corporation_id', 'tax_code', 'tail')
        AND value ->> 0 <> '') END, '{{}}')
    || CASE WHEN of_year IS NULL THEN '{{}}' ELSE of_year || new_year END, '{{}}'),
  notes = nullif(coalesce(notes, '[]')
    || CASE WHEN is_ours OR of_site IS NULL THEN '[]'
            ELSE jsonb_build_array(replace(%(others)s, '{{keeper}}', keeper)) END
    || CASE WHEN is_ours AND of_site -> 'corporation_id' ->> 0 <> ''
            THEN jsonb_build_array(%(moved)s) ELSE '[]' END
    || CASE WHEN is_ours AND (of_site -> 'tax_code' ->> 0 <> '' OR of_site -> 'tail' ->> 0 <> '')
            THEN jsonb_build_array(%(renumbered)s) ELSE '[]' END, '[]')
FROM differing WHERE differing.number = asked.number
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
KEPT += " 'entity_id', 'subject', 'alike', 'is_distinct', 'changes', 'verdict']"
WRITE = f"""
INSERT INTO organisations_importrow (owner_id, batch_id, number, verdict, decision, label,
    subject_id, alike, values, changes, faults, notes, is_written)
SELECT %(owner)s, %(batch)s, number, verdict, '', coalesce(left(name, 250), ''), subject,
  to_jsonb(alike), jsonb_strip_nulls({KEPT}), changes, faults, notes, false
FROM asked
"""
