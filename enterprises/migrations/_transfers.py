"""Moving plants, merging rows that are one plant, and finding such rows."""

TRANSFERS = """
-- Writes down where a plant belonged until a day. Called by the functions below, by nobody else.
CREATE FUNCTION app.leave_place(site enterprises_establishment, what text, last_day date, why text,
    who text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before date;
BEGIN
  IF coalesce(btrim(why), '') = '' THEN
    RAISE check_violation USING MESSAGE = 'Ghi quyết định hoặc lý do.';
  END IF;
  SELECT max(valid_to) INTO before FROM enterprises_formerplacement
    WHERE establishment_id = site.id;
  IF last_day IS NULL OR last_day >= app.today() OR last_day <= before THEN
    RAISE check_violation USING
      MESSAGE = 'Ngày thay đổi không được sau hôm nay, và phải sau lần thay đổi trước.';
  END IF;
  INSERT INTO enterprises_formerplacement (establishment_id, name, province_id, owner_id,
      department_id, corporation_id, enterprise_id, support_id, valid_from, valid_to, change,
      reason, recorded_at, recorded_by_name)
    VALUES (site.id, site.name, site.province_id, site.owner_id, site.department_id,
      site.corporation_id, site.enterprise_id, site.support_id, before + 1, last_day, what, why,
      app.now(), coalesce(who, ''));
END $$;
REVOKE ALL ON FUNCTION app.leave_place(enterprises_establishment, text, date, text, text)
  FROM PUBLIC;

-- A pair is proposed to those who see both plants. When one of them goes elsewhere, what nobody has
-- decided is taken back; app.find_same_plants proposes it to whoever sees both then.
CREATE FUNCTION app.take_back_pairs(site bigint) RETURNS void LANGUAGE sql AS $$
  DELETE FROM enterprises_sameplantcandidate
    WHERE state = 'open' AND site IN (first_id, second_id) $$;
REVOKE ALL ON FUNCTION app.take_back_pairs(bigint) FROM PUBLIC;

-- The plant moved to another province: from `since` on it is the register of that one's department.
CREATE FUNCTION app.move_site(asked bigint, new_province bigint, since date, why text, who text)
  RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  site enterprises_establishment;
  new_department bigint := app.department_of(new_province);
BEGIN
  SELECT * INTO site FROM enterprises_establishment WHERE id = asked FOR UPDATE;
  IF site.id IS NULL OR NOT coalesce(app.kind() = 'ministry'
      OR app.kind() = 'department' AND site.department_id = app.tid(), false) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có cơ sở này.';
  ELSIF site.merged_into_id IS NOT NULL THEN
    RAISE check_violation USING MESSAGE = 'Dòng này đã được gộp vào cơ sở khác.';
  ELSIF new_department IS NULL THEN
    RAISE check_violation USING MESSAGE = 'Chưa có Sở Công Thương của tỉnh, thành phố này.';
  ELSIF new_department = site.department_id THEN
    RAISE check_violation USING MESSAGE = 'Cơ sở đang ở tỉnh, thành phố này.';
  END IF;
  PERFORM app.leave_place(site, 'moved', since - 1, why, who), app.take_back_pairs(asked);
  UPDATE enterprises_establishment SET province_id = new_province, department_id = new_department,
      owner_id = CASE WHEN owner_id = site.department_id THEN new_department ELSE owner_id END,
      own_code = CASE WHEN owner_id = site.department_id THEN '' ELSE own_code END,
      zone_id = NULL, zone_name = ''
    WHERE id = asked;
  RETURN new_department;
END $$;

-- Another corporation manages the plant, or none does. Without a day: it always was so, which can
-- only be said of a plant that never belonged elsewhere.
CREATE FUNCTION app.assign_corporation(asked bigint, new_corporation bigint, since date, why text,
    who text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  site enterprises_establishment;
BEGIN
  SELECT * INTO site FROM enterprises_establishment WHERE id = asked FOR UPDATE;
  IF site.id IS NULL OR NOT coalesce(app.kind() = 'ministry'
      OR app.kind() = 'department' AND site.department_id = app.tid()
      OR app.kind() = 'corporation' AND site.corporation_id = app.tid(), false) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có cơ sở này.';
  ELSIF site.merged_into_id IS NOT NULL THEN
    RAISE check_violation USING MESSAGE = 'Dòng này đã được gộp vào cơ sở khác.';
  ELSIF new_corporation IS NOT NULL AND NOT EXISTS (SELECT FROM organisations_organisation
      WHERE id = new_corporation AND kind = 'corporation'
        AND (valid_to IS NULL OR valid_to >= app.today())) THEN
    RAISE check_violation USING MESSAGE = 'Không có tập đoàn, tổng công ty này.';
  ELSIF new_corporation IS NOT DISTINCT FROM site.corporation_id THEN
    RAISE check_violation USING MESSAGE = 'Cơ sở đang do đơn vị này quản lý.';
  ELSIF new_corporation IS NULL AND site.department_id IS NULL THEN
    RAISE check_violation USING MESSAGE = 'Chưa có Sở Công Thương nhận giữ hồ sơ của cơ sở này.';
  END IF;
  IF since IS NOT NULL THEN
    PERFORM app.leave_place(site, 'corporation', since - 1, why, who);
  ELSIF site.corporation_id IS NOT NULL OR EXISTS (
      SELECT FROM enterprises_formerplacement WHERE establishment_id = asked) THEN
    RAISE check_violation USING MESSAGE = 'Ghi ngày thay đổi đơn vị quản lý.';
  END IF;
  PERFORM app.take_back_pairs(asked);
  UPDATE enterprises_establishment SET corporation_id = new_corporation,
      owner_id = CASE WHEN owner_id = site.corporation_id
                      THEN coalesce(new_corporation, department_id) ELSE owner_id END,
      own_code = CASE WHEN owner_id = site.corporation_id THEN '' ELSE own_code END
    WHERE id = asked;
END $$;
"""

