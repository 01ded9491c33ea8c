"""Enterprises get accounts: asked for before anybody is signed in, opened by a department."""

from django.db import migrations

ACCOUNTS = """
-- The only thing a stranger may say: I work there. It answers nothing about the register, and the
-- same said again while it waits is kept once.
CREATE FUNCTION app.ask_for_account(province_code text, code text, firm text, person text,
    job text, mail text, telephone text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  department bigint;
BEGIN
  SELECT app.department_of(p.id) INTO department FROM organisations_province p
    WHERE p.code = province_code AND p.valid_from <= app.today()
      AND (p.valid_to IS NULL OR p.valid_to >= app.today());
  IF department IS NULL
     OR (SELECT count(*) FROM enterprises_accountrequest
         WHERE owner_id = department AND state = 'open') >= 5000
     OR EXISTS (SELECT FROM enterprises_accountrequest WHERE owner_id = department
                AND state = 'open' AND tax_code = code AND lower(email) = lower(mail)) THEN
    RETURN;
  END IF;
  INSERT INTO enterprises_accountrequest (owner_id, tax_code, enterprise_name, full_name, position,
      email, phone, asked_at, state, answered_by_name, answer)
    VALUES (department, code, left(firm, 250), left(person, 150), left(job, 100), mail,
      left(telephone, 30), app.now(), 'open', '', '');
END $$;

-- Which department opens an enterprise's account and invites its people: the one that keeps the
-- plant of it that stands longest in the register. Anybody else could enter a plant under the same
-- tax code, invite a person of its own, and read the plants of all the others.
CREATE FUNCTION app.keeper_of_account(asked bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT department_id FROM enterprises_establishment
  WHERE legal_entity_id = asked AND department_id IS NOT NULL ORDER BY id LIMIT 1 $$;
CREATE FUNCTION app.require_keeper_of_account(asked bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF app.kind() IS DISTINCT FROM 'department' OR NOT EXISTS (
      SELECT FROM enterprises_establishment
      WHERE legal_entity_id = asked AND department_id = app.tid()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có doanh nghiệp này trong sổ của đơn vị.';
  ELSIF app.keeper_of_account(asked) IS DISTINCT FROM app.tid() THEN
    RAISE check_violation USING MESSAGE = 'Doanh nghiệp này có cơ sở ở tỉnh khác ghi vào sổ trước:'
      ' Sở Công Thương nơi đó mở tài khoản và mời người.';
  END IF;
END $$;

-- What stands on record about plants is read by the enterprise that they belong to today; what an
-- enterprise has said itself stays its own.
CREATE FUNCTION app.label_records(sites bigint[], account bigint) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  records regclass;
BEGIN
  FOR records IN SELECT * FROM app.records_of_plants() UNION ALL VALUES
      ('enterprises_yearlevel'::regclass), ('enterprises_formerplacement'::regclass) LOOP
    EXECUTE format('UPDATE %s SET enterprise_id = $1 WHERE establishment_id = ANY ($2)
      AND enterprise_id IS DISTINCT FROM $1 AND enterprise_id IS DISTINCT FROM owner_id',
      records) USING account, sites;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.keeper_of_account(bigint), app.require_keeper_of_account(bigint),
  app.label_records(bigint[], bigint) FROM PUBLIC;

-- The enterprise's organisation, made on first use; it sees its plants wherever they lie.
CREATE FUNCTION app.open_enterprise_account(asked bigint) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  firm enterprises_enterprise;
BEGIN
  PERFORM app.require_keeper_of_account(asked);
  SELECT * INTO firm FROM enterprises_enterprise WHERE id = asked FOR UPDATE;
  IF firm.account_id IS NULL THEN
    INSERT INTO organisations_organisation (code, kind, name, letterhead, symbol, head_name,
        head_position, province_id, is_demonstration)
      SELECT coalesce('dn-' || firm.tax_code, 'ho-' || firm.id), 'enterprise',
        left(firm.name, 200), '', '', '', '', o.province_id, o.is_demonstration
      FROM organisations_organisation o WHERE o.id = app.tid()
      RETURNING id INTO firm.account_id;
    UPDATE enterprises_enterprise SET account_id = firm.account_id WHERE id = asked;
  END IF;
  UPDATE enterprises_establishment SET enterprise_id = firm.account_id
    WHERE legal_entity_id = asked AND enterprise_id IS DISTINCT FROM firm.account_id;
  PERFORM app.label_records(
    ARRAY(SELECT id FROM enterprises_establishment WHERE legal_entity_id = asked),
    firm.account_id);
  RETURN firm.account_id;
END $$;

-- A department invites the people of an enterprise of its register; an older open link dies.
CREATE FUNCTION app.invite_to_enterprise(account bigint, mail text, person text, hash text,
    ends timestamptz, who text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  answer bigint;
BEGIN
  PERFORM app.require_keeper_of_account(
    (SELECT id FROM enterprises_enterprise WHERE account_id = account));
  DELETE FROM organisations_invitation
    WHERE organisation_id = account AND accepted_at IS NULL AND lower(email) = lower(mail);
  INSERT INTO organisations_invitation (organisation_id, organisation_name, kind, email, full_name,
      role, token_hash, invited_by_name, created_at, expires_at)
    SELECT id, name, kind, mail, person, 'administrator', hash, who, app.now(), ends
    FROM organisations_organisation WHERE id = account RETURNING id INTO answer;
  RETURN answer;
END $$;
REVOKE ALL ON FUNCTION app.ask_for_account(text, text, text, text, text, text, text),
  app.open_enterprise_account(bigint),
  app.invite_to_enterprise(bigint, text, text, text, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.ask_for_account(text, text, text, text, text, text, text)
  TO portal_app;
GRANT EXECUTE ON FUNCTION app.open_enterprise_account(bigint),
  app.invite_to_enterprise(bigint, text, text, text, timestamptz, text) TO portal_department;

-- A plant entered later is the account's as well. One that turns out to be another enterprise's, or
-- nobody's that is known, is no longer read by the first, nor is what others have said about it.
CREATE FUNCTION app.join_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  account bigint := (SELECT account_id FROM enterprises_enterprise WHERE id = NEW.legal_entity_id);
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.legal_entity_id IS NOT NULL THEN
    NEW.enterprise_id := account;
  ELSE
    NEW.enterprise_id := coalesce(account, NEW.enterprise_id);
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION app.take_records_along() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.label_records(ARRAY[NEW.id], NEW.enterprise_id);
  RETURN NULL;
END $$;
CREATE TRIGGER d_join_account BEFORE INSERT ON enterprises_establishment FOR EACH ROW
  WHEN (NEW.legal_entity_id IS NOT NULL)
  EXECUTE FUNCTION app.join_account();
CREATE TRIGGER d_change_account BEFORE UPDATE OF legal_entity_id ON enterprises_establishment
  FOR EACH ROW WHEN (NEW.legal_entity_id IS DISTINCT FROM OLD.legal_entity_id)
  EXECUTE FUNCTION app.join_account();
CREATE TRIGGER x_take_records_along AFTER UPDATE OF legal_entity_id ON enterprises_establishment
  FOR EACH ROW WHEN (NEW.enterprise_id IS DISTINCT FROM OLD.enterprise_id)
  EXECUTE FUNCTION app.take_records_along();
"""


# The functions above label records as the owner and are let pass, as those that move plants are.
LABELLED = ("certificate", "commitment", "paperevidence", "contact", "visit", "effectiveness")
LET_PASS = "".join(
    f"""
DROP TRIGGER a_fill_scope ON enterprises_{table};
CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE ON enterprises_{table} FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.fill_scope('territorial', 'establishment_id');
"""
    for table in LABELLED
)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0008_finding")]

    operations = [migrations.RunSQL(ACCOUNTS + LET_PASS, migrations.RunSQL.noop)]
