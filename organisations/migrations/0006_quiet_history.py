"""Derived columns stay out of the history; a merger may hand frozen rows to its successor."""

from django.db import migrations

from organisations.migrations import _functions

QUIET, REKEYED = (
    sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    for sql in (_functions.HISTORY, _functions.FROZEN)
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_plans_are_approved_isolation")]

    operations = [migrations.RunSQL(QUIET + REKEYED, migrations.RunSQL.noop)]
