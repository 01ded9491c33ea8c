"""Which activities were said to be two events: private to whoever logged them."""

from django.db import migrations

from organisations.isolation import Isolate, owned

PEOPLE = ("ministry", "department", "corporation", "support")


class Migration(migrations.Migration):
    dependencies = [("outreach", "0006_pairs_told_apart")]

    operations = [
        Isolate(
            "outreach_distinctpair",
            owned(writers=PEOPLE, readers=PEOPLE),
            fill_scope="owner",
            part_of=[("activity_id", "outreach_activity"), ("other_id", "outreach_activity")],
            history=True,
        ),
    ]
