"""The register's own rules in the database: identity, place, size, counts."""

IDENTITY = """
-- Which identities the transaction that is under way has asked for by their number: only these may
-- it link a plant to. Without it a client could link its plant to any id and read the name there.
CREATE UNLOGGED TABLE app.kept_enterprise (
  transaction xid8 NOT NULL,
  enterprise_id bigint NOT NULL,
  PRIMARY KEY (transaction, enterprise_id)
);

-- The only door to national identities. Answers one id for each line, in their order; a tax code
-- or a personal number that is known gives the enterprise it stands for, whatever name was said.
-- A line with both is known by its tax code.
CREATE FUNCTION app.keep_enterprises(names text[], forms text[], codes text[], digests text[],
    tails text[]) RETURNS TABLE (line bigint, enterprise_id bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF app.kind() NOT IN ('ministry', 'department', 'corporation') THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không được ghi doanh nghiệp.';
  END IF;
  IF EXISTS (SELECT FROM unnest(names, codes, digests) AS asked(name, code, digest)
      WHERE (code <> '' OR digest <> '') AND coalesce(btrim(name), '') = '') THEN
    RAISE check_violation USING MESSAGE = 'Ghi tên doanh nghiệp, chủ hộ.';
  ELSIF EXISTS (SELECT FROM unnest(codes) AS code WHERE code <> '' AND code !~ '^[0-9]{10}$') THEN
    RAISE check_violation USING MESSAGE = 'Mã số thuế của doanh nghiệp gồm 10 chữ số.';
  END IF;
  -- Of one new tax code the second to come waits for the first (ON CONFLICT, in one order so that
  -- nobody waits in a circle); personal numbers are entered one unit at a time.
  IF EXISTS (SELECT FROM unnest(digests) AS asked(digest) WHERE digest <> '') THEN
    PERFORM pg_advisory_xact_lock(hashtext('app.keep_enterprises'));
  END IF;
  INSERT INTO enterprises_enterprise (name, legal_form, tax_code, personal_tail)
    SELECT DISTINCT ON (code) name, coalesce(form, ''), code, ''
    FROM unnest(names, forms, codes) WITH ORDINALITY AS asked(name, form, code, line)
    WHERE code <> '' ORDER BY code, line
    ON CONFLICT (tax_code) DO NOTHING;
  WITH new AS (
    SELECT DISTINCT ON (digest) name, coalesce(form, '') AS form, digest,
      coalesce(tail, '') AS tail,
      nextval(pg_get_serial_sequence('enterprises_enterprise', 'id')) AS id
    FROM unnest(names, forms, codes, digests, tails) WITH ORDINALITY
      AS asked(name, form, code, digest, tail, line)
    WHERE digest <> '' AND coalesce(code, '') = ''
      AND NOT EXISTS (SELECT FROM enterprises_personalnumber p WHERE p.digest = asked.digest)
    ORDER BY digest, line
  ), entered AS (
    INSERT INTO enterprises_enterprise (id, name, legal_form, personal_tail)
      SELECT id, name, form, tail FROM new
  )
  INSERT INTO enterprises_personalnumber (enterprise_id, digest) SELECT id, digest FROM new;
  -- What others wrote down can be seen only when they are over; nobody waits to clear it away.
  DELETE FROM app.kept_enterprise WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM app.kept_enterprise WHERE transaction <> pg_current_xact_id()
    FOR UPDATE SKIP LOCKED));
  INSERT INTO app.kept_enterprise (transaction, enterprise_id)
    SELECT pg_current_xact_id(), e.id FROM enterprises_enterprise e WHERE e.tax_code = ANY (codes)
    UNION
    SELECT pg_current_xact_id(), p.enterprise_id FROM enterprises_personalnumber p
      WHERE p.digest = ANY (digests)
    ON CONFLICT DO NOTHING;
  RETURN QUERY
    SELECT asked.line, coalesce(e.id, p.enterprise_id)
    FROM unnest(codes, digests) WITH ORDINALITY AS asked(code, digest, line)
      LEFT JOIN enterprises_enterprise e ON asked.code <> '' AND e.tax_code = asked.code
      LEFT JOIN enterprises_personalnumber p ON asked.digest <> '' AND p.digest = asked.digest;
END $$;

-- A name that others than the asking organisation share is the Ministry's to correct; answers
-- whether it was changed.
CREATE FUNCTION app.rename_enterprise(asked bigint, new_name text, new_form text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  whole boolean;
BEGIN
  -- NULL without any plant: then it is nobody's but the Ministry's.
  SELECT bool_and(coalesce(CASE app.kind() WHEN 'department' THEN department_id = app.tid()
      WHEN 'corporation' THEN corporation_id = app.tid() END, false)) INTO whole
    FROM enterprises_establishment WHERE legal_entity_id = asked;
  IF app.kind() IS DISTINCT FROM 'ministry' AND whole IS NOT TRUE THEN
    RETURN false;
  ELSIF coalesce(btrim(new_name), '') = '' THEN
    RAISE check_violation USING MESSAGE = 'Ghi tên doanh nghiệp, chủ hộ.';
  END IF;
  UPDATE enterprises_enterprise SET name = new_name, legal_form = coalesce(new_form, '')
    WHERE id = asked;
  RETURN FOUND;
END $$;
"""

