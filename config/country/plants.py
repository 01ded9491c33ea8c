"""What the plants of the country are, before a row of the register is written.

`country_plant` has one row for every original: where it lies, what it makes, how large it is, whose
it is, and its names. The rows that repeat an original are made from the register (doubles.py).
"""

# A plant in so many is a corporation's; in so many the second one of the enterprise before it, and
# in so many that one lies in the same province.
OF_A_CORPORATION, SECOND_PLANT, BESIDE_THE_FIRST = 0.004, 0.075, 0.015
# These first plants go round the corporations, so that even a small country has some of each.
SURE_PLANTS = 120
HOUSEHOLDS_AT_MOST = 0.92
CLOSED = 0.05

DRAWN = f"""
CREATE TEMP TABLE country_drawn ON COMMIT DROP AS
WITH hashed AS MATERIALIZED (
  SELECT n, pg_temp.hash(seed, 'where', n) AS w, pg_temp.hash(seed, 'what', n) AS x,
    n <= least({SURE_PLANTS}, originals / 10) AS is_sure
  FROM country_setting, generate_series(1, originals) AS n
), placed AS (
  SELECT n, w, x,
    1 + width_bucket(pg_temp.draw(w, 0), (SELECT places FROM country_words)) AS place,
    CASE WHEN is_sure THEN 1 + mod(n - 1, 20)
         WHEN pg_temp.draw(w, 2) < {OF_A_CORPORATION} THEN 1 + floor(pg_temp.draw(w, 3) * 20)
    END::int AS corporation,
    pg_temp.draw(w, 1) < {SECOND_PLANT} AS may_follow,
    pg_temp.draw(w, 1) < {BESIDE_THE_FIRST} AS stays
  FROM hashed
), busy AS (
  SELECT d.*, coalesce(pg_temp.pick(c.sectors, pg_temp.draw(x, 0)),
                       1 + width_bucket(pg_temp.draw(x, 0), p.sectors)) AS sector,
    p.household AS household_factor
  FROM placed d JOIN country_place p USING (place)
    LEFT JOIN country_corporation c USING (corporation)
), owned AS (
  SELECT b.*, corporation IS NULL AND pg_temp.draw(x, 1)
    < least({HOUSEHOLDS_AT_MOST}, s.household * household_factor) AS is_household
  FROM busy b JOIN country_sector s USING (sector)
), linked AS (
  SELECT *, NOT is_household AND corporation IS NULL AND may_follow AND lag(
      NOT is_household AND corporation IS NULL AND NOT may_follow, 1, false) OVER by_number
    AS follows, lag(place) OVER by_number AS place_before,
    lag(sector) OVER by_number AS sector_before
  FROM owned WINDOW by_number AS (ORDER BY n)
)
SELECT n, x, is_household, corporation, follows,
  CASE WHEN follows THEN n - 1 ELSE n END AS head,
  CASE WHEN follows THEN place_before ELSE place END AS home,
  CASE WHEN follows AND stays THEN place_before ELSE place END AS place,
  CASE WHEN follows THEN sector_before ELSE sector END AS sector
FROM linked
"""

