"""What every table leans on: the asking organisation, the clock, scope columns, history."""

CONTEXT = """
CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app TO portal_app, portal_ministry, portal_department, portal_corporation,
  portal_enterprise, portal_support, portal_public, portal_jobs;

-- A finished SET LOCAL leaves '' behind, which an unguarded cast would refuse.
CREATE FUNCTION app.tid() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tid', true), '')::bigint $$;
CREATE FUNCTION app.uid() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.uid', true), '')::bigint $$;
-- The tenant role in force ('department', …), also inside a definer function; NULL for the owner.
CREATE FUNCTION app.kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT substring(current_setting('role', true)
    FROM '^portal_(ministry|department|corporation|enterprise|support|public|jobs)$') $$;
"""

CLOCK = """
-- The only source of receipt times. Normally empty; a demonstration may fix or shift it.
CREATE TABLE app.clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  fixed timestamptz,
  shift interval NOT NULL DEFAULT interval '0'
);
CREATE FUNCTION app.now() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER
  SET search_path = app, pg_temp AS $$
  SELECT coalesce((SELECT coalesce(fixed, clock_timestamp() + shift) FROM app.clock),
                  clock_timestamp()) $$;
CREATE FUNCTION app.today() RETURNS date LANGUAGE sql VOLATILE AS $$
  SELECT (app.now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date $$;
"""

SCOPE = """
-- Who owns a row and who may see it is decided here and never by the client (SECURITY.md 2.3).
-- TG_ARGV[0]: 'owner' or 'territorial'; TG_ARGV[1]: the column whose establishment gives the scope.
CREATE FUNCTION app.fill_scope() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  owner_kind text;
  place record;
  asking boolean := app.kind() IS NOT NULL;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF asking THEN
      NEW.owner_id := OLD.owner_id;
    END IF;
  ELSIF asking AND app.tid() IS NOT NULL THEN
    NEW.owner_id := app.tid();
  END IF;
  IF TG_ARGV[0] = 'owner' THEN
    RETURN NEW;
  END IF;
  -- A merger (owner's login) re-keys a record as of the day it was entered; its establishment may
  -- have gone elsewhere since, and must not take the record along.
  IF TG_OP = 'UPDATE' AND NOT asking AND TG_ARGV[1] <> ''
     AND to_jsonb(NEW) -> TG_ARGV[1] = to_jsonb(OLD) -> TG_ARGV[1] THEN
    RETURN NEW;
  ELSIF TG_OP = 'UPDATE' AND asking AND (TG_ARGV[1] = ''
      OR to_jsonb(NEW) -> TG_ARGV[1] = to_jsonb(OLD) -> TG_ARGV[1]) THEN
    NEW.department_id := OLD.department_id;
    NEW.corporation_id := OLD.corporation_id;
    NEW.enterprise_id := OLD.enterprise_id;
    NEW.support_id := OLD.support_id;
    RETURN NEW;
  END IF;
  IF asking THEN
    NEW.department_id := NULL;
    NEW.corporation_id := NULL;
    NEW.enterprise_id := NULL;
    NEW.support_id := NULL;
  END IF;
  IF TG_ARGV[1] <> '' THEN
    EXECUTE format('SELECT department_id, corporation_id, enterprise_id FROM
      enterprises_establishment WHERE id = ($1).%I', TG_ARGV[1]) INTO place USING NEW;
    -- The same words for "not yours" and "does not exist".
    IF asking AND app.kind() <> 'ministry' AND app.tid() IS DISTINCT FROM (CASE app.kind()
        WHEN 'department' THEN place.department_id
        WHEN 'corporation' THEN place.corporation_id
        WHEN 'enterprise' THEN place.enterprise_id END) THEN
      RAISE insufficient_privilege USING MESSAGE = 'Không có cơ sở này.';
    END IF;
    NEW.department_id := place.department_id;
    NEW.corporation_id := place.corporation_id;
    NEW.enterprise_id := place.enterprise_id;
  END IF;
  SELECT kind INTO owner_kind FROM organisations_organisation WHERE id = NEW.owner_id;
  CASE owner_kind
    WHEN 'department' THEN NEW.department_id := NEW.owner_id;
    WHEN 'corporation' THEN NEW.corporation_id := NEW.owner_id;
    WHEN 'enterprise' THEN NEW.enterprise_id := NEW.owner_id;
    WHEN 'support' THEN NEW.support_id := NEW.owner_id;
    ELSE NULL;
  END CASE;
  RETURN NEW;
END $$;
"""

