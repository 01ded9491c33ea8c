"""Both kinds of table in this app: accounts (the bare login's) and tenant rows."""

from django.db import migrations

from organisations.isolation import (
    SCOPES,
    TENANTS,
    TID,
    Isolate,
    Policy,
    append_only,
    national,
    owned,
)

UID = "(SELECT app.uid())"

# What the bare login may do: sign people in, nothing else. Memberships are made by a function.
ACCOUNTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session, account_emailaddress,
  account_emailconfirmation, mfa_authenticator TO portal_app;
GRANT SELECT ON django_content_type TO portal_app;
-- Django's database cache: how often an address or a caller failed to sign in.
CREATE TABLE portal_cache (
  cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX portal_cache_expires ON portal_cache (expires);
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_cache TO portal_app;
"""

# Tenant roles read how a colleague is called, never the password hash: a grant by columns.
COLLEAGUES = """
REVOKE SELECT ON organisations_user FROM portal_ministry, portal_department, portal_corporation,
  portal_enterprise, portal_support;
GRANT SELECT (id, email, full_name, position, is_active) ON organisations_user
  TO portal_ministry, portal_department, portal_corporation, portal_enterprise, portal_support;
"""

ACCEPT_INVITATION = """
-- The only door to a membership from outside: the hash of an unused, unexpired token, and the
-- account that signs in with the invited address.
CREATE FUNCTION app.accept_invitation(hash text, person bigint) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  invited organisations_invitation;
BEGIN
  UPDATE organisations_invitation SET accepted_at = app.now()
    WHERE token_hash = hash AND accepted_at IS NULL AND expires_at > app.now()
      AND EXISTS (SELECT 1 FROM organisations_user u
                  WHERE u.id = person AND lower(u.email) = lower(organisations_invitation.email))
    RETURNING * INTO invited;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  INSERT INTO organisations_membership (user_id, organisation_id, kind, role, valid_from)
    VALUES (person, invited.organisation_id, invited.kind, invited.role,
            (app.now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
    ON CONFLICT DO NOTHING;
  RETURN invited.organisation_id;
END $$;
REVOKE ALL ON FUNCTION app.accept_invitation(text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.accept_invitation(text, bigint) TO portal_app;
"""

STAMPS = """
CREATE FUNCTION app.stamp_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.at := app.now();
  IF app.kind() IS NOT NULL THEN
    NEW.actor_id := app.uid();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stamp_at BEFORE INSERT ON organisations_logentry FOR EACH ROW
  EXECUTE FUNCTION app.stamp_at();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON organisations_logentry FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Nhật ký xử lý chỉ ghi thêm, không sửa, không xóa.');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON organisations_history FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Lịch sử thay đổi không sửa, không xóa.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON organisations_logentry FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Nhật ký xử lý chỉ ghi thêm, không sửa, không xóa.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON organisations_history FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Lịch sử thay đổi không sửa, không xóa.');
-- Who a membership is of cannot be changed: that would make anybody a member, and so readable.
-- Triggers fire in the order of their names: this one before fill_kind, which would otherwise read
-- the kind of an organisation that is about to be put back.
CREATE FUNCTION app.keep_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF app.kind() IS NOT NULL THEN
    NEW.user_id := OLD.user_id;
    NEW.organisation_id := OLD.organisation_id;
    NEW.kind := OLD.kind;
    NEW.valid_from := OLD.valid_from;
    -- One's own role is another administrator's to change.
    IF OLD.user_id = app.uid() THEN
      NEW.role := OLD.role;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_keep_member BEFORE UPDATE ON organisations_membership FOR EACH ROW
  EXECUTE FUNCTION app.keep_member();
-- A membership's kind is its organisation's, whatever the client says.
CREATE FUNCTION app.fill_kind() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'organisations_delegation' THEN
    SELECT kind INTO NEW.principal_kind FROM organisations_organisation WHERE id = NEW.principal_id;
    IF TG_OP = 'INSERT' OR NEW.delegate_id <> OLD.delegate_id THEN
      -- Two at once meet here and not inside delegation_once_at_a_time, which they could deadlock.
      PERFORM 1 FROM organisations_organisation WHERE id = NEW.principal_id FOR NO KEY UPDATE;
      -- The same words for "another kind" and "does not exist".
      IF NOT EXISTS (SELECT 1 FROM organisations_organisation
                     WHERE id = NEW.delegate_id AND kind = 'support') THEN
        RAISE check_violation USING MESSAGE = 'Chỉ ủy quyền cho đơn vị hỗ trợ, tư vấn.';
      END IF;
    END IF;
  ELSE
    SELECT kind INTO NEW.kind FROM organisations_organisation WHERE id = NEW.organisation_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fill_kind BEFORE INSERT OR UPDATE ON organisations_membership FOR EACH ROW
  EXECUTE FUNCTION app.fill_kind();
CREATE TRIGGER fill_kind BEFORE INSERT OR UPDATE ON organisations_invitation FOR EACH ROW
  EXECUTE FUNCTION app.fill_kind();
CREATE TRIGGER fill_kind BEFORE INSERT OR UPDATE ON organisations_delegation FOR EACH ROW
  EXECUTE FUNCTION app.fill_kind();
"""

DELEGATIONS = """
ALTER TABLE organisations_delegation
  ADD CONSTRAINT delegation_has_an_end CHECK (valid_to IS NOT NULL),
  -- One that was ended before it began covers no day.
  ADD CONSTRAINT delegation_once_at_a_time EXCLUDE USING gist (
    principal_id WITH =, delegate_id WITH =,
    (CASE WHEN valid_to < valid_from THEN 'empty'::daterange
          ELSE daterange(valid_from, valid_to, '[]') END) WITH &&);
"""

OURS = f"organisation_id = {TID}"
COLLEAGUE = f"id IN (SELECT user_id FROM organisations_membership WHERE {OURS})"
MINE = f"id IN (SELECT organisation_id FROM organisations_membership WHERE user_id = {UID})"
SYSTEM = (*TENANTS, "jobs")


def app(command, condition="true"):
    return Policy("app", command, condition, "accounts")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunSQL(ACCOUNTS, migrations.RunSQL.noop),
        Isolate(
            "organisations_user",
            [app("SELECT"), app("INSERT"), app("UPDATE")]
            + [Policy(role, "SELECT", COLLEAGUE, "colleague") for role in TENANTS]
            + [Policy(role, "SELECT", f"id = {UID}", "self") for role in TENANTS],
        ),
        migrations.RunSQL(COLLEAGUES, migrations.RunSQL.noop),
        Isolate(
            "organisations_membership",
            [app("SELECT")]
            + [Policy(role, "SELECT", OURS) for role in TENANTS]
            + [Policy(role, "SELECT", f"user_id = {UID}", "self") for role in TENANTS]
            + [Policy(role, "UPDATE", OURS) for role in TENANTS],
            history=True,
        ),
        Isolate(
            "organisations_invitation",
            [app("SELECT")]
            + [
                Policy(role, command, OURS)
                for role in TENANTS
                for command in ("SELECT", "INSERT", "DELETE")
            ],
        ),
        Isolate(
            "organisations_delegation",
            [app("SELECT")]
            + [Policy(role, "SELECT", f"principal_id = {TID}", "given") for role in TENANTS]
            + [Policy(role, "SELECT", f"delegate_id = {TID}", "received") for role in TENANTS]
            + [
                Policy(role, command, f"principal_id = {TID}", "given")
                for role in ("ministry", "department", "corporation")
                for command in ("INSERT", "UPDATE")
            ],
            history=True,
        ),
        Isolate("organisations_province", national(roles=SYSTEM)),
        Isolate("organisations_provincesuccession", national(roles=SYSTEM)),
        Isolate("organisations_organisationsuccession", national(roles=SYSTEM)),
        Isolate(
            "organisations_organisation",
            national(condition="kind <> 'enterprise'", name="public_body", roles=SCOPES)
            + [Policy(role, "SELECT", f"id = {TID}") for role in SCOPES]
            + [Policy(role, "SELECT", MINE, "self") for role in SCOPES]
            + [Policy("ministry", "SELECT", "true", "all"), Policy("jobs", "SELECT", "true")],
            history="national",
        ),
        Isolate("organisations_logentry", append_only(), fill_scope="owner"),
        Isolate(
            "organisations_history",
            [Policy(role, "SELECT", f"{role}_id = {TID}") for role in SCOPES]
            + [
                Policy("ministry", "SELECT", f"owner_id = {TID}"),
                Policy("ministry", "SELECT", "owner_id IS NULL", "national"),
            ],
        ),
        Isolate(
            "organisations_job",
            owned(readers=("ministry", "department", "corporation"), deletable=False)
            + [Policy("jobs", command, "true") for command in ("SELECT", "UPDATE")],
            fill_scope="owner",
        ),
        migrations.RunSQL(STAMPS + DELEGATIONS + ACCEPT_INVITATION, migrations.RunSQL.noop),
    ]
