"""What proves how far a plant is: papers, plans, certificates, visits, yearly judgements.

Every plant has one eagerness, so that whoever applies was mostly assessed before and knew before
that. The larger a plant is the more it does. Shares are invented.
"""

# Micro, small, medium, large: how much more a plant does than a small one.
EAGER = """
CREATE TEMP TABLE country_eager ON COMMIT DROP AS
SELECT p.n, e.id AS establishment_id, e.owner_id, e.department_id, e.corporation_id, p.opened_on,
  pg_temp.draw(h, 0) / (ARRAY[0.6, 1, 1.8, 2.6])[p.size_class] AS eagerness,
  pg_temp.draw(h, 1) AS moment, pg_temp.hash(seed, 'proof', p.n) AS f,
  pg_temp.hash(seed, 'paper', p.n) AS g, k.phrases[p.product] AS makes,
  greatest(p.opened_on, make_date(first_year, 1, 1)) AS since, make_date(last_year, 12, 14) AS until
FROM country_setting s CROSS JOIN country_plant p JOIN country_sector k USING (sector)
  JOIN LATERAL (SELECT pg_temp.hash(s.seed, 'eager', p.n) AS h) AS drawn ON true
  JOIN enterprises_establishment e ON e.id = s.site_base + p.n
WHERE NOT p.is_household AND p.opened_on < make_date(last_year, 6, 1)
  AND pg_temp.draw(h, 0) / (ARRAY[0.6, 1, 1.8, 2.6])[p.size_class] < 0.2
"""

OWNED = "establishment_id, owner_id, department_id, corporation_id"

PAPERS = f"""
WITH drawn AS MATERIALIZED (
  SELECT *, pg_temp.day_between(since, until, moment) AS begun FROM country_eager
)
INSERT INTO enterprises_paperevidence ({OWNED}, proof, title, document, held_on, stopped_on,
  saving_percent)
SELECT {OWNED}, 'survey', 'Phiếu khảo sát nhận thức sản xuất sạch hơn', 'Phiếu khảo sát số ' || n,
  begun, NULL::date, NULL::numeric
FROM drawn WHERE eagerness < 0.16 AND pg_temp.draw(f, 0) < 0.6
UNION ALL
SELECT {OWNED}, 'assessment', 'Đánh giá nhanh sản xuất sạch hơn, ' || makes, 'Biên bản nghiệm thu '
  || n || '/BB-NT', pg_temp.day_between(begun, until, 0.3 * pg_temp.draw(f, 1)), NULL, NULL
FROM drawn WHERE eagerness < 0.07 AND pg_temp.draw(f, 0) < 0.9
UNION ALL
SELECT {OWNED}, 'option', pg_temp.pick(ARRAY['Bảo ôn đường ống hơi', 'Thay động cơ hiệu suất cao',
    'Tuần hoàn nước làm mát', 'Thu hồi nhiệt khói thải', 'Lắp biến tần cho quạt, bơm',
    'Thay đèn LED', 'Thu hồi, tái sử dụng phế liệu', 'Quản lý nội vi, 5S'], pg_temp.draw(f, 3)),
  'Biên bản kiểm tra ' || n || '/BB-KT',
  pg_temp.day_between(begun, until, 0.6 * pg_temp.draw(f, 2)),
  CASE WHEN pg_temp.draw(g, 0) < 0.1 THEN until END, NULL
FROM drawn WHERE eagerness < 0.055
UNION ALL
SELECT {OWNED}, 'measurement', 'Đo mức tiết kiệm sau khi áp dụng', 'Báo cáo đo số ' || n,
  pg_temp.day_between(begun, until, 0.6 + 0.4 * pg_temp.draw(g, 1)), NULL,
  round((2 + 18 * pg_temp.draw(g, 2))::numeric, 1)
FROM drawn WHERE eagerness < 0.03
"""

