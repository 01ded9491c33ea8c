"""Who reads and writes demonstration models: the scope is the establishment's."""

from django.db import migrations

from organisations.isolation import Isolate, territorial


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_initial"),
        ("enterprises", "0002_isolation"),
    ]

    operations = [
        Isolate(
            "assessments_demonstrationmodel",
            territorial(),
            fill_scope="territorial",
            scope_from="establishment_id",
            history=True,
        ),
    ]
