"""The Ministry's own report: versions that name the consolidation whose parts they add up."""

import django.db.models.deletion
from django.db import migrations, models

from organisations.isolation import TID, Policy

NATURES = [
    ("counted", "đếm từ số liệu gốc"),
    ("typed", "nhập tay"),
    ("claim", "số liệu nêu trong báo cáo"),
    ("text", "thông tin văn bản"),
    ("coverage", "độ bao phủ"),
    ("before", "số của năm trước"),
    ("territory", "số của từng địa bàn"),
]
TABLES = ("report", "reportversion", "fact", "figure", "narrative")
MINISTRY_WRITES = "\n".join(
    Policy("ministry", command, f"owner_id = {TID}").sql(f"reports_{table}")
    for table in TABLES
    for command in ("INSERT", "UPDATE", "DELETE")
)

# A version names a consolidation of its own unit, which only the Ministry has.
SAME_OWNER = """
ALTER TABLE reports_reportversion ADD CONSTRAINT reports_reportversion_consolidation_id_same_owner
  FOREIGN KEY (consolidation_id, owner_id) REFERENCES reports_consolidation (id, owner_id)
  ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_round_in_approval")]

    operations = [
        migrations.AddField(
            "report",
            "synthesis_form",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.reportform",
            ),
        ),
        migrations.AddField(
            "reportversion",
            "consolidation",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="reports.consolidation",
            ),
        ),
        migrations.AlterField(
            "fact", "nature", models.CharField("loại", choices=NATURES, max_length=10)
        ),
        migrations.AlterField(
            "figure", "nature", models.CharField("loại", choices=NATURES, max_length=10)
        ),
        migrations.AddField(
            "formsection", "charts", models.JSONField(default=list, verbose_name="biểu đồ")
        ),
        migrations.RunSQL(MINISTRY_WRITES + SAME_OWNER, migrations.RunSQL.noop),
    ]
