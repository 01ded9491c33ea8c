"""Levels of application are worked out from evidence of several apps, at once and by a sweep."""

from django.db import migrations

from organisations.isolation import TID, Policy
from reports.migrations import _ladder

# The evidence is asked for as one; an enterprise has no attendance rows of its own to hide.
OF_AN_ENTERPRISE = Policy("enterprise", "SELECT", f"owner_id = {TID}").sql("outreach_attendance")
# A function that hands a plant over runs as the owner for a role, and hands its models over.
HANDED_OVER = """
DROP TRIGGER a_fill_scope ON assessments_demonstrationmodel;
CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE ON assessments_demonstrationmodel FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.fill_scope('territorial', 'establishment_id');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_estimates"),
        ("enterprises", "0009_enterprise_accounts"),
        ("outreach", "0005_attendance_isolation"),
        ("assessments", "0011_follow_ups_isolation"),
    ]

    operations = [
        migrations.RunSQL(OF_AN_ENTERPRISE + HANDED_OVER, migrations.RunSQL.noop),
        migrations.RunSQL(_ladder.EVIDENCE + _ladder.LEVELS, migrations.RunSQL.noop),
        migrations.RunSQL(_ladder.EXISTING, migrations.RunSQL.noop),
        migrations.RunSQL(_ladder.TRIGGERS, migrations.RunSQL.noop),
    ]