MERGES = """
-- Whether the asking organisation answers for both plants.
CREATE FUNCTION app.answers_for(one enterprises_establishment, other enterprises_establishment)
  RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(CASE app.kind()
    WHEN 'ministry' THEN true
    WHEN 'department' THEN one.department_id = app.tid() AND other.department_id = app.tid()
    WHEN 'corporation' THEN one.corporation_id = app.tid() AND other.corporation_id = app.tid()
  END, false) $$;

-- Merges and their undoing go one by one: each reads what the ones before it have left.
CREATE FUNCTION app.merge_plants(kept_id bigint, merged_id bigint, why text, who text)
  RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kept enterprises_establishment;
  merged enterprises_establishment;
  along jsonb;
  answer bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('app.merge_plants'));
  PERFORM FROM enterprises_establishment WHERE id IN (kept_id, merged_id) ORDER BY id FOR UPDATE;
  SELECT * INTO kept FROM enterprises_establishment WHERE id = kept_id;
  SELECT * INTO merged FROM enterprises_establishment WHERE id = merged_id;
  IF kept.id IS NULL OR merged.id IS NULL OR NOT app.answers_for(kept, merged) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có cơ sở này.';
  ELSIF kept_id = merged_id THEN
    RAISE check_violation USING MESSAGE = 'Không gộp một cơ sở với chính nó.';
  ELSIF kept.merged_into_id IS NOT NULL OR merged.merged_into_id IS NOT NULL THEN
    RAISE check_violation USING MESSAGE = 'Một trong hai dòng đã được gộp vào cơ sở khác.';
  ELSIF coalesce(btrim(why), '') = '' THEN
    RAISE check_violation USING MESSAGE = 'Ghi lý do gộp.';
  END IF;
  SELECT coalesce(jsonb_agg(id ORDER BY id), '[]') INTO along FROM enterprises_establishment
    WHERE merged_into_id = merged_id;
  UPDATE enterprises_establishment SET merged_into_id = kept_id
    WHERE id = merged_id OR merged_into_id = merged_id;
  INSERT INTO enterprises_merge (owner_id, kept_id, merged_id, carried, reason, merged_at,
      merged_by_name, undone_by_name, undone_reason)
    VALUES (app.tid(), kept_id, merged_id, along, why, app.now(), coalesce(who, ''), '', '')
    RETURNING id INTO answer;
  UPDATE enterprises_sameplantcandidate SET state = 'merged', decided_at = app.now(),
      decided_by_name = coalesce(who, ''), comment = left(why, 300)
    WHERE first_id = least(kept_id, merged_id) AND second_id = greatest(kept_id, merged_id);
  RETURN answer;
END $$;

-- What was merged into the row that is set free, and still is, goes along with it.
CREATE FUNCTION app.undo_merge(asked bigint, why text, who text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  done enterprises_merge;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('app.merge_plants'));
  SELECT * INTO done FROM enterprises_merge WHERE id = asked FOR UPDATE;
  IF done.id IS NULL OR app.tid() IS DISTINCT FROM done.owner_id THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có lần gộp này.';
  ELSIF done.undone_at IS NOT NULL THEN
    RAISE check_violation USING MESSAGE = 'Lần gộp này đã được tách lại.';
  ELSIF coalesce(btrim(why), '') = '' THEN
    RAISE check_violation USING MESSAGE = 'Ghi lý do tách lại.';
  END IF;
  WITH RECURSIVE below AS (
    SELECT merged_id AS id FROM enterprises_merge
      WHERE kept_id = done.merged_id AND undone_at IS NULL
    UNION
    SELECT m.merged_id FROM enterprises_merge m JOIN below ON m.kept_id = below.id
      WHERE m.undone_at IS NULL
  )
  UPDATE enterprises_establishment SET merged_into_id = nullif(done.merged_id, id)
    WHERE id = done.merged_id OR id IN (SELECT below.id FROM below);
  UPDATE enterprises_merge SET undone_at = app.now(), undone_by_name = coalesce(who, ''),
      undone_reason = why WHERE id = asked;
  UPDATE enterprises_sameplantcandidate SET state = 'open', decided_at = NULL,
      decided_by_name = '', comment = ''
    WHERE first_id = least(done.kept_id, done.merged_id)
      AND second_id = greatest(done.kept_id, done.merged_id);
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
-- why (DOMAIN 7.4 rule 3). A pair is proposed to the department both lie in, else to the
-- corporation that manages both, else to the Ministry; what was decided once is not proposed again.
-- Answers how many new pairs are the asking organisation's to decide: that there is one elsewhere
-- is not for it to know.
CREATE FUNCTION app.find_same_plants(asked bigint[]) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  answer bigint;
  national bigint := (SELECT id FROM organisations_organisation WHERE kind = 'ministry'
    AND (valid_to IS NULL OR valid_to >= app.today()) ORDER BY id LIMIT 1);
BEGIN
  IF app.kind() NOT IN ('ministry', 'department', 'corporation') THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không được tìm cơ sở trùng.';
  END IF;
  WITH ours AS MATERIALIZED (
    SELECT * FROM enterprises_establishment e
    WHERE merged_into_id IS NULL AND (asked IS NULL OR id = ANY (asked))
      AND coalesce(CASE app.kind() WHEN 'ministry' THEN true
        WHEN 'department' THEN department_id = app.tid()
        ELSE corporation_id = app.tid() END, false)
  ), alike AS (
    SELECT a.id AS one, b.id AS other, 'branch_code' AS reason,
      CASE WHEN a.province_id = b.province_id THEN 3 ELSE 2 END AS weight
    FROM ours a JOIN enterprises_establishment b
      ON b.legal_entity_id = a.legal_entity_id AND b.branch_code = a.branch_code AND b.id <> a.id
    WHERE a.branch_code <> ''
    UNION ALL
    SELECT a.id, b.id, 'tax_code', 2
    FROM ours a JOIN enterprises_establishment b
      ON b.legal_entity_id = a.legal_entity_id AND b.province_id = a.province_id AND b.id <> a.id
    WHERE a.branch_code = '' OR b.branch_code = ''
    UNION ALL
    SELECT a.id, b.id, 'name_and_address', 1
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
    FROM alike GROUP BY 1, 2
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
      WHERE a.merged_into_id IS NULL AND b.merged_into_id IS NULL
        AND (a.department_id = b.department_id OR a.corporation_id = b.corporation_id
             OR national IS NOT NULL)
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