HISTORY = """
-- Statement-level, so that bulk changes and COPY are kept too; the application cannot write here.
-- A row without an owner (a membership, a delegation) is the history of its organisation; a
-- national one (TG_ARGV[0]) is nobody's, and the Ministry reads it. Columns that the database works
-- out (TG_ARGV[1], '{a,b}') are left out, and a change of these alone is no change.
CREATE FUNCTION app.keep_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  derived text[] := coalesce(TG_ARGV[1], '{}');
  source text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT NULL::jsonb AS b, to_jsonb(a) - $1 AS a FROM after_rows a'
    WHEN 'DELETE' THEN 'SELECT to_jsonb(b) - $1 AS b, NULL::jsonb AS a FROM before_rows b'
    ELSE 'SELECT to_jsonb(b) - $1 AS b, to_jsonb(a) - $1 AS a FROM before_rows b
          JOIN after_rows a USING (id) WHERE to_jsonb(b) - $1 <> to_jsonb(a) - $1'
  END;
BEGIN
  EXECUTE format($sql$
    INSERT INTO organisations_history ("table", row_id, action, at, person_id, acting_id, login,
      before, after, owner_id, department_id, corporation_id, enterprise_id, support_id)
    SELECT %L, (r ->> 'id')::bigint, %L, app.now(), app.uid(), app.tid(), session_user,
      b, a, o.id,
      coalesce((r ->> 'department_id')::bigint, CASE o.kind WHEN 'department' THEN o.id END),
      coalesce((r ->> 'corporation_id')::bigint, CASE o.kind WHEN 'corporation' THEN o.id END),
      coalesce((r ->> 'enterprise_id')::bigint, CASE o.kind WHEN 'enterprise' THEN o.id END),
      coalesce((r ->> 'support_id')::bigint, CASE o.kind WHEN 'support' THEN o.id END)
    FROM (SELECT coalesce(a, b) AS r, b, a FROM (%s) AS pairs) AS changes
      LEFT JOIN organisations_organisation o ON %L <> 'national' AND o.id =
        coalesce(r ->> 'owner_id', r ->> 'organisation_id', r ->> 'principal_id')::bigint $sql$,
    TG_TABLE_NAME, lower(TG_OP), source, TG_ARGV[0]) USING derived;
  RETURN NULL;
END $$;
"""

FROZEN = """
-- A row that is written once: nobody changes it, whatever the login. A merger of organisations
-- (owner's login) may hand it to the successor, which changes whose it is and nothing else.
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND app.kind() IS NULL
     AND to_jsonb(NEW) - ARRAY['owner_id', 'department_id']
       = to_jsonb(OLD) - ARRAY['owner_id', 'department_id'] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'P0001';
END $$;
"""

CLOCK_CHANGES = """
-- Who moved the clock, and when by the clock that cannot be moved: what a receipt is worth.
CREATE TABLE app.clock_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  login text NOT NULL DEFAULT session_user,
  action text NOT NULL,
  fixed timestamptz,
  shift interval
);
CREATE FUNCTION app.keep_clock_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO app.clock_change (action) VALUES ('delete');
  ELSE
    INSERT INTO app.clock_change (action, fixed, shift) VALUES (lower(TG_OP), NEW.fixed, NEW.shift);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_clock_change AFTER INSERT OR UPDATE OR DELETE ON app.clock FOR EACH ROW
  EXECUTE FUNCTION app.keep_clock_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON app.clock FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Hãy xóa dòng trong app.clock bằng DELETE.');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON app.clock_change FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Lịch sử đặt đồng hồ không sửa, không xóa.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON app.clock_change FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Lịch sử đặt đồng hồ không sửa, không xóa.');
"""

ALL = (CONTEXT, CLOCK, SCOPE, HISTORY, FROZEN, CLOCK_CHANGES)
