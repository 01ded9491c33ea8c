"""One line of the outreach log, typed in."""

from django.utils.translation import gettext_lazy as _

from organisations.formfields import vietnamese_formfield
from outreach.models import Activity
from programmes.forms import EntryForm

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
            _("Hội nghị, hội thảo, tập huấn"),
            _("Để trống ô chưa có số liệu; ghi 0 chỉ khi đã đếm và bằng không."),
            ("event_count", "attendance_count", "women_count", "place"),
        ),
        (
            _("Ấn phẩm, phóng sự, tin bài"),
            "",
            ("planned_quantity", "done_quantity", "unit", "outlet"),
        ),
        (_("Đối tượng và căn cứ"), "", ("audience", "sectors", "plan", "task", "note")),
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
            "place",
            "planned_quantity",
            "done_quantity",
            "unit",
            "outlet",
            "audience",
            "sectors",
            "plan",
            "task",
            "note",
        ]
        help_texts = {
            "raw_label": _("Ví dụ “khóa tập huấn”, “lớp tập huấn”: giữ nguyên như tài liệu."),
            "ended_on": _("Chỉ ghi khi kéo dài nhiều ngày."),
            "year": _("Khi chỉ biết năm. Ví dụ 2015."),
            "period_from": _("Khi chỉ biết giai đoạn. Ví dụ 2009."),
            "period_to": _("Ví dụ 2015."),
            "event_count": _("Một dòng có thể ghi nhiều cuộc cùng loại. Ví dụ 7."),
            "attendance_count": _("Một người dự hai cuộc tính là hai lượt. Ví dụ 1.234."),
            "planned_quantity": _("Ví dụ 30.000."),
            "done_quantity": _("Ví dụ 30.000."),
            "unit": _("Ví dụ bộ, cuốn, phóng sự."),
            "outlet": _("Ví dụ Đài Phát thanh và Truyền hình Hà Nội."),
            "sectors": _("Ví dụ dệt may, gốm sứ, cơ khí."),
        }
        error_messages = {
            "kind": {"required": _("Chọn loại hoạt động.")},
            "title": {"required": _("Nhập tên, nội dung hoạt động.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = self.fields["task"].queryset.select_related("task_list")

    def clean(self):
        data = super().clean()
        self._require_both_ends_of_the_period(data)
        self._refuse_task_of_another_plan(data.get("plan"), data.get("task"))
        return data

    def _require_both_ends_of_the_period(self, data):
        first, last = data.get("period_from"), data.get("period_to")
        if last and not first and "period_from" not in self.errors:
            self.add_error("period_from", _("Nhập năm đầu của giai đoạn."))
        if first and not last and "period_to" not in self.errors:
            self.add_error("period_to", _("Nhập năm cuối của giai đoạn."))

    def _refuse_task_of_another_plan(self, plan, task):
        if plan and task and task.task_list.plan_id not in {None, plan.pk}:
            self.add_error("task", _("Nhiệm vụ này thuộc kế hoạch khác với kế hoạch đã chọn."))
