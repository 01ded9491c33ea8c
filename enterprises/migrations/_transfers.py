"""Moving plants: to another province, to another corporation."""

TRANSFERS = """
-- Who decides what neither a department nor a corporation can.
CREATE FUNCTION app.national_keeper() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT id FROM organisations_organisation
  WHERE kind = 'ministry' AND (valid_to IS NULL OR valid_to >= app.today()) ORDER BY id LIMIT 1 $$;
REVOKE ALL ON FUNCTION app.national_keeper() FROM PUBLIC;

-- A decision or reason as it is stored; `missing` asks for one. Called by the functions below.
CREATE FUNCTION app.need_reason(why text, missing text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(btrim(why), '') = '' THEN
    RAISE check_violation USING MESSAGE = missing;
  ELSIF char_length(why) > 300 THEN
    RAISE check_violation USING MESSAGE = 'Lý do dài quá 300 ký tự. Hãy viết ngắn lại.';
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.need_reason(text, text) FROM PUBLIC;

-- Writes down where a plant belonged until a day. Called by the functions below, by nobody else.
CREATE FUNCTION app.leave_place(site enterprises_establishment, what text, last_day date, why text,
    who text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before date;
BEGIN
  PERFORM app.need_reason(why, 'Ghi quyết định hoặc lý do.');
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
      app.now(), left(coalesce(who, ''), 150));
END $$;
REVOKE ALL ON FUNCTION app.leave_place(enterprises_establishment, text, date, text, text)
  FROM PUBLIC;

-- A pair is proposed to those who see both plants. When one of them goes elsewhere, what nobody has
-- decided is taken back; app.find_same_plants proposes it to whoever sees both then.
CREATE FUNCTION app.take_back_pairs(site bigint) RETURNS void LANGUAGE sql AS $$
  DELETE FROM enterprises_sameplantcandidate
    WHERE state = 'open' AND site IN (first_id, second_id) $$;
REVOKE ALL ON FUNCTION app.take_back_pairs(bigint) FROM PUBLIC;

-- A plant with the rows merged into it, in the order in which every function locks them.
CREATE FUNCTION app.lock_plants(asked bigint[]) RETURNS void LANGUAGE sql AS $$
  SELECT FROM enterprises_establishment
    WHERE id = ANY (asked) OR merged_into_id = ANY (asked) ORDER BY id FOR NO KEY UPDATE $$;
REVOKE ALL ON FUNCTION app.lock_plants(bigint[]) FROM PUBLIC;

-- What goes where the plants went: their levels, which are worked out from everybody's evidence,
-- and merges, which are kept by whoever answers for both rows now: as with pairs, the department
-- of both, else the corporation of both, else the Ministry.
CREATE FUNCTION app.follow_plants(moved bigint[]) RETURNS void LANGUAGE sql AS $$
  UPDATE enterprises_yearlevel l SET owner_id = e.owner_id, department_id = e.department_id,
      corporation_id = e.corporation_id, enterprise_id = e.enterprise_id, support_id = e.support_id
    FROM enterprises_establishment e
    WHERE e.id = l.establishment_id AND e.id = ANY (moved);
  UPDATE enterprises_merge m SET owner_id = CASE
      WHEN a.department_id = b.department_id THEN a.department_id
      WHEN a.corporation_id = b.corporation_id THEN a.corporation_id
      ELSE coalesce(app.national_keeper(), m.owner_id) END
    FROM enterprises_establishment a, enterprises_establishment b, organisations_organisation o
    WHERE a.id = m.kept_id AND b.id = m.merged_id AND o.id = m.owner_id AND m.undone_at IS NULL
      AND (a.id = ANY (moved) OR b.id = ANY (moved))
      AND NOT coalesce(CASE o.kind WHEN 'ministry' THEN true
        WHEN 'department' THEN o.id = a.department_id AND o.id = b.department_id
        WHEN 'corporation' THEN o.id = a.corporation_id AND o.id = b.corporation_id END, false) $$;
REVOKE ALL ON FUNCTION app.follow_plants(bigint[]) FROM PUBLIC;

-- The plant moved to another province: from `since` on it is the register of that one's department.
-- Rows merged into it that lie where it lies are the same plant and go along. Its address there is
-- said at once, since the former department writes it no more; NULL leaves what is kept. With
-- another address the one of before 1/7/2025 is another place's.
CREATE FUNCTION app.move_site(asked bigint, new_province bigint, since date, why text, who text,
    new_address text DEFAULT NULL, new_commune text DEFAULT NULL)
  RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  site enterprises_establishment;
  part enterprises_establishment;
  moved bigint[] := '{}';
  new_department bigint := app.department_of(new_province);
BEGIN
  PERFORM app.lock_plants(ARRAY[asked]);
  SELECT * INTO site FROM enterprises_establishment WHERE id = asked;
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
  FOR part IN SELECT * FROM enterprises_establishment WHERE id = asked
      OR merged_into_id = asked AND department_id IS NOT DISTINCT FROM site.department_id LOOP
    PERFORM app.leave_place(part, 'moved', since - 1, why, who), app.take_back_pairs(part.id);
    moved := moved || part.id;
  END LOOP;
  UPDATE enterprises_establishment SET province_id = new_province, department_id = new_department,
      owner_id = CASE WHEN owner_id = site.department_id THEN new_department ELSE owner_id END,
      own_code = CASE WHEN owner_id = site.department_id THEN '' ELSE own_code END,
      zone_id = NULL, zone_name = ''
    WHERE id = ANY (moved);
  UPDATE enterprises_establishment SET address = coalesce(new_address, address),
      commune = coalesce(new_commune, commune), old_commune = '', old_district = ''
    WHERE id = asked AND (coalesce(new_address, address), coalesce(new_commune, commune))
      IS DISTINCT FROM (address, commune);
  PERFORM app.follow_plants(moved);
  RETURN new_department;
END $$;

-- Where a plant of the asking department came from, and since when it is here, of its last move.
-- What the former department has on record stays its own.
CREATE FUNCTION app.came_from(asked bigint) RETURNS TABLE (province text, since date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.name, f.valid_to + 1 FROM enterprises_formerplacement f
    JOIN organisations_province p ON p.id = f.province_id
    JOIN enterprises_establishment e ON e.id = f.establishment_id
  WHERE f.establishment_id = asked AND f.change = 'moved' AND app.kind() = 'department'
    AND e.department_id = app.tid()
  ORDER BY f.valid_to DESC, f.id DESC LIMIT 1 $$;

-- The tables whose rows are about one plant and labelled with whom it belongs to, of whatever app.
CREATE FUNCTION app.records_of_plants() RETURNS SETOF regclass LANGUAGE sql STABLE AS $$
  SELECT c.conrelid::regclass FROM pg_constraint c JOIN pg_attribute k
    ON k.attrelid = c.conrelid AND k.attnum = c.conkey[1] AND k.attname = 'establishment_id'
  WHERE c.contype = 'f' AND c.confrelid = 'enterprises_establishment'::regclass
    AND cardinality(c.conkey) = 1
    AND c.conrelid NOT IN
      ('enterprises_yearlevel'::regclass, 'enterprises_formerplacement'::regclass)
    AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.conrelid AND attname = 'corporation_id')
    -- A part of an assessment belongs to whom the assessment belongs to.
    AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.conrelid
      AND attname = 'assessment_id' AND attnotnull)
$$;
REVOKE ALL ON FUNCTION app.records_of_plants() FROM PUBLIC;

-- What was entered about plants before anybody said that a corporation has always managed them.
CREATE FUNCTION app.always_managed(sites bigint[], corporation bigint) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  records regclass;
BEGIN
  FOR records IN SELECT * FROM app.records_of_plants() LOOP
    EXECUTE format('UPDATE %s SET corporation_id = $1
      WHERE establishment_id = ANY ($2) AND corporation_id IS NULL', records)
      USING corporation, sites;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.always_managed(bigint[], bigint) FROM PUBLIC;

-- Another corporation manages the plant, or none does. Without a day: it always was so, which can
-- only be said of a plant that never belonged elsewhere; its records become the corporation's to
-- read, and the reason stands in the log of whoever says so.
CREATE FUNCTION app.assign_corporation(asked bigint, new_corporation bigint, since date, why text,
    who text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  site enterprises_establishment;
  part enterprises_establishment;
  moved bigint[] := '{}';
BEGIN
  PERFORM app.lock_plants(ARRAY[asked]);
  SELECT * INTO site FROM enterprises_establishment WHERE id = asked;
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
  IF since IS NULL AND (site.corporation_id IS NOT NULL OR EXISTS (
      SELECT FROM enterprises_formerplacement WHERE establishment_id = asked)) THEN
    RAISE check_violation USING MESSAGE = 'Ghi ngày thay đổi đơn vị quản lý.';
  END IF;
  PERFORM app.need_reason(why, 'Ghi quyết định hoặc lý do.');
  FOR part IN SELECT * FROM enterprises_establishment e WHERE id = asked
      OR merged_into_id = asked AND corporation_id IS NOT DISTINCT FROM site.corporation_id
        AND (since IS NOT NULL OR NOT EXISTS (
          SELECT FROM enterprises_formerplacement WHERE establishment_id = e.id)) LOOP
    IF since IS NOT NULL THEN
      PERFORM app.leave_place(part, 'corporation', since - 1, why, who);
    END IF;
    PERFORM app.take_back_pairs(part.id);
    moved := moved || part.id;
  END LOOP;
  UPDATE enterprises_establishment SET corporation_id = new_corporation,
      owner_id = CASE WHEN owner_id = site.corporation_id
        THEN coalesce(new_corporation, department_id, site.department_id) ELSE owner_id END,
      own_code = CASE WHEN owner_id = site.corporation_id THEN '' ELSE own_code END
    WHERE id = ANY (moved);
  IF since IS NULL THEN
    PERFORM app.always_managed(moved, new_corporation);
  END IF;
  PERFORM app.follow_plants(moved);
END $$;
"""
