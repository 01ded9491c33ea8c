"""Merging rows that are one plant, telling them apart, and finding such rows."""

MERGES = """
-- Whether the asking organisation answers for both plants.
CREATE FUNCTION app.answers_for(one enterprises_establishment, other enterprises_establishment)
  RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(CASE app.kind()
    WHEN 'ministry' THEN true
    WHEN 'department' THEN one.department_id = app.tid() AND other.department_id = app.tid()
    WHEN 'corporation' THEN one.corporation_id = app.tid() AND other.corporation_id = app.tid()
  END, false) $$;

-- Pairs that were told apart, as the plants they count as now.
CREATE FUNCTION app.told_apart() RETURNS TABLE (first_id bigint, second_id bigint)
  LANGUAGE sql STABLE AS $$
  SELECT least(coalesce(a.merged_into_id, a.id), coalesce(b.merged_into_id, b.id)),
    greatest(coalesce(a.merged_into_id, a.id), coalesce(b.merged_into_id, b.id))
  FROM enterprises_sameplantcandidate c JOIN enterprises_establishment a ON a.id = c.first_id
    JOIN enterprises_establishment b ON b.id = c.second_id
  WHERE c.state = 'distinct' $$;
REVOKE ALL ON FUNCTION app.told_apart() FROM PUBLIC;

-- What was asked about a row that counts no longer is asked about the plant it counts as, unless
-- one of the two was told apart.
CREATE FUNCTION app.ask_about_kept(kept bigint, merged bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.take_back_pairs(merged);
  DELETE FROM enterprises_sameplantcandidate o USING app.told_apart() t
    WHERE o.state = 'open' AND kept IN (o.first_id, o.second_id)
      AND (o.first_id, o.second_id) = (t.first_id, t.second_id);
  PERFORM app.find_same_plants(ARRAY[kept]);
END $$;
REVOKE ALL ON FUNCTION app.ask_about_kept(bigint, bigint) FROM PUBLIC;

-- Merges and their undoing go one by one: each reads what the ones before it have left. Plants are
-- locked before their pairs, as by the functions that move them.
CREATE FUNCTION app.merge_plants(kept_id bigint, merged_id bigint, why text, who text)
  RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kept enterprises_establishment;
  merged enterprises_establishment;
  pair enterprises_sameplantcandidate;
  along jsonb;
  answer bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('app.merge_plants'));
  PERFORM app.lock_plants(ARRAY[kept_id, merged_id]);
  SELECT * INTO kept FROM enterprises_establishment WHERE id = kept_id;
  SELECT * INTO merged FROM enterprises_establishment WHERE id = merged_id;
  SELECT * INTO pair FROM enterprises_sameplantcandidate
    WHERE first_id = least(kept_id, merged_id) AND second_id = greatest(kept_id, merged_id)
    FOR UPDATE;
  IF kept.id IS NULL OR merged.id IS NULL OR NOT app.answers_for(kept, merged) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có cơ sở này.';
  ELSIF kept_id = merged_id THEN
    RAISE check_violation USING MESSAGE = 'Không gộp một cơ sở với chính nó.';
  ELSIF kept.merged_into_id IS NOT NULL OR merged.merged_into_id IS NOT NULL THEN
    RAISE check_violation USING MESSAGE = 'Một trong hai dòng đã được gộp vào cơ sở khác.';
  ELSIF pair.state = 'distinct' THEN
    RAISE check_violation USING MESSAGE = 'Đã ghi nhớ: hai dòng này không phải một cơ sở.';
  END IF;
  PERFORM app.need_reason(why, 'Ghi lý do gộp.');
  SELECT coalesce(jsonb_agg(id ORDER BY id), '[]') INTO along FROM enterprises_establishment
    WHERE merged_into_id = merged_id;
  UPDATE enterprises_establishment SET merged_into_id = kept_id
    WHERE id = merged_id OR merged_into_id = merged_id;
  INSERT INTO enterprises_merge (owner_id, kept_id, merged_id, carried, reason, merged_at,
      merged_by_name, undone_by_name, undone_reason)
    VALUES (app.tid(), kept_id, merged_id, along, why, app.now(), left(coalesce(who, ''), 150),
      '', '')
    RETURNING id INTO answer;
  UPDATE enterprises_sameplantcandidate SET state = 'merged', decided_at = app.now(),
      decided_by_name = left(coalesce(who, ''), 150), comment = why
    WHERE id = pair.id;
  PERFORM app.ask_about_kept(kept_id, merged_id);
  RETURN answer;
END $$;

-- By who keeps the merge (app.follow_plants) and answers for both rows, and by the Ministry. What
-- was merged into the row that is set free, and still is, goes along with it; what is open about
-- either is asked anew.
CREATE FUNCTION app.undo_merge(asked bigint, why text, who text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  done enterprises_merge;
  kept enterprises_establishment;
  merged enterprises_establishment;
  root bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('app.merge_plants'));
  SELECT * INTO done FROM enterprises_merge WHERE id = asked;
  SELECT coalesce(merged_into_id, id) INTO root FROM enterprises_establishment
    WHERE id = done.kept_id;
  PERFORM app.lock_plants(ARRAY[root, done.kept_id, done.merged_id]);
  SELECT * INTO kept FROM enterprises_establishment WHERE id = done.kept_id;
  SELECT * INTO merged FROM enterprises_establishment WHERE id = done.merged_id;
  IF done.id IS NULL OR NOT app.answers_for(kept, merged)
     OR app.kind() <> 'ministry' AND done.owner_id <> app.tid() THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có lần gộp này.';
  ELSIF done.undone_at IS NOT NULL THEN
    RAISE check_violation USING MESSAGE = 'Lần gộp này đã được tách lại.';
  END IF;
  PERFORM app.need_reason(why, 'Ghi lý do tách lại.');
  WITH RECURSIVE below AS (
    SELECT m.merged_id AS id FROM enterprises_merge m
      WHERE m.kept_id = done.merged_id AND m.undone_at IS NULL
    UNION
    SELECT m.merged_id FROM enterprises_merge m JOIN below ON m.kept_id = below.id
      WHERE m.undone_at IS NULL
  )
  UPDATE enterprises_establishment SET merged_into_id = nullif(done.merged_id, id)
    WHERE id = done.merged_id OR id IN (SELECT below.id FROM below);
  UPDATE enterprises_merge SET undone_at = app.now(),
      undone_by_name = left(coalesce(who, ''), 150), undone_reason = why WHERE id = asked;
  PERFORM app.take_back_pairs(root);
  DELETE FROM enterprises_sameplantcandidate WHERE root <> done.kept_id
    AND first_id = least(kept.id, merged.id) AND second_id = greatest(kept.id, merged.id);
  UPDATE enterprises_sameplantcandidate SET state = 'open', decided_at = NULL,
      decided_by_name = '', comment = ''
    WHERE first_id = least(kept.id, merged.id) AND second_id = greatest(kept.id, merged.id);
  PERFORM app.find_same_plants(ARRAY[root, done.merged_id]);
END $$;
"""

