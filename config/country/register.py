"""From plants to the register: enterprises, establishments, the years that are told of them.

The triggers are off while this runs; what they would have worked out is written with the rows.
"""

from enterprises.enums import ZoneKind

YEAR_TABLE = """
CREATE TEMP TABLE country_year (n bigint, year int, is_latest boolean, people int, revenue numeric,
  capital numeric, output numeric, unit text, product_name text, is_active boolean,
  has_unit boolean, part_time int, own_money numeric, size text, rule_id bigint, reason text)
  ON COMMIT DROP
"""

YEARS = """
INSERT INTO country_year
WITH asked AS MATERIALIZED (
  SELECT p.n, p.sector, p.product, p.employees, p.is_closed, p.year_told, year,
    (ARRAY[0.15, 0.3, 0.7, 1, 1.2])[1 + p.size_class] AS worth,
    pg_temp.hash(seed, 'course', p.n) AS c, pg_temp.hash(seed, 'year' || year, p.n) AS y
  FROM country_setting, country_plant p, generate_series(
    greatest(first_year, extract(year FROM p.opened_on)::int), p.year_told) AS year
  WHERE p.n BETWEEN %(first)s AND %(last)s AND (year = p.year_told
    OR p.size_class >= 3
    OR p.size_class = 2 AND mod(year + p.n, 3) = 0
    OR p.size_class = 1 AND year = p.year_told - 4 - mod(p.n, 3))
), said AS MATERIALIZED (
  SELECT a.*, k.units[product] AS unit, k.outputs[product] AS per_head,
    k.titles[product] AS product_name,
    greatest(1, round(
      employees / (1 + (pg_temp.draw(c, 0) - 0.35) * 0.08) ^ (year_told - year)))::int AS people,
    worth * k.revenue * (0.4 + 1.2 * pg_temp.draw(c, 1)) * (0.9 + 0.2 * pg_temp.draw(y, 0))
      * 1.05 ^ (year - 2025) AS revenue_per_head
  FROM asked a JOIN country_sector k USING (sector)
), counted AS MATERIALIZED (
  SELECT s.*, round(people * revenue_per_head) * 1000000 AS revenue,
    round(people * revenue_per_head * (0.3 + 1.1 * pg_temp.draw(c, 2))) * 1000000 AS capital,
    CASE WHEN unit <> '' THEN
      round((people * per_head * (0.7 + 0.6 * pg_temp.draw(y, 1)))::numeric, 1) END AS output,
    year >= 2014 + floor(40 * pg_temp.draw(c, 3)) AND people > 100 AS has_unit
  FROM said s
)
SELECT n, year, year = year_told AS is_latest, people, revenue, capital, output,
  CASE WHEN output IS NULL THEN '' ELSE unit END AS unit, product_name,
  NOT (is_closed AND year = year_told) AS is_active, has_unit,
  CASE WHEN has_unit THEN 1 + people / 500 END AS part_time,
  CASE WHEN has_unit
    THEN round(revenue * 0.002 * pg_temp.draw(y, 2) / 1000000) * 1000000 END AS own_money,
  z.size, z.rule_id, z.reason
FROM counted, app.size_of(year, people, revenue::numeric, capital::numeric) AS z
"""

CORPORATE_ENTERPRISES = """
INSERT INTO enterprises_enterprise (id, name, legal_form, tax_code, personal_tail)
SELECT entity_base + originals + corporation, name, 'state',
  pg_temp.tax_code(seed, '01', originals + corporation), ''
FROM country_setting, country_corporation
"""

ENTERPRISES = """
INSERT INTO enterprises_enterprise (id, name, legal_form, tax_code, personal_tail)
SELECT entity, title, legal_form, pg_temp.tax_code(seed, h.tax_office, n), ''
FROM country_setting CROSS JOIN country_plant p JOIN country_place h ON h.place = p.home
WHERE n BETWEEN %(first)s AND %(last)s AND entity IS NOT NULL AND head = n AND NOT is_branch
ORDER BY n
"""

