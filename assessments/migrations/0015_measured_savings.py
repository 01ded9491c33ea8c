"""Each solution's part of what was measured, and how it was told from the others'."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0014_confirmed_results")]

    operations = [
        migrations.AddField(
            "cpoption",
            "measured_saving",
            models.DecimalField(
                "tiết kiệm ròng đo được một năm (đồng)",
                max_digits=18,
                decimal_places=0,
                null=True,
                editable=False,
            ),
        ),
        migrations.AddField(
            "cpoption",
            "measured_how",
            models.CharField(
                "cách tách phần của giải pháp",
                max_length=200,
                blank=True,
                default="",
                editable=False,
            ),
            preserve_default=False,
        ),
    ]
