"""Mức độ áp dụng SXSH (DOMAIN 3.7, a proposal): the evidence, and the level it comes to."""

EVIDENCE = """
-- What the saving per unit of product must reach at the least, by the programme in force on a day
-- (QĐ 1419: 5 % to 2015, 8 % to 2020; QĐ 889: 5 % to 2025, 7 % to 2030; DOMAIN 3.7).
CREATE FUNCTION app.least_saving(day date) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN day < '2016-01-01' THEN 5 WHEN day < '2021-01-01' THEN 8
                    WHEN day < '2026-01-01' THEN 5 ELSE 7 END $$;

CREATE FUNCTION app.day_of(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date $$;

-- Every row that proves a step about these rows of the register (of all, if NULL), for some time.
-- Runs with the rights of whoever asks: a unit sees the rows it may read, the functions below all.
-- `plant_id` is the establishment that counts, whichever of its merged rows is meant.
CREATE FUNCTION app.ladder_evidence(sites bigint[]) RETURNS TABLE (plant_id bigint, level int,
    valid_from date, valid_to date, source text, source_id bigint, label text)
  LANGUAGE plpgsql STABLE AS $$
DECLARE
  ours text := CASE WHEN sites IS NULL THEN '' ELSE 'AND establishment_id = ANY ($1)' END;
BEGIN
  RETURN QUERY EXECUTE format($sql$
    WITH proof AS (
      SELECT t.establishment_id, 1 AS level,
        coalesce(a.held_on, make_date(a.year, 12, 31)) AS valid_from,
        (coalesce(a.held_on, make_date(a.year, 12, 31)) + interval '3 years')::date AS valid_to,
        'attendance' AS source, a.id AS source_id, a.title::text AS label
      FROM outreach_attendance t JOIN outreach_activity a ON a.id = t.activity_id
      WHERE t.establishment_id IS NOT NULL AND (t.managers > 0 OR t.technicians > 0)
        AND a.state = 'held' AND a.kind IN ('conference', 'workshop', 'training') AND a.hours >= 4
        AND (a.held_on IS NOT NULL OR a.year IS NOT NULL) %1$s
      UNION ALL
      SELECT establishment_id, 2, decided_on, valid_to, 'commitment', id, title
      FROM enterprises_commitment WHERE true %1$s
      UNION ALL
      SELECT establishment_id, CASE proof WHEN 'survey' THEN 1 WHEN 'assessment' THEN 3 ELSE 4 END,
        held_on,
        CASE proof WHEN 'survey' THEN (held_on + interval '3 years')::date
                   WHEN 'assessment' THEN NULL ELSE stopped_on - 1 END,
        proof, id, title
      FROM enterprises_paperevidence
      -- What was measured and saved nothing is kept, and proves nothing.
      WHERE (proof <> 'measurement' OR saving_percent > 0) %1$s
      UNION ALL
      SELECT establishment_id, 5, held_on, stopped_on - 1, 'saving', id, title
      FROM enterprises_paperevidence
      WHERE proof = 'measurement' AND saving_percent >= app.least_saving(held_on) %1$s
      UNION ALL
      SELECT establishment_id, 4, accepted_on, NULL, 'model', id, name
      FROM assessments_demonstrationmodel WHERE accepted_on IS NOT NULL %1$s
      UNION ALL
      -- Handed in again later, it was known of since the first receipt.
      SELECT establishment_id, 1, app.day_of(r.at), (app.day_of(r.at) + interval '3 years')::date,
        'self_assessment', a.id, 'Tự đánh giá ' || a.year
      FROM assessments_assessment a
        JOIN assessments_assessmentreceipt r ON r.assessment_id = a.id AND r.turn = 1
      WHERE a.kind = 'self' AND a.state <> 'cancelled' %1$s
      UNION ALL
      SELECT establishment_id, 3, app.day_of(decided_at), NULL, 'accepted_assessment', id,
        'Đánh giá ' || year
      FROM assessments_assessment
      WHERE kind IN ('quick', 'detailed') AND state = 'accepted' %1$s
      UNION ALL
      -- Carried out on a day, with a file that shows it; ends when it was stopped, or when the
      -- clock has heard nothing for three years.
      SELECT a.establishment_id, 4, o.implemented_on,
        CASE WHEN o.state = 'stopped' THEN o.state_on - 1
             WHEN o.is_unconfirmed THEN app.falls_silent(o, a) - 1 END,
        'solution', o.id, o.name
      FROM assessments_cpoption o JOIN assessments_assessment a ON a.id = o.assessment_id
      WHERE o.implemented_on IS NOT NULL AND a.state IN ('submitted', 'accepted')
        AND o.state IN ('done', 'measured', 'sustained', 'stopped')
        AND EXISTS (SELECT FROM organisations_attachment f WHERE f.removed_at IS NULL
          AND f.subject_type = 'assessments.cpoption' AND f.subject_id = o.id) %1$s
      UNION ALL
      SELECT establishment_id, 5, make_date(year, 12, 31), NULL, 'measured_result', id,
        'Kết quả đo ' || year
      FROM assessments_measuredresult WHERE share * 100 >= app.least_saving(make_date(year, 12, 31))
        AND NOT is_estimate AND assessment_id IN (SELECT id FROM assessments_assessment
          WHERE state IN ('submitted', 'accepted')) %1$s
    ), sustained AS (
      -- Measured again in a later year.
      SELECT p.establishment_id, 6 AS level, p.valid_from, p.valid_to,
        'measured_again' AS source, p.source_id, p.label
      FROM proof p WHERE p.level = 5 AND EXISTS (SELECT FROM proof e WHERE e.level = 5
        AND e.establishment_id = p.establishment_id
        AND extract(year FROM e.valid_from) < extract(year FROM p.valid_from))
      UNION ALL
      -- Applying while an ISO 14001 certificate is in force.
      SELECT p.establishment_id, 6, greatest(p.valid_from, c.valid_from),
        least(p.valid_to, c.valid_to, c.withdrawn_on - 1), 'iso_14001', c.id, c.number
      FROM proof p JOIN enterprises_certificate c USING (establishment_id)
      WHERE p.level IN (4, 5) AND c.kind = 'iso_14001' AND greatest(p.valid_from, c.valid_from)
        <= coalesce(least(p.valid_to, c.valid_to, c.withdrawn_on - 1), 'infinity')
    )
    SELECT coalesce(e.merged_into_id, e.id), f.level, f.valid_from, f.valid_to, f.source::text,
      f.source_id, f.label::text
    FROM (SELECT * FROM proof UNION ALL SELECT * FROM sustained) AS f
      JOIN enterprises_establishment e ON e.id = f.establishment_id $sql$, ours) USING sites;
END $$;
"""

