"""Columns that the database works out stay out of the history: keep_history takes their names."""

from django.db import migrations

from organisations.migrations import _functions

QUIET = _functions.HISTORY.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_plans_are_approved_isolation")]

    operations = [migrations.RunSQL(QUIET, migrations.RunSQL.noop)]
