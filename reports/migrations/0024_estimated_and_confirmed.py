"""What was estimated last year, what is counted of it now, and the difference of the two."""

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
    ("estimated", "số ước của năm trước"),
    ("confirmed", "số chính thức của năm trước"),
]
READINGS = [
    ("number", "thực hiện"),
    ("planned", "kế hoạch"),
    ("estimate", "ước cả năm"),
    ("percent", "% so với kế hoạch"),
    ("quotient", "thương số"),
    ("median", "trung vị"),
    ("difference", "chênh lệch so với số ước"),
    ("deviation", "% chênh lệch so với số ước"),
    ("text", "nguyên văn"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0023_around_the_words_isolation")]

    operations = [
        migrations.AlterField(
            "fact", "nature", models.CharField("loại", choices=NATURES, max_length=10)
        ),
        migrations.AlterField(
            "figure", "nature", models.CharField("loại", choices=NATURES, max_length=10)
        ),
        migrations.AlterField(
            "figure",
            "reads",
            models.CharField("cách đọc", choices=READINGS, default="number", max_length=10),
        ),
    ]