# As the register writes the name of a zone that was chosen.
ZONE_TITLE = "CASE z.kind {} END || ' ' || z.name".format(
    " ".join(f"WHEN '{kind.value}' THEN '{kind.label}'" for kind in ZoneKind)
)
# Of a corporation's plants its own people keep four in ten.
SITES = """
INSERT INTO enterprises_establishment (id, owner_id, department_id, corporation_id, province_id,
  name, stratum, legal_entity_id, branch_code, tax_code, own_code, sector, vsic_code, vsic_edition,
  sector_text, zone_id, zone_name, address, commune, old_commune, old_district, year, employees,
  size, is_active, level)
SELECT site_base + p.n,
  CASE WHEN c.id IS NOT NULL AND pg_temp.draw(pg_temp.hash(seed, 'keeper', p.n), 0) < 0.4
    THEN c.id ELSE l.department END,
  l.department, c.id, l.province, p.name, CASE WHEN is_household THEN 'ho' ELSE 'co_so' END,
  p.entity, CASE WHEN p.branch = '' THEN '' ELSE e.tax_code || p.branch END,
  CASE WHEN p.entity IS NULL THEN '' ELSE e.tax_code || p.branch END, '',
  k.code, CASE WHEN is_household THEN '' ELSE k.classes[product] END,
  CASE WHEN is_household THEN '' ELSE '2018' END, k.phrases[product],
  p.zone_id, coalesce(ZONE_TITLE, ''), p.address, p.commune, p.old_commune, p.old_district,
  y.year, y.people, y.size, y.is_active, 0
FROM country_setting CROSS JOIN country_plant p JOIN country_place l USING (place)
  JOIN country_sector k USING (sector)
  JOIN country_year y ON y.n = p.n AND y.is_latest
  LEFT JOIN country_corporation c USING (corporation)
  LEFT JOIN enterprises_enterprise e ON e.id = p.entity
  LEFT JOIN enterprises_industrialzone z ON z.id = p.zone_id
WHERE p.n BETWEEN %(first)s AND %(last)s
ORDER BY p.n
""".replace("ZONE_TITLE", ZONE_TITLE)

SITE_YEARS = """
INSERT INTO enterprises_establishmentyear (establishment_id, owner_id, department_id,
  corporation_id, year, employees, revenue, capital, output, output_unit, product, is_active,
  has_unit, unit_basis, part_time, own_money, source, size, size_rule_id, size_reason)
SELECT e.id, e.owner_id, e.department_id, e.corporation_id, y.year, people, revenue, capital,
  output, unit, product_name, y.is_active, has_unit, '', part_time, own_money,
  'Điều tra cơ sở công nghiệp (minh họa)', y.size, rule_id, reason
FROM country_setting CROSS JOIN country_year y
  JOIN enterprises_establishment e ON e.id = site_base + y.n
WHERE y.n BETWEEN %(first)s AND %(last)s
ORDER BY y.n, y.year
"""

# What the other one of department and corporation says of the latest year of one plant in three.
SECOND_OPINIONS = """
INSERT INTO enterprises_establishmentyear (establishment_id, owner_id, department_id,
  corporation_id, year, employees, revenue, capital, output_unit, product, is_active, unit_basis,
  source, size, size_rule_id, size_reason)
SELECT e.id, CASE e.owner_id WHEN e.corporation_id THEN e.department_id ELSE e.corporation_id END,
  e.department_id, e.corporation_id, y.year, said.people, y.revenue, y.capital, '', product_name,
  y.is_active, '', 'Báo cáo của đơn vị quản lý (minh họa)', z.size, z.rule_id, z.reason
FROM country_setting CROSS JOIN country_plant p JOIN country_year y ON y.n = p.n AND y.is_latest
  JOIN enterprises_establishment e ON e.id = site_base + p.n,
  LATERAL (SELECT y.people + 1 + y.people / 20 AS people) AS said,
  app.size_of(y.year, said.people, y.revenue, y.capital) AS z
WHERE p.corporation IS NOT NULL AND mod(p.n, 3) = 0
ORDER BY p.n
"""

# Lists show what the corporation says (app.show_latest_year).
SECOND_OPINIONS_SHOWN = """
UPDATE enterprises_establishment e SET employees = y.employees, size = y.size
FROM country_setting, enterprises_establishmentyear y
WHERE y.establishment_id = e.id AND y.year = e.year AND y.owner_id = e.corporation_id
  AND e.id > site_base AND e.owner_id <> e.corporation_id
"""

# As app.merge_departments leaves them: where the plant lay, in the hands of the successor.
FORMER_PLACES = """
INSERT INTO enterprises_formerplacement (establishment_id, name, province_id, owner_id,
  department_id, corporation_id, valid_from, valid_to, change, reason, recorded_at,
  recorded_by_name)
SELECT e.id, e.name, l.old_province, l.department, l.department, e.corporation_id, NULL::date,
  merger - 1, 'provinces_merged', 'Nghị quyết 202/2025/QH15',
  merger::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', ''
FROM country_setting CROSS JOIN country_plant p JOIN country_place l USING (place)
  JOIN enterprises_establishment e ON e.id = site_base + p.n
WHERE p.n BETWEEN %(first)s AND %(last)s AND l.was_merged AND p.opened_on < merger
ORDER BY p.n
"""

COUNTS = """
INSERT INTO enterprises_registercount (owner_id, department_id, corporation_id, province_id,
  stratum, sector, size, level, is_active, count)
SELECT owner_id, department_id, corporation_id, province_id, stratum, sector, size, level,
  is_active, count(*)
FROM country_setting, enterprises_establishment WHERE id > site_base AND id <= site_base + wanted
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
