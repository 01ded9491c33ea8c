"""A support unit reads the plants it was given something to do at, and no others."""

from django.db import migrations

from organisations.isolation import TID, Isolate, Policy

GIVEN = f"id IN (SELECT establishment_id FROM enterprises_givensite WHERE support_id = {TID})"


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0011_given_sites")]

    operations = [
        Isolate("enterprises_givensite", [Policy("support", "SELECT", f"support_id = {TID}")]),
        migrations.RunSQL(
            "DROP POLICY support_own_select ON enterprises_establishment;"
            + Policy("support", "SELECT", GIVEN, "given").sql("enterprises_establishment"),
            migrations.RunSQL.noop,
        ),
    ]
