"""Derived columns stay out of the history; a merger hands all rows over, the frozen ones too."""

from django.db import migrations

from organisations.migrations import _functions

REPLACED = "".join(
    sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    for sql in (_functions.HISTORY, _functions.FROZEN, _functions.SCOPE)
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_plans_are_approved_isolation")]

    operations = [migrations.RunSQL(REPLACED, migrations.RunSQL.noop)]