PLACE = """
-- Where a plant lies and whom it belongs to is not for the client to say. A function that moves
-- plants runs as the owner and is let pass (the trigger's WHEN).
CREATE FUNCTION app.place_site() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asking boolean := app.kind() IS NOT NULL;
BEGIN
  -- The same words for "not yours" and "does not exist".
  IF asking AND NEW.legal_entity_id IS NOT NULL
     AND NEW.legal_entity_id IS DISTINCT FROM OLD.legal_entity_id
     AND NOT EXISTS (SELECT FROM app.kept_enterprise
       WHERE transaction = pg_current_xact_id() AND enterprise_id = NEW.legal_entity_id)
     AND NOT EXISTS (SELECT FROM enterprises_establishment
       WHERE legal_entity_id = NEW.legal_entity_id
       AND CASE app.kind() WHEN 'department' THEN department_id = app.tid()
           WHEN 'corporation' THEN corporation_id = app.tid() END) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có doanh nghiệp này.';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF asking THEN
      NEW.province_id := OLD.province_id;
      NEW.merged_into_id := OLD.merged_into_id;
      NEW.year := OLD.year;
      NEW.employees := OLD.employees;
      NEW.size := OLD.size;
      NEW.is_active := OLD.is_active;
      NEW.level := OLD.level;
    END IF;
    RETURN NEW;
  END IF;
  IF asking THEN
    NEW.merged_into_id := NULL;
    NEW.year := NULL;
    NEW.employees := NULL;
    NEW.size := '';
    NEW.is_active := true;
    NEW.level := 0;
    IF NEW.department_id IS NOT NULL THEN
      NEW.province_id := NULL;
    END IF;
  END IF;
  IF NEW.department_id IS NOT NULL AND NEW.province_id IS NULL THEN
    SELECT province_id INTO NEW.province_id FROM organisations_organisation
      WHERE id = NEW.department_id;
  ELSIF NEW.department_id IS NULL AND NEW.province_id IS NOT NULL THEN
    NEW.department_id := app.department_of(NEW.province_id);
  END IF;
  IF asking AND NEW.province_id IS NULL THEN
    RAISE check_violation USING MESSAGE = 'Ghi tỉnh, thành phố nơi cơ sở hoạt động.';
  END IF;
  RETURN NEW;
END $$;

-- The department that keeps a province's register today; NULL when there is none.
CREATE FUNCTION app.department_of(asked bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT id FROM organisations_organisation
  WHERE kind = 'department' AND province_id = asked
    AND (valid_to IS NULL OR valid_to >= app.today())
  ORDER BY valid_from DESC NULLS LAST, id LIMIT 1 $$;

-- What follows from other columns: the tax code shown, the division of a longer VSIC code.
CREATE FUNCTION app.derive_site() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  stem text;
BEGIN
  IF NEW.legal_entity_id IS NOT NULL THEN
    SELECT tax_code INTO stem FROM enterprises_enterprise WHERE id = NEW.legal_entity_id;
  END IF;
  IF NEW.branch_code <> '' AND stem IS DISTINCT FROM left(NEW.branch_code, 10) THEN
    RAISE check_violation USING
      MESSAGE = 'Mã số thuế của chi nhánh phải bắt đầu bằng mã số thuế của doanh nghiệp.';
  END IF;
  NEW.tax_code := coalesce(nullif(NEW.branch_code, ''), stem, '');
  IF NEW.vsic_code <> '' THEN
    NEW.sector := left(NEW.vsic_code, 2);
  END IF;
  RETURN NEW;
END $$;
"""

