"""The synthesis is kept as DOCX too, and tells how many reported in each of the last years."""

from django.db import migrations, models

NATURES = [
    ("counted", "đếm từ số liệu gốc"),
    ("typed", "nhập tay"),
    ("claim", "số liệu nêu trong báo cáo"),
    ("text", "thông tin văn bản"),
    ("coverage", "độ bao phủ"),
    ("before", "số của năm trước"),
    ("territory", "số của từng địa bàn"),
    ("stated", "theo báo cáo giấy"),
    ("years", "số qua các năm"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0019_reports_of_children")]

    operations = [
        migrations.AlterField(
            "document",
            "kind",
            models.CharField(
                choices=[
                    ("report", "Báo cáo"),
                    ("reconciliation", "Phiếu đối chiếu số liệu"),
                    ("consolidated", "Tập báo cáo tổng hợp"),
                    ("word", "Báo cáo, bản DOCX"),
                ],
                max_length=15,
                verbose_name="loại",
            ),
        ),
        migrations.AlterField(
            "fact", "nature", models.CharField("loại", choices=NATURES, max_length=10)
        ),
        migrations.AlterField(
            "figure", "nature", models.CharField("loại", choices=NATURES, max_length=10)
        ),
    ]
