"""Resources, units and factors: everybody reads them, the Ministry sees who changed what."""

from django.db import migrations

from organisations.isolation import Isolate, national

TABLES = ("resource", "conversionfactor", "measureunit")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_conversions")]

    operations = [
        Isolate(f"assessments_{table}", national(), history="national") for table in TABLES
    ]