LEVELS = """
-- Works out the levels of these plants for every year since their first evidence, the present one
-- as of today; lists show the present one. Levels are seen by who has the plant now, for
-- every year: rates count the plants of today's register. Called by triggers and by the sweep.
CREATE FUNCTION app.refresh_levels(asked bigint[]) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  this_year int := extract(year FROM app.today());
  members bigint[] := CASE WHEN asked IS NOT NULL THEN ARRAY(
    SELECT id FROM enterprises_establishment
    WHERE id = ANY (asked) OR merged_into_id = ANY (asked)) END;
  answer bigint;
BEGIN
  DROP TABLE IF EXISTS ladder_level;
  CREATE TEMP TABLE ladder_level (establishment_id bigint, year int, level int) ON COMMIT DROP;
  INSERT INTO ladder_level
    SELECT v.plant_id, y.year, max(v.level)
    FROM app.ladder_evidence(members) v,
      generate_series(extract(year FROM v.valid_from)::int,
        least(this_year, extract(year FROM coalesce(v.valid_to, app.today()))::int)) AS y(year)
    WHERE v.valid_from <= least(make_date(y.year, 12, 31), app.today())
      AND (v.valid_to IS NULL OR v.valid_to >= least(make_date(y.year, 12, 31), app.today()))
    GROUP BY 1, 2;
  DELETE FROM enterprises_yearlevel l
    WHERE (asked IS NULL OR l.establishment_id = ANY (asked)) AND NOT EXISTS (
      SELECT FROM ladder_level n
      WHERE n.establishment_id = l.establishment_id AND n.year = l.year);
  INSERT INTO enterprises_yearlevel AS l (establishment_id, owner_id, department_id, corporation_id,
      enterprise_id, support_id, year, level, computed_at)
    SELECT e.id, e.owner_id, e.department_id, e.corporation_id, e.enterprise_id, e.support_id,
      n.year, n.level, app.now()
    FROM ladder_level n JOIN enterprises_establishment e ON e.id = n.establishment_id
    ON CONFLICT (establishment_id, year) DO UPDATE SET level = excluded.level,
      owner_id = excluded.owner_id, department_id = excluded.department_id,
      corporation_id = excluded.corporation_id, enterprise_id = excluded.enterprise_id,
      support_id = excluded.support_id, computed_at = excluded.computed_at
    WHERE (l.level, l.owner_id, l.department_id, l.corporation_id, l.enterprise_id, l.support_id)
      IS DISTINCT FROM (excluded.level, excluded.owner_id, excluded.department_id,
        excluded.corporation_id, excluded.enterprise_id, excluded.support_id);
  UPDATE enterprises_establishment e SET level = coalesce(n.level, 0)
    FROM enterprises_establishment old
      LEFT JOIN ladder_level n ON n.establishment_id = old.id AND n.year = this_year
    WHERE e.id = old.id AND e.level <> coalesce(n.level, 0)
      AND (asked IS NULL OR e.id = ANY (asked));
  GET DIAGNOSTICS answer = ROW_COUNT;
  RETURN answer;
END $$;
REVOKE ALL ON FUNCTION app.refresh_levels(bigint[]) FROM PUBLIC;

-- Every six hours: what ran out, and the first day of a year. Only the system's own work.
CREATE FUNCTION app.sweep_levels() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF app.kind() IS DISTINCT FROM 'jobs' THEN
    RAISE insufficient_privilege USING MESSAGE = 'Chỉ hệ thống tự làm việc này.';
  END IF;
  RETURN app.refresh_levels(ARRAY(
    SELECT id FROM enterprises_establishment WHERE level > 0
    UNION SELECT plant_id FROM app.ladder_evidence(NULL)
      WHERE valid_from BETWEEN app.today() - 40 AND app.today()));
END $$;
REVOKE ALL ON FUNCTION app.sweep_levels() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.sweep_levels() TO portal_jobs;

-- Whatever is evidence changes levels at once, whoever writes it.
CREATE FUNCTION app.evidence_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  rows text := CASE TG_OP WHEN 'INSERT' THEN 'SELECT * FROM after_rows'
    WHEN 'DELETE' THEN 'SELECT * FROM before_rows'
    ELSE 'SELECT * FROM after_rows UNION ALL SELECT * FROM before_rows' END;
  touched bigint[];
BEGIN
  EXECUTE format(CASE TG_ARGV[0]
    WHEN 'activity' THEN 'SELECT array_agg(DISTINCT t.establishment_id) FROM (%s) AS r
      JOIN outreach_attendance t ON t.activity_id = r.id'
    WHEN 'solution' THEN 'SELECT array_agg(DISTINCT a.establishment_id) FROM (%s) AS r
      JOIN assessments_assessment a ON a.id = r.assessment_id'
    WHEN 'file' THEN 'SELECT array_agg(DISTINCT a.establishment_id) FROM (%s) AS r
      JOIN assessments_cpoption o ON o.id = r.subject_id
        AND r.subject_type = ''assessments.cpoption''
      JOIN assessments_assessment a ON a.id = o.assessment_id'
    WHEN 'merge' THEN 'SELECT array_agg(id) FROM (SELECT kept_id AS id FROM (%1$s) AS r
      UNION SELECT merged_id FROM (%1$s) AS r) AS both_sides'
    ELSE 'SELECT array_agg(DISTINCT establishment_id) FROM (%s) AS r' END, rows) INTO touched;
  IF touched IS NOT NULL THEN
    PERFORM app.refresh_levels(ARRAY(
      SELECT DISTINCT coalesce(merged_into_id, id) FROM enterprises_establishment
      WHERE id = ANY (touched)
      UNION SELECT id FROM enterprises_establishment WHERE id = ANY (touched)));
  END IF;
  RETURN NULL;
END $$;
"""

SOURCES = {
    "outreach_attendance": "",
    "outreach_activity": "activity",
    "enterprises_commitment": "",
    "enterprises_paperevidence": "",
    "enterprises_certificate": "",
    "enterprises_merge": "merge",
    "assessments_demonstrationmodel": "",
    "assessments_assessment": "",
    "assessments_measuredresult": "",
    "assessments_cpoption": "solution",
    "organisations_attachment": "file",
}
TABLES = {
    "INSERT": "REFERENCING NEW TABLE AS after_rows",
    "UPDATE": "REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows",
    "DELETE": "REFERENCING OLD TABLE AS before_rows",
}


def _triggers(table, what):
    events = [event for event in TABLES if not (what == "activity" and event == "INSERT")]
    return "\n".join(
        f"CREATE TRIGGER y_evidence_{event.lower()} AFTER {event} ON {table} {TABLES[event]}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION app.evidence_changed('{what}');"
        for event in events
    )


TRIGGERS = "\n".join(_triggers(table, what) for table, what in SOURCES.items())
EXISTING = "SELECT app.refresh_levels(NULL); SET CONSTRAINTS ALL IMMEDIATE;"
