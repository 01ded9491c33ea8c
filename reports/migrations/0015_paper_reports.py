"""Reports of units without the portal, keyed in by the Ministry as they state their numbers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import organisations.access
from organisations.isolation import Isolate, owned

NATURES = [
    ("counted", "đếm từ số liệu gốc"),
    ("typed", "nhập tay"),
    ("claim", "số liệu nêu trong báo cáo"),
    ("text", "thông tin văn bản"),
    ("coverage", "độ bao phủ"),
    ("before", "số của năm trước"),
    ("territory", "số của từng địa bàn"),
    ("stated", "theo báo cáo giấy"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0014_the_nation")]

    operations = [
        migrations.CreateModel(
            "PaperReport",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document", models.CharField(max_length=300, verbose_name="văn bản, trang")),
                ("numbers", models.JSONField(default=dict, verbose_name="số liệu")),
                ("entered_at", models.DateTimeField(verbose_name="nhập lúc")),
                ("entered_by_name", models.CharField(max_length=150, verbose_name="người nhập")),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_default=organisations.access.CurrentOrganisation(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="đơn vị sở hữu",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.reportinground",
                    ),
                ),
            ],
            options={"verbose_name": "báo cáo giấy do Bộ nhập"},
        ),
        migrations.AddConstraint(
            "paperreport",
            models.UniqueConstraint(
                fields=["owner", "round", "organisation"], name="paper_report_once"
            ),
        ),
        migrations.AlterField(
            "fact", "nature", models.CharField("loại", choices=NATURES, max_length=10)
        ),
        migrations.AlterField(
            "figure", "nature", models.CharField("loại", choices=NATURES, max_length=10)
        ),
        Isolate(
            "reports_paperreport",
            owned(writers=("ministry",), readers=("ministry",)),
            fill_scope="owner",
            history=True,
        ),
    ]
