"""Chains of approval, their runs and decisions; who reads and writes them, and what is final."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import organisations.access
from organisations.isolation import Isolate, owned
from organisations.migrations import _approval

UNITS = ("ministry", "department", "corporation")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_enterprises_write_their_log"),
    ]

    operations = [
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
                ],
                max_length=20,
                verbose_name="việc",
            ),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("plan", "kế hoạch"), ("task_list", "danh mục nhiệm vụ")],
                        max_length=20,
                        verbose_name="loại hồ sơ",
                    ),
                ),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("subject_label", models.CharField(max_length=300, verbose_name="hồ sơ")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "đang trình duyệt"),
                            ("approved", "đã duyệt"),
                            ("returned", "đã trả lại để hoàn thiện"),
                            ("withdrawn", "đã rút lại"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("content_key", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField(editable=False, verbose_name="trình lúc")),
                (
                    "started_by_name",
                    models.CharField(editable=False, max_length=150, verbose_name="người trình"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="kết thúc lúc"),
                ),
                (
                    "closed_by_name",
                    models.CharField(
                        blank=True, editable=False, max_length=150, verbose_name="người kết thúc"
                    ),
                ),
                ("withdrawn_because", models.TextField(blank=True, verbose_name="lý do rút lại")),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "started_by",
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
                "verbose_name": "lần trình duyệt",
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="bước")),
                ("name", models.CharField(max_length=100, verbose_name="tên bước")),
                (
                    "role",
                    models.CharField(
                        choices=[("officer", "Chuyên viên"), ("head", "Lãnh đạo")],
                        max_length=20,
                        verbose_name="vai trò",
                    ),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=150, verbose_name="người được giao"),
                ),
                ("is_last", models.BooleanField(default=False, verbose_name="bước cuối")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("pending", "chưa xử lý"),
                            ("approved", "đồng ý"),
                            ("returned", "trả lại để hoàn thiện"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="lúc")),
                (
                    "decided_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="người thực hiện"),
                ),
                (
                    "on_behalf",
                    models.BooleanField(default=False, verbose_name="làm thay theo ủy quyền"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="ý kiến")),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="organisations.approval",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "person",
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
                "verbose_name": "ý kiến từng bước",
                "ordering": ["approval_id", "ordinal"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("plan", "kế hoạch"), ("task_list", "danh mục nhiệm vụ")],
                        max_length=20,
                        verbose_name="loại hồ sơ",
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="bước")),
                ("name", models.CharField(max_length=100, verbose_name="tên bước")),
                (
                    "role",
                    models.CharField(
                        choices=[("officer", "Chuyên viên"), ("head", "Lãnh đạo")],
                        max_length=20,
                        verbose_name="vai trò",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người được giao",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước trình duyệt",
                "ordering": ["subject", "ordinal"],
            },
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                fields=["subject", "subject_id"], name="organisatio_subject_18bb08_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("owner", "subject", "subject_id"),
                name="one_open_approval_per_subject",
                violation_error_message="Hồ sơ này đang được trình duyệt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="approval_open_or_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "withdrawn"), ("withdrawn_because", ""), _connector="OR"
                ),
                name="approval_withdrawal_has_its_reason_alone",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.UniqueConstraint(
                fields=("owner", "approval", "ordinal"), name="approval_decision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.UniqueConstraint(
                fields=("owner", "approval", "decided_by"),
                name="approval_decided_by_another_person",
                violation_error_message="Mỗi người chỉ xử lý một bước của một lần trình.",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_last", True)),
                fields=("owner", "approval"),
                name="approval_has_one_last_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("ordinal__range", (1, 4))),
                name="approval_decision_one_of_four",
                violation_error_message="Chuỗi trình duyệt có từ 2 đến 4 bước.",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ("officer", "head"))),
                name="approval_decision_role",
                violation_error_message="Mỗi bước do chuyên viên hoặc lãnh đạo thực hiện.",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("comment", ""), ("decided_at__isnull", True), ("decision", "pending")
                    ),
                    models.Q(
                        models.Q(("decision", "pending"), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="approval_decided_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "returned"), _negated=True),
                    models.Q(("comment", ""), _negated=True),
                    _connector="OR",
                ),
                name="approval_return_says_why",
                violation_error_message="Hãy ghi lý do trả lại.",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.UniqueConstraint(
                fields=("owner", "subject", "ordinal"), name="approval_step_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.UniqueConstraint(
                fields=("owner", "subject", "person"),
                name="approval_step_for_another_person",
                violation_error_message="Mỗi người chỉ được giao một bước của chuỗi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("ordinal__range", (1, 4))),
                name="approval_step_one_of_four",
                violation_error_message="Chuỗi trình duyệt có từ 2 đến 4 bước.",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ("officer", "head"))),
                name="approval_step_role",
                violation_error_message="Mỗi bước do chuyên viên hoặc lãnh đạo thực hiện.",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="approval_step_has_a_name"
            ),
        ),
        Isolate(
            "organisations_approvalstep", owned(readers=UNITS), fill_scope="owner", history=True
        ),
        Isolate(
            "organisations_approval",
            owned(readers=UNITS, deletable=False),
            fill_scope="owner",
            history=True,
        ),
        Isolate(
            "organisations_approvaldecision",
            owned(readers=UNITS, deletable=False),
            fill_scope="owner",
            part_of=[("approval_id", "organisations_approval")],
            history=True,
        ),
        migrations.RunSQL(_approval.ALL, migrations.RunSQL.noop),
    ]
