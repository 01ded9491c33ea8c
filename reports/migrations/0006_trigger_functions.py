"""Nobody but the owner hangs a trigger function on a table.

Whoever may create a temporary table, as an import does, may hang on it any trigger function that
everybody may execute, and choose the rows that it is given. With the owner's rights
app.keep_history then wrote history that never was, app.count_register counts of other departments.
A trigger that stands asks for no right when it fires.
"""

from django.db import migrations

# Stands in the last app, so that the functions of all apps are there.
REVOKE = """
DO $$
DECLARE
  called regprocedure;
BEGIN
  FOR called IN SELECT oid FROM pg_proc
      WHERE pronamespace = 'app'::regnamespace AND prorettype = 'trigger'::regtype LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', called);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_departments_continue"),
        ("assessments", "0014_confirmed_results"),
        ("enterprises", "0010_import_functions"),
        ("organisations", "0011_attachments_are_labelled_isolation"),
        ("outreach", "0005_attendance_isolation"),
        ("programmes", "0005_plans_tasks_money_isolation"),
    ]

    operations = [migrations.RunSQL(REVOKE, migrations.RunSQL.noop)]
