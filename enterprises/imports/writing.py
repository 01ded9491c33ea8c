"""What writes the rows of a batch into the register, and what takes them back: set by set.

Both work on `asked`, the temporary table that enterprises.imports.checking works out anew: a row is
written only if it still means what was shown.
"""

from enterprises.resources import YEARLY

# The rows that are to be written, as they were read; a personal number is a hash by now.
INCOMING = """
INSERT INTO incoming SELECT p.* FROM organisations_importrow r,
  jsonb_populate_record(NULL::incoming, r.values || jsonb_build_object('number', r.number)) AS p
WHERE r.batch_id = %(batch)s AND NOT r.is_written AND r.verdict IN ('new', 'changed')
"""
STALE = """
UPDATE organisations_importrow r SET verdict = 'refused', faults = coalesce(a.faults,
  jsonb_build_array(
    jsonb_build_object('key', '', 'title', '', 'typed', '', 'reason', %(stale)s::text)))
FROM asked a WHERE r.batch_id = %(batch)s AND r.number = a.number
  AND (a.faults IS NOT NULL OR a.subject IS DISTINCT FROM r.subject_id OR a.alike IS NOT NULL
       OR a.changes IS DISTINCT FROM r.changes);
DELETE FROM asked a USING organisations_importrow r
WHERE r.batch_id = %(batch)s AND r.number = a.number AND r.verdict = 'refused'
"""

ENTERPRISES = """
CREATE TEMP TABLE identified ON COMMIT DROP AS
WITH lines AS (
  SELECT row_number() OVER (ORDER BY number) AS line, number,
    coalesce(enterprise_name, name) AS name, coalesce(legal_form, '') AS form,
    coalesce(tax_code, '') AS code, coalesce(digest, '') AS digest, coalesce(tail, '') AS tail
  FROM asked WHERE changes ?| ARRAY['tax_code', 'tail']
), kept AS (
  SELECT k.line, k.enterprise_id FROM (
    SELECT array_agg(name ORDER BY line) AS names, array_agg(form ORDER BY line) AS forms,
      array_agg(code ORDER BY line) AS codes, array_agg(digest ORDER BY line) AS digests,
      array_agg(tail ORDER BY line) AS tails FROM lines HAVING count(*) > 0) AS l,
    app.keep_enterprises(l.names, l.forms, l.codes, l.digests, l.tails) AS k
)
SELECT lines.number, kept.enterprise_id FROM lines JOIN kept USING (line)
"""

ENTER_SITES = "SELECT app.enter_import(%(batch)s, %(source)s)"
FIND_ENTERED = """
UPDATE asked a SET subject = r.subject_id FROM organisations_importrow r
WHERE r.batch_id = %(batch)s AND r.number = a.number AND a.subject IS NULL
"""

PLAIN = (
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


def _changed(key, column, value):
    return f"{column} = CASE WHEN a.changes ? '{key}' THEN {value} ELSE e.{column} END"


CHANGE_SITES = f"""
UPDATE enterprises_establishment e SET
  {", ".join(_changed(key, key, f"a.{key}") for key in PLAIN)},
  {_changed("zone_name", "zone_id", "z.id")},
  {_changed("zone_name", "zone_name", "coalesce(z.full_name, a.zone_name)")},
  legal_entity_id = coalesce(f.enterprise_id, e.legal_entity_id)
FROM asked a LEFT JOIN identified f ON f.number = a.number
  LEFT JOIN zone_of z ON z.number = a.number
WHERE e.id = a.subject AND a.changes ?| %(site_keys)s
"""
ASSIGN = """
SELECT app.assign_corporation(a.subject, a.corporation_id, NULL, left(%(why)s, 300), %(who)s)
FROM asked a JOIN enterprises_establishment e ON e.id = a.subject
WHERE a.corporation_id IS NOT NULL AND e.corporation_id IS NULL
  AND (a.changes IS NULL OR a.changes ? 'corporation_id') ORDER BY a.subject
"""
_YEAR_SETS = ", ".join(f"{key} = coalesce(a.{key}, y.{key})" for key in YEARLY)
_YEAR_SETS += ", source = %(source)s"
CHANGE_YEARS = f"""
UPDATE enterprises_establishmentyear y SET {_YEAR_SETS}
FROM asked a
WHERE y.establishment_id = a.subject AND y.year = a.year AND y.owner_id = %(owner)s
  AND a.changes ?| %(year_keys)s AND NOT a.changes ? 'year'
"""
_BLANK = {"output_unit": "''", "product": "''", "is_active": "true"}
_YEAR_VALUES = ", ".join(
    f"coalesce(a.{key}, {_BLANK[key]})" if key in _BLANK else f"a.{key}" for key in YEARLY
)
ENTER_YEARS = f"""
INSERT INTO enterprises_establishmentyear (establishment_id, year, {", ".join(YEARLY)}, unit_basis,
  source, size, size_reason)
SELECT a.subject, a.year, {_YEAR_VALUES}, '', %(source)s, '', ''
FROM asked a WHERE a.changes ? 'year'
"""
WRITTEN = """
UPDATE organisations_importrow r SET is_written = true
FROM asked a WHERE r.batch_id = %(batch)s AND r.number = a.number AND NOT r.is_written
"""
TELL_APART = "SELECT app.tell_entered_apart(%(batch)s, %(apart)s, %(who)s)"
FIND_ALIKE = """
SELECT app.find_same_plants(ARRAY(SELECT subject_id FROM organisations_importrow
  WHERE batch_id = %(batch)s AND is_written AND changes IS NULL))
"""
