"""A file is seen by whom it is labelled with: its owner, and who sees the record it hangs on."""

from django.db import migrations

from organisations.isolation import SCOPES, TID, Policy

DROPPED = "\n".join(
    f"DROP POLICY {role}_own_select ON organisations_attachment;" for role in SCOPES
)
POLICIES = [Policy(role, "SELECT", f"{role}_id = {TID}") for role in SCOPES] + [
    Policy("enterprise", command, f"owner_id = {TID}") for command in ("INSERT", "UPDATE")
]
LABELS = """
-- Of those that there are: whose they are.
ALTER TABLE organisations_attachment DISABLE TRIGGER b_keep_attachment;
UPDATE organisations_attachment f SET
    department_id = CASE o.kind WHEN 'department' THEN o.id END,
    corporation_id = CASE o.kind WHEN 'corporation' THEN o.id END,
    enterprise_id = CASE o.kind WHEN 'enterprise' THEN o.id END,
    support_id = CASE o.kind WHEN 'support' THEN o.id END
  FROM organisations_organisation o WHERE o.id = f.owner_id;
ALTER TABLE organisations_attachment ENABLE TRIGGER b_keep_attachment;
DROP TRIGGER a_fill_scope ON organisations_attachment;
CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE ON organisations_attachment FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.fill_scope('territorial', '');
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0010_attachments_are_labelled")]

    operations = [
        migrations.RunSQL(LABELS, migrations.RunSQL.noop),
        migrations.RunSQL(
            DROPPED + "\n".join(policy.sql("organisations_attachment") for policy in POLICIES),
            migrations.RunSQL.noop,
        ),
    ]
