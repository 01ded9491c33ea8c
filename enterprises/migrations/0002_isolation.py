"""Who reads and writes the register: the Ministry reads all of it."""

from django.db import migrations

from organisations.isolation import Isolate, territorial


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_initial"), ("organisations", "0002_isolation")]

    operations = [
        Isolate(
            "enterprises_establishment",
            territorial(writers=("department",), ministry="all"),
            fill_scope="territorial",
            history=True,
        ),
    ]