SITE_TRIGGERS = """
DROP TRIGGER a_fill_scope ON enterprises_establishment;
CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE ON enterprises_establishment FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.fill_scope('territorial', '');
CREATE TRIGGER b_place_site BEFORE INSERT OR UPDATE ON enterprises_establishment FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.place_site();
CREATE TRIGGER c_derive_site BEFORE INSERT OR UPDATE ON enterprises_establishment FOR EACH ROW
  EXECUTE FUNCTION app.derive_site();

-- What the database works out is no change that somebody made: it stays out of the history.
DROP TRIGGER z_keep_history_insert ON enterprises_establishment;
DROP TRIGGER z_keep_history_update ON enterprises_establishment;
DROP TRIGGER z_keep_history_delete ON enterprises_establishment;
CREATE TRIGGER z_keep_history_insert AFTER INSERT ON enterprises_establishment
  REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT
  EXECUTE FUNCTION app.keep_history('', '{derived}');
CREATE TRIGGER z_keep_history_update AFTER UPDATE ON enterprises_establishment
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT
  EXECUTE FUNCTION app.keep_history('', '{derived}');
CREATE TRIGGER z_keep_history_delete AFTER DELETE ON enterprises_establishment
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT
  EXECUTE FUNCTION app.keep_history('', '{derived}');
""".format(derived="{name_sort,search_text,name_key,year,employees,size,is_active,level}")

ZONES = """
-- A zone is the department's in whose territory the plant lies, whoever entered the plant.
ALTER TABLE enterprises_establishment DROP CONSTRAINT establishment_zone_same_owner;
ALTER TABLE enterprises_establishment ADD CONSTRAINT establishment_zone_same_territory
  FOREIGN KEY (zone_id, department_id) REFERENCES enterprises_industrialzone (id, owner_id)
  ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX site_search ON enterprises_establishment USING gin (search_text gin_trgm_ops);
"""