COMMITMENTS = f"""
WITH drawn AS MATERIALIZED (
  SELECT *, pg_temp.day_between(since, until, moment) AS begun FROM country_eager
  WHERE eagerness < 0.09 AND pg_temp.draw(g, 3) < 0.6
)
INSERT INTO enterprises_commitment ({OWNED}, kind, title, number, decided_on, valid_to, money)
SELECT {OWNED}, CASE WHEN pg_temp.draw(f, 2) < 0.6 THEN 'plan' ELSE 'team' END,
  CASE WHEN pg_temp.draw(f, 2) < 0.6 THEN 'Kế hoạch sản xuất sạch hơn của cơ sở'
       ELSE 'Quyết định thành lập đội sản xuất sạch hơn' END,
  n || '/QĐ', begun,
  CASE WHEN pg_temp.draw(f, 2) < 0.6 THEN (begun + interval '3 years')::date END,
  CASE WHEN pg_temp.draw(f, 2) < 0.6 THEN round(50 + 2000 * pg_temp.draw(f, 3)) * 1000000 END
FROM drawn
"""

CERTIFICATES = f"""
WITH drawn AS MATERIALIZED (
  SELECT *, pg_temp.day_between(since, until, moment) AS begun,
    pg_temp.hash(seed, 'certificate', n) AS c
  FROM country_setting, country_eager
)
INSERT INTO enterprises_certificate ({OWNED}, kind, number, issuer, scope, valid_from, valid_to)
SELECT {OWNED}, (ARRAY['iso_14001', 'iso_50001', 'environment', 'energy_label', 'eco_label'])
    [1 + width_bucket(pg_temp.draw(c, 1), ARRAY[0.6, 0.75, 0.9, 0.96]::float8[])],
  'MH-' || lpad(n::text, 7, '0'), 'Tổ chức chứng nhận (minh họa)', makes, begun,
  (begun + interval '3 years')::date - 1
FROM drawn WHERE pg_temp.draw(c, 0) < 0.25
"""

VISITS = f"""
WITH drawn AS MATERIALIZED (
  SELECT e.*, pg_temp.hash(seed, 'visit', n) AS c FROM country_setting, country_eager e
), dated AS (
  SELECT *, pg_temp.day_between(since, until, pg_temp.draw(c, 1)) AS held_on FROM drawn
  WHERE pg_temp.draw(c, 0) < 0.3
)
INSERT INTO enterprises_visit ({OWNED}, kind, held_on, body, people, findings, follow_up, due_on,
  done_on)
SELECT {OWNED}, 'inspection', held_on, 'Đoàn kiểm tra của Sở Công Thương (minh họa)', '',
  pg_temp.pick(ARRAY['Chưa theo dõi riêng lượng nước dùng cho sản xuất',
    'Có sổ theo dõi điện, nước; chưa có định mức', 'Thực hiện đúng các giải pháp đã cam kết'],
    pg_temp.draw(c, 2)),
  CASE WHEN pg_temp.draw(c, 2) < 0.66 THEN 'Lập định mức tiêu thụ điện, nước' ELSE '' END,
  CASE WHEN pg_temp.draw(c, 2) < 0.66 THEN held_on + 90 END,
  CASE WHEN pg_temp.draw(c, 2) < 0.66 AND pg_temp.draw(c, 3) < 0.7 THEN held_on + 60 END
FROM dated
"""

JUDGEMENTS = f"""
INSERT INTO enterprises_effectiveness ({OWNED}, year, effect, basis, judged_on)
SELECT {OWNED}, year, pg_temp.pick(ARRAY['clear', 'some', 'some', 'none', 'unknown'],
    pg_temp.draw(pg_temp.hash(seed, 'effect' || year, n), 0)),
  'Đối chiếu số liệu tiêu thụ của năm với năm trước', make_date(year + 1, 1, 15)
FROM country_setting, country_eager,
  generate_series(greatest(extract(year FROM since)::int, last_year - 2), last_year) AS year
WHERE eagerness < 0.04
"""

STEPS = (EAGER, PAPERS, COMMITMENTS, CERTIFICATES, VISITS, JUDGEMENTS)
TABLES = ("paperevidence", "commitment", "certificate", "visit", "effectiveness")