CANDIDATES = """
-- A row that a function has entered for somebody to answer: whoever asks changes the columns named
-- from TG_ARGV[1] on and no other, and the database says when (TG_ARGV[0]).
CREATE FUNCTION app.keep_question() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answer jsonb;
BEGIN
  SELECT jsonb_object_agg(key, value) INTO answer FROM jsonb_each(to_jsonb(NEW))
    WHERE key = ANY (TG_ARGV[1:]);
  IF 'merged' IN (OLD.state, NEW.state) AND NEW.state <> OLD.state THEN
    RAISE check_violation USING MESSAGE = 'Gộp hoặc tách lại hai cơ sở, không sửa cặp nghi trùng.';
  ELSIF NEW.state <> OLD.state THEN
    answer := answer || jsonb_build_object(TG_ARGV[0],
      CASE WHEN NEW.state <> 'open' THEN app.now() END);
  END IF;
  RETURN jsonb_populate_record(OLD, answer);
END $$;
CREATE TRIGGER b_keep_question BEFORE UPDATE ON enterprises_sameplantcandidate FOR EACH ROW
  WHEN (current_user <> 'portal_owner')
  EXECUTE FUNCTION app.keep_question('decided_at', 'state', 'decided_by_name', 'comment');
CREATE TRIGGER b_keep_question BEFORE UPDATE ON enterprises_accountrequest FOR EACH ROW
  WHEN (current_user <> 'portal_owner')
  EXECUTE FUNCTION app.keep_question('answered_at', 'state', 'answered_by_name', 'answer');

-- A pair is no reason to keep a plant that was entered by mistake, and whoever deletes it may not
-- even know of the pair: it was proposed to somebody else.
CREATE FUNCTION app.forget_pairs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM enterprises_sameplantcandidate
    WHERE OLD.id IN (first_id, second_id) AND state <> 'merged';
  RETURN OLD;
END $$;
CREATE TRIGGER b_forget_pairs BEFORE DELETE ON enterprises_establishment FOR EACH ROW
  EXECUTE FUNCTION app.forget_pairs();

-- Which of the plants asked about (of all in sight, if none are named) may be one with another, and
-- why (DOMAIN 7.4 rule 3); a row that was merged speaks for the plant it counts as. A pair is
-- proposed to the department both lie in, else to the corporation that manages both, else to the
-- Ministry; what was decided once is not proposed again. Answers how many new pairs are the asking
-- organisation's to decide: that there is one elsewhere is not for it to know.
CREATE FUNCTION app.find_same_plants(asked bigint[]) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  answer bigint;
  national bigint := app.national_keeper();
BEGIN
  IF app.kind() NOT IN ('ministry', 'department', 'corporation') THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không được tìm cơ sở trùng.';
  END IF;
  WITH near AS MATERIALIZED (
    SELECT * FROM enterprises_establishment e
    WHERE merged_into_id IS NULL AND (asked IS NULL OR id = ANY (asked))
      AND coalesce(CASE app.kind() WHEN 'ministry' THEN true
        WHEN 'department' THEN department_id = app.tid()
        ELSE corporation_id = app.tid() END, false)
  ), ours AS MATERIALIZED (
    -- What a merged row is like, the plant it counts as is like.
    SELECT id AS plant, * FROM near
    UNION ALL
    SELECT m.merged_into_id, m.* FROM enterprises_establishment m
      JOIN near ON near.id = m.merged_into_id
  ), alike AS (
    SELECT a.plant AS one, coalesce(b.merged_into_id, b.id) AS other, 'branch_code' AS reason,
      CASE WHEN a.province_id = b.province_id THEN 3 ELSE 2 END AS weight
    FROM ours a JOIN enterprises_establishment b
      ON b.legal_entity_id = a.legal_entity_id AND b.branch_code = a.branch_code AND b.id <> a.id
    WHERE a.branch_code <> ''
    UNION ALL
    SELECT a.plant, coalesce(b.merged_into_id, b.id), 'tax_code', 2
    FROM ours a JOIN enterprises_establishment b
      ON b.legal_entity_id = a.legal_entity_id AND b.province_id = a.province_id AND b.id <> a.id
    WHERE a.branch_code = '' OR b.branch_code = ''
    UNION ALL
    SELECT a.plant, coalesce(b.merged_into_id, b.id), 'name_and_address', 1
    FROM ours a JOIN enterprises_establishment b
      ON b.province_id = a.province_id AND b.name_key = a.name_key AND b.id <> a.id
    WHERE (a.legal_entity_id IS NULL OR b.legal_entity_id IS NULL
           OR a.legal_entity_id = b.legal_entity_id)
      AND (a.address = '' AND a.commune = '' OR b.address = '' AND b.commune = ''
           OR similarity(app.search_key(a.address || ' ' || a.commune || ' ' || a.old_commune),
                         app.search_key(b.address || ' ' || b.commune || ' ' || b.old_commune))
              >= 0.4)
  ), pairs AS (
    SELECT least(one, other) AS first_id, greatest(one, other) AS second_id, max(weight) AS weight,
      jsonb_agg(DISTINCT reason) AS reasons
    FROM alike WHERE one <> other GROUP BY 1, 2
  ), entered AS (
    INSERT INTO enterprises_sameplantcandidate (owner_id, first_id, second_id, certainty, reasons,
        state, found_at, decided_by_name, comment)
      SELECT CASE WHEN a.department_id = b.department_id THEN a.department_id
                  WHEN a.corporation_id = b.corporation_id THEN a.corporation_id
                  ELSE national END,
        first_id, second_id,
        CASE weight WHEN 3 THEN 'certain' WHEN 2 THEN 'probable' ELSE 'to_review' END, reasons,
        'open', app.now(), '', ''
      FROM pairs JOIN enterprises_establishment a ON a.id = first_id
        JOIN enterprises_establishment b ON b.id = second_id
      WHERE (a.department_id = b.department_id OR a.corporation_id = b.corporation_id
             OR national IS NOT NULL)
        AND (first_id, second_id) NOT IN (SELECT t.first_id, t.second_id FROM app.told_apart() t)
      ORDER BY first_id, second_id
      ON CONFLICT (first_id, second_id) DO UPDATE
        SET certainty = excluded.certainty, reasons = excluded.reasons
        WHERE enterprises_sameplantcandidate.state = 'open'
          AND enterprises_sameplantcandidate.reasons <> excluded.reasons
      RETURNING xmax = 0 AND owner_id = app.tid() AS is_new
  )
  SELECT count(*) FILTER (WHERE is_new) INTO answer FROM entered;
  RETURN answer;
END $$;
"""
