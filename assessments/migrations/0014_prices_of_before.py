"""What a unit of a resource cost before, beside what it costs after."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0013_support_grants_isolation")]

    operations = [
        migrations.AddField(
            "measuredresult",
            "base_price",
            models.DecimalField(
                "đơn giá năm cơ sở (đồng)",
                max_digits=21,
                decimal_places=9,
                null=True,
                blank=True,
            ),
        ),
    ]
