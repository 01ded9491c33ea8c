"""Who reads and writes the outreach log."""

from django.db import migrations

from organisations.isolation import Isolate, territorial


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial"), ("programmes", "0002_isolation")]

    operations = [
        Isolate(
            "outreach_activity",
            territorial(writers=("ministry", "department", "corporation", "support")),
            fill_scope="territorial",
            part_of=[
                ("plan_id", "programmes_actionplan"),
                ("task_id", "programmes_task"),
            ],
            history=True,
        ),
    ]
