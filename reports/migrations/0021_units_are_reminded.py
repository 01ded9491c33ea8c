"""The Ministry reminds a unit from its board, once a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0020_the_synthesis_in_word_and_years")]

    operations = [
        migrations.AddField(
            "roundaddressee",
            "reminded_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Bộ nhắc lúc"),
        ),
    ]
