"""Ten years of activities of departments and corporations, and the plants that came to them.

An activity belongs to the department of its day; a plant comes from that one's territory.
"""

# A corporation holds so many activities a year; a department a few, and more the larger it is.
BY_A_CORPORATION, BY_A_DEPARTMENT = 3, 4

ROLL = """
CREATE TEMP TABLE country_roll ON COMMIT DROP AS
SELECT p.place AS roll, row_number() OVER (PARTITION BY p.place ORDER BY n) AS number, n, opened_on
FROM country_plant p WHERE NOT is_household
UNION ALL
SELECT -corporation, row_number() OVER (PARTITION BY corporation ORDER BY n), n, opened_on
FROM country_plant WHERE corporation IS NOT NULL;
CREATE INDEX ON country_roll (roll, number);
ANALYZE country_roll
"""

# Each unit's years, cut where the unit begins and ends; in half a year half of the activities.
HELD = """
CREATE TEMP TABLE country_activity ON COMMIT DROP AS
WITH sizes AS (
  SELECT roll, count(*) AS plants FROM country_roll GROUP BY roll
), years AS (
  SELECT u.*, greatest(since, make_date(year, 1, 10)) AS first_day,
    least(until, make_date(year, 12, 12)) AS last_day
  FROM country_setting, country_unit u, generate_series(first_year, last_year) AS year
), drawn AS (
  SELECT y.*, row_number() OVER (ORDER BY unit, first_day, k) AS n
  FROM years y, generate_series(1, ceil(y.per_year * (last_day - first_day) / 340.0)::int) AS k
  WHERE last_day > first_day
), hashed AS MATERIALIZED (
  SELECT d.*, pg_temp.hash(seed, 'activity', n) AS h, pg_temp.hash(seed, 'audience', n) AS j
  FROM country_setting, drawn d
), chosen AS (
  SELECT h.*, 1 + width_bucket(pg_temp.draw(h.h, 0), w.topics) AS topic,
    pg_temp.day_between(first_day, last_day, pg_temp.draw(h.h, 1)) AS held_on,
    pg_temp.pick(rolls, pg_temp.draw(h.h, 2)) AS roll,
    pg_temp.pick(w.sectors, pg_temp.draw(h.h, 3)) AS sector_word
  FROM hashed h, country_audience w
)
SELECT c.n, organisation AS owner_id, department_id, corporation_id, t.kind, t.hours, held_on,
  replace(t.title, '{sector}', sector_word) AS title,
  CASE WHEN title LIKE '%{sector}%' THEN sector_word ELSE '' END AS sectors,
  c.roll, pg_temp.draw(j, 0) AS offset_drawn, coalesce(s.plants, 0) AS plants,
  CASE WHEN t.hours IS NOT NULL
    THEN least(8 + floor(25 * pg_temp.draw(j, 1)), coalesce(s.plants, 0) / 4)
    ELSE 0 END::int AS invited,
  floor(60 * pg_temp.draw(j, 2))::int AS others
FROM chosen c JOIN country_topic t USING (topic) LEFT JOIN sizes s USING (roll)
"""

ACTIVITIES = """
INSERT INTO outreach_activity (id, owner_id, department_id, corporation_id, kind, state, raw_label,
  title, held_on, place, outlet, audience, sectors, hours, unit, event_count, attendance_count,
  women_count, done_quantity, note)
SELECT activity_base + n, owner_id, department_id, corporation_id, kind, 'held', '', title, held_on,
  '', '', '', sectors, hours, CASE WHEN kind IN ('leaflet', 'handbook') THEN 'tờ' ELSE '' END,
  CASE WHEN hours IS NOT NULL OR kind LIKE '%report' OR kind = 'article' THEN 1 END,
  CASE WHEN hours IS NOT NULL THEN 4 * invited + 10 + others END,
  CASE WHEN hours IS NOT NULL THEN invited + others / 4 END,
  CASE WHEN kind IN ('leaflet', 'handbook') THEN 200 + 50 * others END, ''
FROM country_setting, country_activity ORDER BY n
"""

# Every few plants of the roll from some place on, so that nobody is asked twice.
ATTENDANCES = """
WITH asked AS MATERIALIZED (
  SELECT a.*, pg_temp.hash(seed, 'delegate' || j, n) AS h,
    1 + mod(floor(offset_drawn * plants)::bigint + j * (plants / invited), plants) AS number
  FROM country_setting, country_activity a, generate_series(0, invited - 1) AS j WHERE invited > 0
)
INSERT INTO outreach_attendance (activity_id, owner_id, establishment_id, name, managers,
  technicians, others, women)
SELECT activity_base + a.n, a.owner_id, e.id, e.name, 1, floor(3 * pg_temp.draw(h, 0))::int, 0,
  floor(2 * pg_temp.draw(h, 1))::int
FROM country_setting CROSS JOIN asked a JOIN country_roll r USING (roll, number)
  JOIN enterprises_establishment e ON e.id = site_base + r.n
WHERE r.opened_on <= a.held_on
ORDER BY a.n, r.n
"""

STEPS = (ROLL, HELD, ACTIVITIES, ATTENDANCES)
