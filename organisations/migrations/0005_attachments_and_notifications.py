"""Attached files and notices: who reads and writes them, and what is final."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import organisations.access
import organisations.clock
from organisations.isolation import TENANTS, TID, WRITERS, Isolate, Policy, owned
from organisations.migrations import _attachments_and_notifications

OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX, XLSX = f"{OFFICE}.wordprocessingml.document", f"{OFFICE}.spreadsheetml.sheet"
MINE = f"owner_id = {TID} AND recipient_id = (SELECT app.uid())"
# A request always has a person; the organisation's own work has none.
AT_WORK = f"owner_id = {TID} AND (SELECT app.uid()) IS NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_approval"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="wants_email",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="nhận thư nhắc việc"
            ),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="verb",
            field=models.CharField(
                choices=[
                    ("create", "tạo"),
                    ("update", "sửa"),
                    ("compile", "lập"),
                    ("submit", "trình, gửi"),
                    ("return", "yêu cầu hoàn thiện, bổ sung"),
                    ("invite", "mời"),
                    ("accept", "nhận lời mời"),
                    ("approve", "duyệt"),
                    ("withdraw", "rút lại"),
                    ("attach", "đính kèm tệp"),
                    ("detach", "gỡ tệp"),
                ],
                max_length=20,
                verbose_name="việc",
            ),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("evidence", "minh chứng"),
                            ("photo", "ảnh"),
                            ("scan", "bản quét danh sách ký tên"),
                            ("material", "tài liệu"),
                            ("other", "khác"),
                        ],
                        max_length=10,
                        verbose_name="dùng làm",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="tên tệp")),
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("image/jpeg", "ảnh JPEG"),
                            ("image/png", "ảnh PNG"),
                            (
                                DOCX,
                                "DOCX",
                            ),
                            (
                                XLSX,
                                "XLSX",
                            ),
                        ],
                        max_length=100,
                        verbose_name="định dạng",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng")),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        db_default=organisations.clock.Moment(),
                        editable=False,
                        verbose_name="tải lên lúc",
                    ),
                ),
                (
                    "uploaded_by_name",
                    models.CharField(editable=False, max_length=150, verbose_name="người tải lên"),
                ),
                (
                    "removed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="gỡ lúc"),
                ),
                (
                    "removed_by_name",
                    models.CharField(
                        blank=True, editable=False, max_length=150, verbose_name="người gỡ"
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
                    "removed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp đính kèm",
                "indexes": [
                    models.Index(
                        fields=["subject_type", "subject_id"], name="organisatio_subject_37f321_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("owner", "subject_type", "subject_id", "purpose", "sha256"),
                        name="attachment_once_per_record",
                        violation_error_message="Hồ sơ đã có tệp này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "content_type__in",
                                [
                                    "application/pdf",
                                    "image/jpeg",
                                    "image/png",
                                    DOCX,
                                    XLSX,
                                ],
                            )
                        ),
                        name="attachment_of_a_known_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="attachment_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="attachment_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("task_ends", "nhiệm vụ sắp hết hạn"),
                            ("list_not_submitted", "danh mục chưa trình"),
                            ("calibration_due", "thiết bị đến hạn kiểm định"),
                            ("approval_waiting", "hồ sơ chờ duyệt"),
                            ("returned", "hồ sơ bị trả lại"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("subject_label", models.CharField(max_length=300, verbose_name="hồ sơ")),
                ("text", models.TextField(verbose_name="nội dung")),
                ("url", models.CharField(max_length=300, verbose_name="đường dẫn")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn")),
                ("key", models.CharField(max_length=200)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=organisations.clock.Moment(),
                        editable=False,
                        verbose_name="báo lúc",
                    ),
                ),
                (
                    "read_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="đọc lúc"),
                ),
                ("email_claimed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "emailed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="gửi thư lúc"),
                ),
                ("email_attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "email_error",
                    models.TextField(blank=True, editable=False, verbose_name="lỗi gửi thư"),
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
                    "recipient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhận",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["owner", "recipient", "-created_at"], name="notification_list"
                    ),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["owner", "recipient"],
                        name="notification_unread",
                    ),
                    models.Index(
                        condition=models.Q(("emailed_at__isnull", True)),
                        fields=["owner", "recipient"],
                        name="notification_not_sent",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "recipient", "key"), name="notification_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__startswith", "/"),
                            models.Q(("url__startswith", "//"), _negated=True),
                        ),
                        name="notification_leads_into_the_portal",
                    ),
                ],
            },
        ),
        Isolate(
            "organisations_attachment",
            owned(writers=WRITERS, deletable=False),
            fill_scope="owner",
        ),
        Isolate(
            "organisations_notification",
            [
                policy
                for role in TENANTS
                for policy in (
                    Policy(role, "INSERT", f"owner_id = {TID}"),
                    Policy(role, "SELECT", MINE),
                    Policy(role, "UPDATE", MINE),
                    Policy(role, "SELECT", AT_WORK, "work"),
                    Policy(role, "UPDATE", AT_WORK, "work"),
                )
            ],
            fill_scope="owner",
        ),
        migrations.RunSQL(_attachments_and_notifications.ALL, migrations.RunSQL.noop),
    ]
