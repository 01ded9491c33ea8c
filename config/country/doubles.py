"""Rows that are an establishment once more, and the truth, which the register is not told.

Each original has one double at most. How a double came about is its kind:
branch_code  the same number of the branch;
tax_code     the same tax code, no branch;
name         no tax code, the name spelt another way;
typo         no tax code, a letter of the name is missing.
"""

import csv

# One row in a hundred is a double of another.
SHARE = 0.01
KINDS = ("branch_code", "tax_code", "name", "typo")
HEAD = ("duplicate_id", "original_id", "kind", "duplicate_name", "original_name")

RESPELL = """
CREATE OR REPLACE FUNCTION pg_temp.respelt(name text, habit float8, said text[], instead text[])
  RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN respelt <> name AND habit < 0.6 THEN respelt
              WHEN habit < 0.8 THEN upper(respelt)
              ELSE public.unaccent('public.unaccent'::regdictionary, upper(name)) END
  FROM (SELECT coalesce((SELECT replace(name, s.said, s.instead)
    FROM unnest(said, instead) WITH ORDINALITY AS s(said, instead, place)
    WHERE position(s.said IN name) > 0 ORDER BY place LIMIT 1), name) AS respelt) AS r $$;
"""

CHOSEN = """
CREATE TEMP TABLE country_double ON COMMIT DROP AS
WITH picked AS MATERIALIZED (
  SELECT n, 1 + mod((n - originals) * double_step, originals) AS original,
    pg_temp.hash(seed, 'double', n) AS d
  FROM country_setting, generate_series(originals + 1, wanted) AS n
)
SELECT p.*, CASE
  WHEN e.legal_entity_id IS NULL THEN CASE WHEN pg_temp.draw(d, 0) < 0.7 THEN 'name' ELSE 'typo' END
  WHEN e.branch_code <> '' AND pg_temp.draw(d, 0) < 0.5 THEN 'branch_code'
  WHEN pg_temp.draw(d, 0) < 0.45 THEN 'tax_code'
  WHEN pg_temp.draw(d, 0) < 0.8 THEN 'name' ELSE 'typo' END AS kind
FROM country_setting CROSS JOIN picked p
  JOIN enterprises_establishment e ON e.id = site_base + p.original
"""

# A double knows little: no class, no zone of the register, no year.
DOUBLES = """
INSERT INTO enterprises_establishment (id, owner_id, department_id, corporation_id, province_id,
  name, stratum, legal_entity_id, branch_code, tax_code, own_code, sector, vsic_code, vsic_edition,
  sector_text, zone_name, address, commune, old_commune, old_district, size, is_active, level)
SELECT site_base + d.n,
  CASE WHEN e.corporation_id IS NULL OR e.owner_id = e.corporation_id THEN e.department_id
       ELSE e.corporation_id END,
  e.department_id, e.corporation_id, e.province_id,
  CASE WHEN d.kind = 'typo' THEN overlay(e.name PLACING '' FROM char_length(e.name) - 1 FOR 1)
       ELSE pg_temp.respelt(e.name, pg_temp.draw(d.d, 1), spelt, spelt_instead) END,
  e.stratum, CASE WHEN d.kind IN ('branch_code', 'tax_code') THEN e.legal_entity_id END,
  CASE WHEN d.kind = 'branch_code' THEN e.branch_code ELSE '' END,
  CASE d.kind WHEN 'branch_code' THEN e.branch_code WHEN 'tax_code' THEN left(e.tax_code, 10)
            ELSE '' END,
  '', e.sector, '', '', e.sector_text, coalesce(CASE z.kind WHEN 'park' THEN 'KCN '
    WHEN 'cluster' THEN 'CCN ' ELSE 'Làng nghề ' END || z.name, ''),
  replace(replace(e.address, 'đường ', ''), ', thôn', ' thôn'), e.commune,
  CASE WHEN pg_temp.draw(d.d, 2) < 0.5 THEN e.old_commune ELSE '' END, e.old_district, '', true, 0
FROM country_setting CROSS JOIN country_words CROSS JOIN country_double d
  JOIN enterprises_establishment e ON e.id = site_base + d.original
  LEFT JOIN enterprises_industrialzone z ON z.id = e.zone_id
ORDER BY d.n
"""

FORMER_DOUBLES = """
INSERT INTO enterprises_formerplacement (establishment_id, name, province_id, owner_id,
  department_id, corporation_id, valid_from, valid_to, change, reason, recorded_at,
  recorded_by_name)
SELECT e.id, e.name, f.province_id, f.owner_id, f.department_id, f.corporation_id, f.valid_from,
  f.valid_to, f.change, f.reason, f.recorded_at, f.recorded_by_name
FROM country_setting CROSS JOIN country_double d
  JOIN enterprises_formerplacement f ON f.establishment_id = site_base + d.original
  JOIN enterprises_establishment e ON e.id = site_base + d.n
ORDER BY d.n
"""

TRUTH = """
SELECT site_base + d.n, site_base + d.original, d.kind, b.name, a.name
FROM country_setting CROSS JOIN country_double d
  JOIN enterprises_establishment a ON a.id = site_base + d.original
  JOIN enterprises_establishment b ON b.id = site_base + d.n
ORDER BY d.n
"""


def write_truth(cursor, path):
    """Which rows are one plant, for whoever measures how well they are found."""
    cursor.execute(TRUTH)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(cursor.fetchall())
