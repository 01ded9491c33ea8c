"""Who reads and writes the register, and the functions that alone may do what no client may."""

from django.db import migrations

from enterprises.migrations import _merges, _register, _transfers
from organisations.isolation import SCOPES, TID, Isolate, Policy, national, owned

SEEN = "IN (SELECT legal_entity_id FROM enterprises_establishment)"
# Only the ministry's, the departments' and the corporations' people call these.
OFFICIALS = ("ministry", "department", "corporation")
FUNCTIONS = {
    "app.keep_enterprises(text[], text[], text[], text[], text[])": OFFICIALS,
    "app.rename_enterprise(bigint, text, text)": OFFICIALS,
    "app.move_site(bigint, bigint, date, text, text, text, text)": ("ministry", "department"),
    "app.came_from(bigint)": ("department",),
    "app.assign_corporation(bigint, bigint, date, text, text)": OFFICIALS,
    "app.merge_plants(bigint, bigint, text, text)": OFFICIALS,
    "app.undo_merge(bigint, text, text)": OFFICIALS,
    "app.find_same_plants(bigint[])": OFFICIALS,
    "app.fold_register_counts()": ("jobs",),
}


PROVINCES = """
UPDATE enterprises_establishment e SET province_id = o.province_id
  FROM organisations_organisation o WHERE o.id = e.department_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

# A total is entered by a department and read by whoever continues it (app.merge_departments).
TOTALS = """
UPDATE enterprises_officialtotal SET department_id = owner_id;
SET CONSTRAINTS ALL IMMEDIATE;
CREATE FUNCTION app.keep_department() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.department_id := NEW.owner_id;
  ELSIF app.kind() IS NOT NULL THEN
    NEW.department_id := OLD.department_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_keep_department BEFORE INSERT OR UPDATE ON enterprises_officialtotal FOR EACH ROW
  EXECUTE FUNCTION app.keep_department();
DROP POLICY department_own_select ON enterprises_officialtotal;
CREATE POLICY department_own_select ON enterprises_officialtotal FOR SELECT TO portal_department
  USING (department_id = (SELECT app.tid()));
"""


def site_record(table, *, writers=("department", "corporation"), ministry="all", history=True):
    """Read by all who see the establishment, written by one of them (its owner)."""
    policies = [Policy(role, "SELECT", f"{role}_id = {TID}") for role in SCOPES]
    if ministry == "all":
        policies.append(Policy("ministry", "SELECT", "true", "all"))
    policies += [p for p in owned(writers=writers, readers=()) if p.command != "SELECT"]
    return Isolate(
        f"enterprises_{table}",
        policies,
        fill_scope="territorial",
        scope_from="establishment_id",
        history=history,
    )


def written_by_functions(table, readers=SCOPES):
    return Isolate(
        f"enterprises_{table}",
        [Policy(role, "SELECT", f"{role}_id = {TID}") for role in readers]
        + [Policy("ministry", "SELECT", "true", "all")],
    )


def only_for(function, roles):
    granted = ", ".join(f"portal_{role}" for role in roles)
    return (
        f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC;"
        f" GRANT EXECUTE ON FUNCTION {function} TO {granted};"
    )


# The functions that hand plants over, and their records with them, run as the owner for a role.
HANDED_OVER = """
DO $$
DECLARE
  named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['contact', 'certificate', 'commitment', 'paperevidence', 'visit',
      'effectiveness'] LOOP
    EXECUTE format('DROP TRIGGER a_fill_scope ON %1$I;
      CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE ON %1$I FOR EACH ROW
        WHEN (current_user <> ''portal_owner'' OR app.kind() IS NULL)
        EXECUTE FUNCTION app.fill_scope(''territorial'', ''establishment_id'')',
      'enterprises_' || named);
  END LOOP;
END $$;
"""
ENTERERS = ("department", "corporation", "enterprise")


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0006_register"), ("organisations", "0006_quiet_history")]

    operations = [
        migrations.RunSQL(
            PROVINCES
            + _register.IDENTITY
            + _register.PLACE
            + _register.SITE_TRIGGERS
            + _register.ZONES
            + _register.SIZES
            + _register.COUNTS
            + "SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(TOTALS, migrations.RunSQL.noop),
        migrations.RunSQL(
            "\n".join(
                policy.sql("enterprises_establishment")
                for policy in owned(writers=("corporation",), readers=())
            ),
            migrations.RunSQL.noop,
        ),
        Isolate(
            "enterprises_enterprise",
            [Policy("ministry", "SELECT", "true", "all")]
            + [Policy(role, "SELECT", f"id {SEEN}", "seen") for role in SCOPES],
            history="national",
        ),
        migrations.RunSQL(
            "ALTER TABLE enterprises_personalnumber ENABLE ROW LEVEL SECURITY;"
            "ALTER TABLE enterprises_personalnumber FORCE ROW LEVEL SECURITY;",
            migrations.RunSQL.noop,
        ),
        Isolate("enterprises_sizerule", national(), history="national"),
        # Personal data: what is erased must not stand in the history (docs/tenancy.md).
        site_record("contact", writers=ENTERERS, ministry="own", history=False),
        site_record("establishmentyear", writers=ENTERERS),
        site_record("certificate", writers=ENTERERS),
        site_record("commitment", writers=ENTERERS),
        site_record("paperevidence"),
        site_record("visit", ministry="own"),
        site_record("effectiveness", ministry="own"),
        written_by_functions("yearlevel"),
        # Counts are of territories and groups; an enterprise counts its few plants themselves.
        written_by_functions("registercount", readers=("department", "corporation")),
        written_by_functions("formerplacement"),
        Isolate(
            "enterprises_sameplantcandidate",
            [
                Policy(role, command, f"owner_id = {TID}")
                for role in OFFICIALS
                for command in ("SELECT", "UPDATE")
            ],
            history=True,
        ),
        Isolate(
            "enterprises_merge",
            [Policy(role, "SELECT", f"owner_id = {TID}") for role in ("department", "corporation")]
            + [Policy("ministry", "SELECT", "true", "all")],
            history=True,
        ),
        # Personal data again; who answered what and when stands in the row itself.
        Isolate(
            "enterprises_accountrequest",
            [Policy("department", c, f"owner_id = {TID}") for c in ("SELECT", "UPDATE")],
        ),
        migrations.RunSQL(
            HANDED_OVER + _transfers.TRANSFERS + _merges.MERGES + _merges.CANDIDATES,
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "\n".join(only_for(name, roles) for name, roles in FUNCTIONS.items()),
            migrations.RunSQL.noop,
        ),
    ]