SIZES = """
-- At most one rule for a day; a load may change the days of two one after the other.
ALTER TABLE enterprises_sizerule ADD CONSTRAINT size_rule_once_a_day
  EXCLUDE USING gist (daterange(valid_from, valid_to, '[]') WITH &&)
  DEFERRABLE INITIALLY DEFERRED;

-- By the rule in force on 31 December of the year (DOMAIN 5.2).
CREATE FUNCTION app.size_of(asked_year int, people int, revenue numeric, capital numeric,
    OUT size text, OUT rule_id bigint, OUT reason text) LANGUAGE plpgsql STABLE AS $$
DECLARE
  rule enterprises_sizerule;
  unknown text;
BEGIN
  size := '';
  reason := '';
  IF people IS NULL AND revenue IS NULL AND capital IS NULL THEN
    reason := 'chưa có số liệu lao động, doanh thu, vốn';
    RETURN;
  END IF;
  SELECT * INTO rule FROM enterprises_sizerule
    WHERE valid_from <= make_date(asked_year, 12, 31)
      AND (valid_to IS NULL OR valid_to >= make_date(asked_year, 12, 31));
  IF NOT FOUND THEN
    reason := 'chưa có quy tắc phân loại cho năm này';
    RETURN;
  END IF;
  rule_id := rule.id;
  IF rule.test = 'capital_first' THEN
    -- Siêu nhỏ is a matter of people alone; otherwise capital decides, or people without it.
    IF people <= rule.micro_people THEN
      size := 'micro'; reason := 'lao động';
    ELSIF capital IS NOT NULL THEN
      reason := 'vốn';
      size := CASE WHEN capital <= rule.small_capital THEN 'small'
                   WHEN capital <= rule.medium_capital THEN 'medium' ELSE 'large' END;
    ELSIF people IS NOT NULL THEN
      reason := 'lao động';
      size := CASE WHEN people <= rule.small_people THEN 'small'
                   WHEN people <= rule.medium_people THEN 'medium' ELSE 'large' END;
    ELSE
      reason := 'thiếu số lao động và vốn';
    END IF;
    RETURN;
  END IF;
  -- A figure within a class decides for it; one that is missing could, so nothing above is said.
  unknown := 'thiếu ' || nullif(concat_ws(' và ', CASE WHEN revenue IS NULL THEN 'doanh thu' END,
    CASE WHEN capital IS NULL THEN 'vốn' END), '');
  IF people > rule.medium_people THEN
    size := 'large'; reason := 'lao động';
  ELSIF revenue > rule.medium_revenue AND capital > rule.medium_capital THEN
    size := 'large'; reason := 'doanh thu và vốn vượt mức vừa';
  ELSIF people IS NULL THEN
    reason := 'thiếu số lao động';
  ELSIF people <= rule.micro_people AND revenue <= rule.micro_revenue THEN
    size := 'micro'; reason := 'lao động và doanh thu';
  ELSIF people <= rule.micro_people AND capital <= rule.micro_capital THEN
    size := 'micro'; reason := 'lao động và vốn';
  ELSIF people <= rule.micro_people AND unknown IS NOT NULL THEN
    reason := unknown;
  ELSIF people <= rule.small_people AND revenue <= rule.small_revenue THEN
    size := 'small'; reason := 'lao động và doanh thu';
  ELSIF people <= rule.small_people AND capital <= rule.small_capital THEN
    size := 'small'; reason := 'lao động và vốn';
  ELSIF people <= rule.small_people AND unknown IS NOT NULL THEN
    reason := unknown;
  ELSIF revenue <= rule.medium_revenue THEN
    size := 'medium'; reason := 'lao động và doanh thu';
  ELSIF capital <= rule.medium_capital THEN
    size := 'medium'; reason := 'lao động và vốn';
  ELSE
    reason := unknown;
  END IF;
END $$;

CREATE FUNCTION app.fill_size() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  SELECT s.size, s.rule_id, s.reason INTO NEW.size, NEW.size_rule_id, NEW.size_reason
    FROM app.size_of(NEW.year, NEW.employees, NEW.revenue, NEW.capital) AS s;
  RETURN NEW;
END $$;
CREATE TRIGGER c_fill_size BEFORE INSERT OR UPDATE ON enterprises_establishmentyear FOR EACH ROW
  EXECUTE FUNCTION app.fill_size();

-- Lists show the latest year: as the plant says it, else its corporation, else its department; of
-- two departments or corporations that had the plant in that year, the one that wrote later.
CREATE FUNCTION app.show_latest_year() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  touched bigint[];
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT array_agg(DISTINCT establishment_id) INTO touched FROM before_rows;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT touched || array_agg(DISTINCT establishment_id) INTO touched FROM after_rows;
  END IF;
  UPDATE enterprises_establishment e
    SET year = latest.year, employees = latest.employees, size = coalesce(latest.size, ''),
        is_active = coalesce(latest.is_active, true)
    FROM (SELECT DISTINCT unnest(touched) AS id) AS asked
      LEFT JOIN LATERAL (
        SELECT y.year, y.employees, y.size, y.is_active FROM enterprises_establishmentyear y
          JOIN organisations_organisation o ON o.id = y.owner_id
        WHERE y.establishment_id = asked.id
        ORDER BY y.year DESC,
          array_position(ARRAY['enterprise', 'corporation', 'department'], o.kind::text), y.id DESC
        LIMIT 1) AS latest ON true
    WHERE e.id = asked.id AND (e.year, e.employees, e.size, e.is_active) IS DISTINCT FROM
      (latest.year, latest.employees, coalesce(latest.size, ''), coalesce(latest.is_active, true));
  RETURN NULL;
END $$;
CREATE TRIGGER y_show_latest_insert AFTER INSERT ON enterprises_establishmentyear
  REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT
  EXECUTE FUNCTION app.show_latest_year();
CREATE TRIGGER y_show_latest_update AFTER UPDATE ON enterprises_establishmentyear
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT
  EXECUTE FUNCTION app.show_latest_year();
CREATE TRIGGER y_show_latest_delete AFTER DELETE ON enterprises_establishmentyear
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT
  EXECUTE FUNCTION app.show_latest_year();
"""