# A corporation's plant is a branch of the corporation itself or a company of its own.
SIZED = f"""
CREATE TEMP TABLE country_sized ON COMMIT DROP AS
WITH hashed AS MATERIALIZED (
  SELECT d.*, pg_temp.hash(seed, 'when', n) AS t, pg_temp.hash(seed, 'size', n) AS z,
    last_year
  FROM country_drawn d, country_setting
), classed AS (
  SELECT h.*, corporation IS NOT NULL AND pg_temp.draw(t, 3) < 0.5 AS is_branch,
    CASE WHEN is_household THEN 0
         WHEN corporation IS NOT NULL
           THEN 1 + width_bucket(pg_temp.draw(z, 0), ARRAY[0.03, 0.25, 0.5]::float8[])
         ELSE 1 + width_bucket(pg_temp.draw(z, 0), s.sizes) END AS size_class,
    last_year - floor(30 * pg_temp.draw(t, 0) ^ 0.8)::int AS since_year
  FROM hashed h JOIN country_sector s USING (sector)
)
SELECT n, is_household, corporation, follows, head, home, place, sector, is_branch, size_class,
  make_date(since_year, 1, 1) + floor(364 * pg_temp.draw(t, 1))::int AS opened_on,
  NOT is_household AND pg_temp.draw(t, 2) < {CLOSED} AS is_closed,
  CASE WHEN is_household THEN greatest(since_year, last_year - floor(5 * pg_temp.draw(t, 2))::int)
       WHEN pg_temp.draw(t, 2) < {CLOSED}
         THEN greatest(since_year, last_year - floor(8 * pg_temp.draw(z, 3))::int)
       ELSE last_year END AS year_told,
  CASE size_class
    WHEN 0 THEN 1 + floor(8 * pg_temp.draw(z, 1) ^ 2)
    WHEN 1 THEN 1 + floor(10 * pg_temp.draw(z, 1))
    WHEN 2 THEN floor(11 * (100 / 11.0) ^ pg_temp.draw(z, 1))
    WHEN 3 THEN 101 + floor(100 * pg_temp.draw(z, 1))
    ELSE floor(201 * 20 ^ (pg_temp.draw(z, 1) ^ 2)) END::int AS employees,
  CASE WHEN is_branch
    THEN row_number() OVER (PARTITION BY corporation, is_branch ORDER BY n) END AS branch
FROM classed
"""

