"""One line of the outreach log, typed in."""

from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.formfields import vietnamese_formfield
from outreach.enums import PUBLICATION_KINDS, ActivityKind
from outreach.models import Activity
from programmes.forms import PlanField

COUNTED_BY_EVENT = set(ActivityKind) - {*PUBLICATION_KINDS, ActivityKind.OTHER}
WHEN = ("held_on", "ended_on", "year", "period_from", "period_to")


class ActivityForm(EntryForm):
    """Kind first; when exactly one of day, year, period; then what was counted."""

    constraint_fields = {
        "activity_known_by_day_year_or_period": "held_on",
        "activity_days_in_order": "ended_on",
        "activity_end_has_a_start": "held_on",
        "activity_period_in_order": "period_to",
        "women_among_those_who_came": "women_count",
        "nobody_attends_no_event": "event_count",
    }
    sections = (
        (_("Hoạt động"), "", ("kind", "title", "raw_label")),
        (
            _("Thời gian"),
            _(
                "Ghi đúng một trong ba: ngày tổ chức, năm, hoặc giai đoạn. Biết ngày thì ghi ngày;"
                " chỉ biết giai đoạn thì hoạt động không được tính vào báo cáo của riêng một năm."
            ),
            WHEN,
        ),
        (
            _("Kết quả"),
            _(
                "Hội nghị, hội thảo, tập huấn, phóng sự, tọa đàm, tin bài ghi ở “số cuộc, lớp”;"
                " tờ rơi, sổ tay ghi ở “số lượng thực hiện”. Để trống ô chưa có số liệu;"
                " ghi 0 chỉ khi đã đếm và bằng không."
            ),
            (
                "event_count",
                "attendance_count",
                "women_count",
                "done_quantity",
                "planned_quantity",
                "unit",
            ),
        ),
        (
            _("Nơi tổ chức, đối tượng"),
            "",
            ("place", "outlet", "audience", "sectors"),
        ),
        (_("Căn cứ, ghi chú"), "", ("plan", "task", "note")),
    )

    class Meta:
        model = Activity
        formfield_callback = vietnamese_formfield
        fields = [
            "kind",
            "title",
            "raw_label",
            *WHEN,
            "event_count",
            "attendance_count",
            "women_count",
            "done_quantity",
            "planned_quantity",
            "unit",
            "place",
            "outlet",
            "audience",
            "sectors",
            "plan",
            "task",
            "note",
        ]
        field_classes = {"plan": PlanField}
        help_texts = {
            "raw_label": _("Ví dụ “khóa tập huấn”, “lớp tập huấn”: giữ nguyên như tài liệu."),
            "ended_on": _("Chỉ ghi khi kéo dài nhiều ngày."),
            "year": _("Khi chỉ biết năm. Ví dụ 2015."),
            "period_from": _("Khi chỉ biết giai đoạn. Ví dụ 2009."),
            "period_to": _("Ví dụ 2015."),
            "event_count": _("Một dòng có thể ghi nhiều cuộc, nhiều phóng sự cùng loại. Ví dụ 7."),
            "attendance_count": _("Một người dự hai cuộc tính là hai lượt. Ví dụ 1.234."),
            "done_quantity": _("Số bộ, số cuốn đã phát hành. Ví dụ 30.000."),
            "planned_quantity": _("Số cuộc hoặc số bản theo kế hoạch, nếu có. Ví dụ 30.000."),
            "unit": _("Ví dụ bộ, cuốn."),
            "outlet": _("Ví dụ Đài Phát thanh và Truyền hình Hà Nội."),
            "sectors": _("Ví dụ dệt may, gốm sứ, cơ khí."),
        }
        error_messages = {
            "kind": {"required": _("Chọn loại hoạt động.")},
            "title": {"required": _("Nhập tên, nội dung hoạt động.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional(*WHEN)
        self.fields["task"].queryset = self.fields["task"].queryset.select_related("task_list")

    def clean(self):
        data = super().clean()
        self._require_both_ends_of_the_period(data)
        self._refuse_number_in_the_wrong_box(data)
        self._refuse_task_of_another_plan(data.get("plan"), data.get("task"))
        return data

    def _require_both_ends_of_the_period(self, data):
        first, last = data.get("period_from"), data.get("period_to")
        if last and not first and "period_from" not in self.errors:
            self.add_error("period_from", _("Nhập năm đầu của giai đoạn."))
        if first and not last and "period_to" not in self.errors:
            self.add_error("period_to", _("Nhập năm cuối của giai đoạn."))

    def _refuse_number_in_the_wrong_box(self, data):
        """Reports count copies of publications and events of everything else."""
        kind, events, copies = (data.get(n) for n in ("kind", "event_count", "done_quantity"))
        if kind in PUBLICATION_KINDS and events is not None:
            self.add_error(
                "event_count", _("Tờ rơi, sổ tay không đếm theo cuộc: ghi ở số lượng thực hiện.")
            )
        if kind in COUNTED_BY_EVENT and copies is not None:
            self.add_error(
                "done_quantity",
                _("Ô này chỉ dùng cho tờ rơi, sổ tay: với loại đã chọn, ghi ở số cuộc, lớp."),
            )

    def _refuse_task_of_another_plan(self, plan, task):
        if plan and task and task.task_list.plan_id not in {None, plan.pk}:
            self.add_error("task", _("Nhiệm vụ này thuộc kế hoạch khác với kế hoạch đã chọn."))
