"""An enterprise's administrator invites people too, and that is logged like everywhere."""

from django.db import migrations

from organisations.isolation import TID, Policy

WRITES_OWN = Policy("enterprise", "INSERT", f"owner_id = {TID}")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_isolation")]

    operations = [
        migrations.RunSQL(WRITES_OWN.sql("organisations_logentry"), migrations.RunSQL.noop)
    ]
