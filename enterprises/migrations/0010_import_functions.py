"""Entering and taking back a batch, without a trigger for each of its rows.

Of 10,000 rows the triggers that are passed over here took a second of CPU going in; coming out,
showing the latest year of plants that were about to go took six.
"""

from django.db import migrations

FUNCTIONS = """
-- Households whose personal number is known and who own a plant that the asking unit sees.
CREATE FUNCTION app.known_enterprises(digests text[])
  RETURNS TABLE (digest varchar, enterprise_id bigint, name varchar, legal_form varchar)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.digest, p.enterprise_id, f.name, f.legal_form FROM enterprises_personalnumber p
    JOIN enterprises_enterprise f ON f.id = p.enterprise_id
  WHERE p.digest = ANY (digests) AND EXISTS (
    SELECT FROM enterprises_establishment e WHERE e.legal_entity_id = p.enterprise_id
      AND CASE app.kind() WHEN 'department' THEN e.department_id = app.tid()
                          WHEN 'corporation' THEN e.corporation_id = app.tid()
                          ELSE app.kind() = 'ministry' END) $$;

-- Which of the plants that the asking unit sees have belonged elsewhere before: where, it may not
-- read, but another change of who manages them takes a day.
CREATE FUNCTION app.sites_once_elsewhere(asked bigint[]) RETURNS SETOF bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id FROM enterprises_establishment e
  WHERE e.id = ANY (asked)
    AND coalesce(CASE app.kind() WHEN 'department' THEN e.department_id = app.tid()
                                 WHEN 'corporation' THEN e.corporation_id = app.tid()
                                 ELSE app.kind() = 'ministry' END, false)
    AND EXISTS (SELECT FROM enterprises_formerplacement f WHERE f.establishment_id = e.id) $$;

-- Enters the new rows of a batch that its unit has checked and wants written: enterprises,
-- establishments, their year. Answers how many. Reads nothing but the batch's own stored rows, of
-- which the planner knows nothing yet: joined row by row, 5,000 took 36 s instead of 2, and a few
-- joined as sets would read the whole register. Words go into their index all at once at the end.
CREATE FUNCTION app.enter_import(asked bigint, source_name text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET enable_nestloop = on
  SET gin_pending_list_limit = '128MB' SET work_mem = '128MB'
  SET search_path = public, pg_temp AS $$
DECLARE
  unit organisations_organisation;
  many CONSTANT int := 1000;
  answer bigint;
BEGIN
  SELECT o.* INTO unit FROM organisations_importbatch b
    JOIN organisations_organisation o ON o.id = b.owner_id
    WHERE b.id = asked AND b.owner_id = app.tid() AND b.state = 'applying'
      AND b.kind = 'establishments' AND o.kind = app.kind();
  IF unit.kind IS NULL OR unit.kind NOT IN ('department', 'corporation') THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có lần nhập này.';
  END IF;
  IF EXISTS (SELECT FROM organisations_importrow r WHERE r.batch_id = asked
      AND r.verdict = 'new' AND NOT r.is_written AND r.values ? 'branch_code'
      AND left(r.values ->> 'branch_code', 10) IS DISTINCT FROM r.values ->> 'tax_code') THEN
    RAISE check_violation USING
      MESSAGE = 'Mã số thuế của chi nhánh phải bắt đầu bằng mã số thuế của doanh nghiệp.';
  END IF;
  IF (SELECT count(*) FROM organisations_importrow WHERE batch_id = asked) > many THEN
    SET LOCAL enable_nestloop = off;
  END IF;
  WITH asked_rows AS MATERIALIZED (
    SELECT r.id AS row_id, r.number, v.*,
      CASE WHEN unit.kind = 'department' THEN unit.province_id ELSE v.province_id END AS place_id
    FROM organisations_importrow r, jsonb_to_record(r.values) AS v(own_code text, name text,
      stratum text, enterprise_name text, legal_form text, tax_code text, branch_code text,
      digest text, tail text, sector text, vsic_code text, vsic_edition text, sector_text text,
      zone_name text, address text, commune text, old_commune text, old_district text,
      province_id bigint, corporation_id bigint, year int, employees int, revenue numeric,
      capital numeric, output numeric, output_unit text, product text, is_active boolean,
      has_unit boolean, full_time int, part_time int, own_money numeric, zone_id bigint,
      zone_full_name text)
    WHERE r.batch_id = asked AND r.verdict = 'new' AND NOT r.is_written
  ), lines AS (
    SELECT row_number() OVER (ORDER BY number) AS line, number,
      coalesce(enterprise_name, name) AS name, coalesce(legal_form, '') AS form,
      coalesce(tax_code, '') AS code, coalesce(digest, '') AS digest, coalesce(tail, '') AS tail
    FROM asked_rows WHERE tax_code IS NOT NULL OR digest IS NOT NULL
  ), firms AS MATERIALIZED (
    SELECT lines.number, k.enterprise_id FROM (
      SELECT array_agg(name ORDER BY line) AS names, array_agg(form ORDER BY line) AS forms,
        array_agg(code ORDER BY line) AS codes, array_agg(digest ORDER BY line) AS digests,
        array_agg(tail ORDER BY line) AS tails FROM lines HAVING count(*) > 0) AS l,
      app.keep_enterprises(l.names, l.forms, l.codes, l.digests, l.tails) AS k
      JOIN lines ON lines.line = k.line
  ), sized AS MATERIALIZED (
    SELECT a.*, f.enterprise_id, account.account_id, p.department_id,
      md5('import ' || asked || ' ' || a.number)::uuid AS sheet,
      num_nonnulls(employees, revenue, capital, output, output_unit, product, is_active, has_unit,
        full_time, part_time, own_money) > 0 AND year IS NOT NULL AS has_year,
      s.size, s.rule_id, s.reason
    FROM asked_rows a LEFT JOIN firms f USING (number)
      LEFT JOIN enterprises_enterprise account
        ON account.id = f.enterprise_id AND account.account_id IS NOT NULL
      LEFT JOIN (SELECT id AS place, app.department_of(id) AS department_id
        FROM organisations_province
        WHERE id IN (SELECT place_id FROM asked_rows)) AS p ON p.place = a.place_id
      LEFT JOIN LATERAL app.size_of(a.year, a.employees, a.revenue, a.capital) AS s
        ON a.year IS NOT NULL
  ), entered AS (
    INSERT INTO enterprises_establishment (owner_id, department_id, corporation_id,
      enterprise_id, province_id, name, stratum, legal_entity_id, branch_code, own_code, sector,
      vsic_code, vsic_edition, sector_text, zone_id, zone_name, address, commune, old_commune,
      old_district, form_key, tax_code, year, employees, size, is_active, level)
    SELECT unit.id, CASE WHEN unit.kind = 'department' THEN unit.id ELSE department_id END,
      CASE WHEN unit.kind = 'corporation' THEN unit.id END, account_id, place_id, name,
      coalesce(stratum, 'co_so'), enterprise_id, coalesce(branch_code, ''),
      coalesce(own_code, ''), coalesce(left(vsic_code, 2), sector, ''), coalesce(vsic_code, ''),
      coalesce(vsic_edition, ''), coalesce(sector_text, ''),
      CASE WHEN unit.kind = 'department' THEN zone_id END,
      coalesce(zone_full_name, zone_name, ''), coalesce(address, ''), coalesce(commune, ''),
      coalesce(old_commune, ''), coalesce(old_district, ''), sheet,
      coalesce(branch_code, tax_code, ''),
      CASE WHEN has_year THEN year END, CASE WHEN has_year THEN employees END,
      CASE WHEN has_year THEN coalesce(size, '') ELSE '' END,
      CASE WHEN has_year THEN coalesce(is_active, true) ELSE true END, 0
    FROM sized ORDER BY number
    RETURNING id, form_key, owner_id, department_id, corporation_id, enterprise_id
  ), years AS (
    INSERT INTO enterprises_establishmentyear (owner_id, department_id, corporation_id,
      enterprise_id, establishment_id, year, employees, revenue, capital, output, output_unit,
      product, is_active, has_unit, unit_basis, full_time, part_time, own_money, source, size,
      size_rule_id, size_reason)
    SELECT e.owner_id, e.department_id, e.corporation_id, e.enterprise_id, e.id, s.year,
      s.employees, s.revenue, s.capital, s.output, coalesce(s.output_unit, ''),
      coalesce(s.product, ''),
      coalesce(s.is_active, true), s.has_unit, '', s.full_time, s.part_time, s.own_money,
      left(source_name, 200), coalesce(s.size, ''), s.rule_id, coalesce(s.reason, '')
    FROM entered e JOIN sized s ON s.sheet = e.form_key WHERE s.has_year
  )
  UPDATE organisations_importrow r SET is_written = true, subject_id = e.id
    FROM entered e JOIN sized s ON s.sheet = e.form_key
    WHERE r.id = s.row_id AND r.batch_id = asked;
  GET DIAGNOSTICS answer = ROW_COUNT;
  PERFORM gin_clean_pending_list('site_search');
  RETURN answer;
END $$;

-- Remembers what a unit said of rows of its batch that were entered now: the new plant is none of
-- those it was like. Only of pairs that are its own to decide, as app.find_same_plants hands them
-- out; the others are proposed to who decides them. Answers how many.
CREATE FUNCTION app.tell_entered_apart(asked bigint, why text, who text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  answer bigint;
BEGIN
  IF app.kind() NOT IN ('department', 'corporation') OR NOT EXISTS (
      SELECT FROM organisations_importbatch WHERE id = asked AND owner_id = app.tid()
        AND state = 'applying' AND kind = 'establishments') THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có lần nhập này.';
  END IF;
  INSERT INTO enterprises_sameplantcandidate (owner_id, first_id, second_id, certainty, reasons,
      state, found_at, decided_at, decided_by_name, comment)
    SELECT app.tid(), least(e.id, o.id), greatest(e.id, o.id), 'to_review', '["import"]',
      'distinct', app.now(), app.now(), left(coalesce(who, ''), 150), left(why, 300)
    FROM organisations_importrow r
      CROSS JOIN LATERAL jsonb_array_elements_text(r.alike) AS l(key)
      JOIN enterprises_establishment e ON e.id = r.subject_id
        AND e.form_key = md5('import ' || asked || ' ' || r.number)::uuid
      JOIN enterprises_establishment m ON m.id = l.key::bigint
      JOIN enterprises_establishment o ON o.id = coalesce(m.merged_into_id, m.id)
    WHERE r.batch_id = asked AND r.verdict = 'new' AND r.decision = 'distinct' AND r.is_written
      AND e.owner_id = app.tid() AND e.id <> o.id AND app.answers_for(e, o)
      AND app.tid() = CASE WHEN e.department_id = o.department_id THEN e.department_id
                           ELSE e.corporation_id END
    ON CONFLICT (first_id, second_id) DO NOTHING;
  GET DIAGNOSTICS answer = ROW_COUNT;
  RETURN answer;
END $$;

-- Whether the corporations that manage these plants have entered anything about them.
CREATE FUNCTION app.corporation_has_written(asked bigint[]) RETURNS boolean
  LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  records regclass;
  found_one boolean;
BEGIN
  FOR records IN SELECT * FROM app.records_of_plants() LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s r JOIN enterprises_establishment e
      ON e.id = r.establishment_id WHERE e.id = ANY ($1) AND r.owner_id = e.corporation_id)',
      records) INTO found_one USING asked;
    IF found_one THEN
      RETURN true;
    END IF;
  END LOOP;
  RETURN false;
END $$;

-- Takes plants out of the register that were entered by mistake, each with the year it was entered
-- with (or NULL); a plant with anything else to it stops the whole. `freed` lose the corporation
-- they were entered with, unless it has entered anything about them.
CREATE FUNCTION app.withdraw_sites(entered bigint[], with_years int[], freed bigint[])
  RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  judged text;
  answer bigint;
BEGIN
  SELECT string_agg(format('“%s” (số %s)', name, id), ', ') INTO judged FROM (
    SELECT e.id, e.name FROM enterprises_establishment e
    WHERE e.owner_id = app.tid() AND e.id = ANY (entered || freed) AND e.id IN (
      SELECT establishment_id FROM enterprises_formerplacement
        WHERE establishment_id = ANY (entered || freed)
      UNION
      SELECT one FROM enterprises_sameplantcandidate c, unnest(ARRAY[first_id, second_id]) AS one
        -- What was said of a row as it was entered goes with it.
        WHERE state <> 'open' AND NOT (state = 'distinct' AND reasons = '["import"]')
          AND one = ANY (entered))
    ORDER BY e.id LIMIT 3) AS named;
  IF app.kind() NOT IN ('department', 'corporation') OR EXISTS (
      SELECT FROM enterprises_establishment
      WHERE id = ANY (entered || freed) AND owner_id <> app.tid()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có cơ sở này.';
  ELSIF judged IS NOT NULL THEN
    RAISE check_violation USING
      MESSAGE = format('Có cơ sở đã được chuyển, gộp hoặc xem xét trùng: %s.', judged);
  ELSIF app.corporation_has_written(freed) THEN
    RAISE check_violation USING
      MESSAGE = 'Tập đoàn, tổng công ty đã ghi số liệu, hồ sơ của cơ sở được giao quản lý.';
  END IF;
  DELETE FROM enterprises_sameplantcandidate
    WHERE first_id = ANY (entered) OR second_id = ANY (entered);
  DELETE FROM enterprises_establishmentyear y USING unnest(entered, with_years) AS one(site, year)
    WHERE y.establishment_id = one.site AND y.year = one.year AND y.owner_id = app.tid();
  DELETE FROM enterprises_yearlevel WHERE establishment_id = ANY (entered);
  UPDATE enterprises_establishment SET corporation_id = NULL WHERE id = ANY (freed);
  DELETE FROM enterprises_establishment WHERE id = ANY (entered);
  GET DIAGNOSTICS answer = ROW_COUNT;
  SET CONSTRAINTS ALL IMMEDIATE;
  RETURN answer;
END $$;
REVOKE ALL ON FUNCTION app.known_enterprises(text[]), app.sites_once_elsewhere(bigint[]),
  app.corporation_has_written(bigint[]), app.withdraw_sites(bigint[], int[], bigint[]),
  app.enter_import(bigint, text), app.tell_entered_apart(bigint, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.enter_import(bigint, text),
  app.tell_entered_apart(bigint, text, text) TO portal_department, portal_corporation;
GRANT EXECUTE ON FUNCTION app.known_enterprises(text[]), app.sites_once_elsewhere(bigint[])
  TO portal_ministry, portal_department, portal_corporation;
GRANT EXECUTE ON FUNCTION app.withdraw_sites(bigint[], int[], bigint[])
  TO portal_department, portal_corporation;
"""

