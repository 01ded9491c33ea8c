"""Who reads and writes projects of support, and the one function that moves them on."""

from django.db import migrations

from assessments.migrations import _grants
from organisations.isolation import TID, Isolate, Policy

READERS = [
    Policy(role, "SELECT", f"{role}_id = {TID}")
    for role in ("department", "corporation", "enterprise")
]
MINE = f"owner_id = {TID}"
FUNCTION = "app.move_grant(bigint, text, text, jsonb)"


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0012_support_grants"),
        ("enterprises", "0012_given_sites_isolation"),
        ("organisations", "0011_attachments_are_labelled_isolation"),
        ("programmes", "0005_plans_tasks_money_isolation"),
    ]

    operations = [
        Isolate(
            "assessments_supportgrant",
            READERS
            + [
                Policy(role, command, MINE)
                for role in ("department", "enterprise")
                for command in ("INSERT", "UPDATE")
            ],
            history=True,
        ),
        Isolate(
            "assessments_grantpayment",
            READERS + [Policy("department", command, MINE) for command in ("INSERT", "DELETE")],
            history=True,
        ),
        Isolate("assessments_grantstep", READERS),
        migrations.RunSQL(
            "CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE ON assessments_supportgrant"
            " FOR EACH ROW WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)"
            " EXECUTE FUNCTION app.fill_scope('territorial', 'establishment_id');",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(_grants.SCOPE + _grants.MOVES + _grants.PAYMENTS, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC;"
            f" GRANT EXECUTE ON FUNCTION {FUNCTION} TO portal_department, portal_enterprise;",
            migrations.RunSQL.noop,
        ),
    ]
