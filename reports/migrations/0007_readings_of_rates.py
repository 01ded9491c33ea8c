"""Figures that are a quotient or a middle of their rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_trigger_functions"),
        ("assessments", "0015_measured_savings"),
    ]

    operations = [
        migrations.AlterField(
            "figure",
            "reads",
            models.CharField(
                "cách đọc",
                max_length=10,
                choices=[
                    ("number", "thực hiện"),
                    ("planned", "kế hoạch"),
                    ("estimate", "ước cả năm"),
                    ("percent", "% so với kế hoạch"),
                    ("quotient", "thương số"),
                    ("median", "trung vị"),
                    ("text", "nguyên văn"),
                ],
                default="number",
            ),
        ),
    ]
