"""Báo cáo không phát sinh is said by the unit, never concluded from an empty register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0015_paper_reports")]

    operations = [
        migrations.AddField(
            "report",
            "is_nil",
            models.BooleanField(
                default=False, editable=False, verbose_name="báo cáo không phát sinh"
            ),
        ),
    ]
