"""Enterprises get accounts: asked for before anybody is signed in, opened by a department."""

from django.db import migrations

ACCOUNTS = """
-- The only thing a stranger may say: I work there. It answers nothing about the register, and the
-- same said again within a day is kept once.
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

-- The enterprise's organisation, made on first use; it sees its plants wherever they lie.
CREATE FUNCTION app.open_enterprise_account(asked bigint) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  firm enterprises_enterprise;
  sites bigint[];
  named text;
BEGIN
  IF app.kind() IS DISTINCT FROM 'department' OR NOT EXISTS (
      SELECT FROM enterprises_establishment
      WHERE legal_entity_id = asked AND department_id = app.tid()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có doanh nghiệp này trong sổ của đơn vị.';
  END IF;
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
  sites := ARRAY(SELECT id FROM enterprises_establishment WHERE legal_entity_id = asked);
  FOREACH named IN ARRAY ARRAY['establishmentyear', 'certificate', 'commitment', 'paperevidence',
      'contact', 'visit', 'effectiveness', 'yearlevel', 'formerplacement'] LOOP
    EXECUTE format('UPDATE %I SET enterprise_id = $1
      WHERE establishment_id = ANY ($2) AND enterprise_id IS DISTINCT FROM $1',
      'enterprises_' || named) USING firm.account_id, sites;
  END LOOP;
  RETURN firm.account_id;
END $$;

-- A department invites the people of an enterprise of its register; an older open link dies.
CREATE FUNCTION app.invite_to_enterprise(account bigint, mail text, person text, hash text,
    ends timestamptz, who text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  answer bigint;
BEGIN
  IF app.kind() IS DISTINCT FROM 'department' OR NOT EXISTS (
      SELECT FROM enterprises_establishment
      WHERE enterprise_id = account AND department_id = app.tid()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có doanh nghiệp này trong sổ của đơn vị.';
  END IF;
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

-- A plant entered later is the account's as well.
CREATE FUNCTION app.join_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  NEW.enterprise_id := coalesce((SELECT account_id FROM enterprises_enterprise
    WHERE id = NEW.legal_entity_id), NEW.enterprise_id);
  RETURN NEW;
END $$;
CREATE TRIGGER d_join_account BEFORE INSERT OR UPDATE OF legal_entity_id
  ON enterprises_establishment FOR EACH ROW WHEN (NEW.legal_entity_id IS NOT NULL)
  EXECUTE FUNCTION app.join_account();
"""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0008_finding")]

    operations = [migrations.RunSQL(ACCOUNTS, migrations.RunSQL.noop)]