# What these work out the functions above have worked out for all rows at once; other functions that
# run as the owner leave the columns alone that they are about.
ONE_BY_ONE = """
DROP TRIGGER a_fill_scope ON enterprises_establishmentyear;
-- Sizes that are worked out again (enterprises.load_size_rules) leave the labels of the day alone.
CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE OF owner_id, department_id, corporation_id,
    enterprise_id, support_id, establishment_id ON enterprises_establishmentyear FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.fill_scope('territorial', 'establishment_id');
DROP TRIGGER y_show_latest_insert ON enterprises_establishmentyear;
CREATE TRIGGER y_show_latest_insert AFTER INSERT ON enterprises_establishmentyear
  REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.show_latest_year();
DROP TRIGGER z_keep_history_insert ON enterprises_establishmentyear;
CREATE TRIGGER z_keep_history_insert AFTER INSERT ON enterprises_establishmentyear
  REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.keep_history('');
DROP TRIGGER z_keep_history_insert ON enterprises_establishment;
CREATE TRIGGER z_keep_history_insert AFTER INSERT ON enterprises_establishment
  REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.keep_history('',
    '{name_sort,search_text,name_key,year,employees,size,is_active,level}');
DROP TRIGGER z_keep_history_insert ON enterprises_enterprise;
DROP TRIGGER c_derive_site ON enterprises_establishment;
CREATE TRIGGER c_derive_site BEFORE INSERT OR UPDATE ON enterprises_establishment FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.derive_site();
DROP TRIGGER d_join_account ON enterprises_establishment;
CREATE TRIGGER d_join_account BEFORE INSERT ON enterprises_establishment FOR EACH ROW
  WHEN (NEW.legal_entity_id IS NOT NULL
    AND (current_user <> 'portal_owner' OR app.kind() IS NULL))
  EXECUTE FUNCTION app.join_account();
DROP TRIGGER c_fill_size ON enterprises_establishmentyear;
CREATE TRIGGER c_fill_size BEFORE INSERT OR UPDATE ON enterprises_establishmentyear FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.fill_size();
-- The plants that these years are of go with them.
DROP TRIGGER y_show_latest_delete ON enterprises_establishmentyear;
CREATE TRIGGER y_show_latest_delete AFTER DELETE ON enterprises_establishmentyear
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.show_latest_year();
-- A row that says its own unit, or does not change it, needs nobody to look.
DROP TRIGGER a_fill_scope ON organisations_importrow;
CREATE TRIGGER a_fill_scope BEFORE INSERT ON organisations_importrow FOR EACH ROW
  WHEN (NEW.owner_id IS DISTINCT FROM app.tid()) EXECUTE FUNCTION app.fill_scope('owner', '');
CREATE TRIGGER a_keep_scope BEFORE UPDATE ON organisations_importrow FOR EACH ROW
  WHEN (NEW.owner_id <> OLD.owner_id) EXECUTE FUNCTION app.fill_scope('owner', '');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0009_enterprise_accounts"),
        ("organisations", "0008_imports_isolation"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS + ONE_BY_ONE, migrations.RunSQL.noop)]
