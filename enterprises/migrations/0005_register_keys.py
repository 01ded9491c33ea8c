"""Functions that the register's generated columns are made by: order, search, likeness of names."""

from django.db import migrations

from enterprises.migrations._keys import KEYS
from organisations.vietnamese import name_sort_sql

NAME_SORT = name_sort_sql().replace("FUNCTION name_sort", "FUNCTION app.name_sort")


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0004_zones_isolation"),
        ("organisations", "0005_plans_are_approved_isolation"),
    ]

    operations = [migrations.RunSQL(NAME_SORT + ";" + KEYS, migrations.RunSQL.noop)]
