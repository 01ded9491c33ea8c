"""Zones and official totals are a department's; the Ministry reads all of them."""

from django.db import migrations

from organisations.isolation import Isolate, Policy, owned

POLICIES = [
    *owned(writers=("department",), readers=("department",)),
    Policy("ministry", "SELECT", "true", "all"),
]


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0003_zones")]

    operations = [
        *(
            Isolate(f"enterprises_{table}", POLICIES, fill_scope="owner", history=True)
            for table in ("industrialzone", "officialtotal")
        ),
        migrations.RunSQL(
            """
            ALTER TABLE enterprises_industrialzone
              ADD CONSTRAINT enterprises_industrialzone_with_owner UNIQUE (id, owner_id);
            ALTER TABLE enterprises_establishment ADD CONSTRAINT establishment_zone_same_owner
              FOREIGN KEY (zone_id, owner_id) REFERENCES enterprises_industrialzone (id, owner_id)
              ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            """,
            migrations.RunSQL.noop,
        ),
    ]