# Three hashes of the head name an enterprise, so that its second plant has the same name.
PLANTS = """
CREATE TEMP TABLE country_plant ON COMMIT DROP AS
WITH hashed AS MATERIALIZED (
  SELECT z.*, seed, entity_base, originals, pg_temp.hash(seed, 'name', head) AS a,
    pg_temp.hash(seed, 'second name', head) AS b, pg_temp.hash(seed, 'site', n) AS s,
    pg_temp.hash(seed, 'zone', n) AS v
  FROM country_sized z, country_setting
), zoned AS (
  SELECT h.*, p.districts, p.zones, CASE
    WHEN pg_temp.draw(v, 0) < (ARRAY[0, 0.08, 0.3, 0.6, 0.75])[1 + size_class] THEN 1
    WHEN pg_temp.draw(v, 0) < (ARRAY[0.05, 0.2, 0.5, 0.7, 0.8])[1 + size_class] THEN 2
    WHEN is_household AND pg_temp.draw(v, 0) < 0.3 THEN 3 END AS zone_kind
  FROM hashed h JOIN country_place p USING (place)
), situated AS MATERIALIZED (
  SELECT *, 1 + floor(pg_temp.draw(v, 1) * zones[zone_kind])::int AS zone,
    1 + CASE WHEN zone_kind IS NULL THEN floor(pg_temp.draw(v, 1) * districts)::int
      ELSE mod(floor(pg_temp.draw(v, 1) * zones[zone_kind])::int, districts) END AS district
  FROM zoned
), worded AS (
  SELECT t.*, w.*, k.titles[t.product] AS makes, d.name AS old_district, d.plain,
    d.old_communes[1 + floor(pg_temp.draw(v, 2) * 8)::int] AS old_commune,
    d.communes[1 + floor(pg_temp.draw(v, 2) * 3)::int] AS commune,
    z.id AS zone_id, z.name AS zone_name,
    concat_ws(' ', pg_temp.pick(first, pg_temp.draw(a, 2)), pg_temp.pick(second,
      pg_temp.draw(a, 3)), CASE WHEN pg_temp.draw(b, 0) < 0.4
      THEN pg_temp.pick(second, pg_temp.draw(b, 1)) END) AS proper,
    concat_ws(' ', pg_temp.pick(family, pg_temp.draw(a, 2)), pg_temp.pick(middle,
      pg_temp.draw(a, 3)), pg_temp.pick(given, pg_temp.draw(b, 0))) AS person,
    CASE WHEN k.code BETWEEN '10' AND '32'
      THEN nullif(pg_temp.pick(activity, pg_temp.draw(b, 2)), '') END AS does
  FROM (SELECT s.*, 1 + floor(pg_temp.draw(a, 0) * made)::int AS product,
      1 + width_bucket(pg_temp.draw(a, 1), form_shares) AS form
    FROM situated s JOIN (SELECT sector, cardinality(titles) AS made FROM country_sector) AS c
      USING (sector), (SELECT forms AS form_shares FROM country_words) AS f) AS t
    JOIN country_sector k USING (sector) JOIN country_district d USING (place, district)
    LEFT JOIN country_zone z ON z.place = t.place AND z.kind = zone_kind AND z.zone = t.zone,
    country_words w
), titled AS (
  SELECT d.*, f.legal_form, c.short, CASE
    WHEN is_household THEN CASE WHEN pg_temp.draw(b, 3) < 0.4 THEN 'Hộ kinh doanh ' || person
      WHEN pg_temp.draw(b, 3) < 0.75 THEN 'Cơ sở sản xuất ' || makes || ' ' || person
      ELSE 'Hộ sản xuất ' || person END
    WHEN is_branch THEN c.name
    WHEN d.corporation IS NOT NULL
      THEN concat_ws(' ', 'Công ty Cổ phần', makes, short, plain)
    WHEN f.legal_form = 'foreign' THEN concat_ws(' ', f.prefix, makes,
      pg_temp.pick(d.foreign_words, pg_temp.draw(a, 2)),
      pg_temp.pick(d.foreign_words, pg_temp.draw(b, 0)), 'Việt Nam')
    ELSE concat_ws(' ', f.prefix, does, makes, proper) END AS title
  FROM worded d JOIN country_form f USING (form)
    LEFT JOIN country_corporation c USING (corporation)
)
SELECT n, head, home, place, sector, product, is_household, corporation, is_branch, follows,
  size_class, employees, opened_on, is_closed, year_told, title,
  CASE WHEN is_branch THEN 'state' WHEN corporation IS NOT NULL THEN 'joint_stock'
       ELSE legal_form END AS legal_form,
  CASE WHEN is_household THEN NULL WHEN is_branch THEN entity_base + originals + corporation
       ELSE entity_base + head END AS entity,
  CASE WHEN is_branch AND branch < 1000 THEN '-' || lpad(branch::text, 3, '0')
       WHEN follows AND pg_temp.draw(s, 3) < 0.95 THEN '-001' ELSE '' END AS branch,
  CASE WHEN is_branch THEN concat_ws(' ', 'Nhà máy', makes, plain, '-', short)
       WHEN follows THEN concat_ws(' ', 'Nhà máy', plain, '-', title)
       WHEN NOT is_household AND pg_temp.draw(s, 0) < 0.12
         THEN concat_ws(' ', 'Nhà máy', makes, coalesce(short, proper))
       WHEN NOT is_household AND pg_temp.draw(s, 0) < 0.2 THEN 'Xưởng sản xuất - ' || title
       ELSE title END AS name,
  zone_id, old_district, old_commune, commune,
  CASE zone_kind
    WHEN 3 THEN concat('Thôn ', pg_temp.pick(hamlets, pg_temp.draw(s, 1)),
      ', làng nghề ', zone_name)
    WHEN 1 THEN concat('Lô ', chr(65 + floor(pg_temp.draw(s, 1) * 12)::int),
      1 + floor(pg_temp.draw(s, 2) * 40)::int, ', KCN ', zone_name)
    WHEN 2 THEN concat('Lô ', 1 + floor(pg_temp.draw(s, 2) * 60)::int,
      ', CCN ', zone_name)
    ELSE CASE WHEN old_district LIKE 'huyện%'
      THEN concat('Số ', 1 + floor(pg_temp.draw(s, 2) * 90)::int, ', thôn ',
        pg_temp.pick(hamlets, pg_temp.draw(s, 1)))
      ELSE concat('Số ', 1 + floor(pg_temp.draw(s, 2) * 500)::int, ', đường ',
        pg_temp.pick(streets, pg_temp.draw(s, 1))) END END AS address
FROM titled
"""

FINDABLE = ("CREATE UNIQUE INDEX ON country_plant (n)", "ANALYZE country_plant")