COUNTS = """
-- Every change of the register adds what it changed in the counts, in the same transaction.
CREATE FUNCTION app.count_register() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  change text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT a.*, 1 AS step FROM after_rows a'
    WHEN 'DELETE' THEN 'SELECT b.*, -1 AS step FROM before_rows b'
    ELSE 'SELECT a.*, 1 AS step FROM after_rows a UNION ALL SELECT b.*, -1 FROM before_rows b'
  END;
BEGIN
  EXECUTE format($sql$
    INSERT INTO enterprises_registercount (owner_id, department_id, corporation_id, province_id,
      stratum, sector, size, level, is_active, count)
    SELECT owner_id, department_id, corporation_id, province_id, stratum, sector, size, level,
      is_active, sum(step)
    FROM (%s) AS change WHERE merged_into_id IS NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(step) <> 0 $sql$, change);
  RETURN NULL;
END $$;
CREATE TRIGGER y_count_insert AFTER INSERT ON enterprises_establishment
  REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION app.count_register();
CREATE TRIGGER y_count_update AFTER UPDATE ON enterprises_establishment
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT
  EXECUTE FUNCTION app.count_register();
CREATE TRIGGER y_count_delete AFTER DELETE ON enterprises_establishment
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION app.count_register();
INSERT INTO enterprises_registercount (owner_id, department_id, corporation_id, province_id,
    stratum, sector, size, level, is_active, count)
  SELECT owner_id, department_id, corporation_id, province_id, stratum, sector, size, level,
    is_active, count(*) FROM enterprises_establishment WHERE merged_into_id IS NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- Adds up what changes have left behind; answers how many rows were folded away. Skips what others
-- hold, so that nobody waits.
CREATE FUNCTION app.fold_register_counts() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  folded bigint;
BEGIN
  IF app.kind() IS DISTINCT FROM 'jobs'
     OR NOT pg_try_advisory_xact_lock(hashtext('app.fold_register_counts')) THEN
    RETURN 0;
  END IF;
  WITH taken AS (
    DELETE FROM enterprises_registercount RETURNING *
  ), kept AS (
    INSERT INTO enterprises_registercount (owner_id, department_id, corporation_id, province_id,
        stratum, sector, size, level, is_active, count)
      SELECT owner_id, department_id, corporation_id, province_id, stratum, sector, size, level,
        is_active, sum(count) FROM taken GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(count) <> 0
      RETURNING 1
  )
  SELECT (SELECT count(*) FROM taken) - (SELECT count(*) FROM kept) INTO folded;
  RETURN folded;
END $$;
"""
