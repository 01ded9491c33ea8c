"""One line of the outreach log, typed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.enums import ZoneKind
from enterprises.models import IndustrialZone
from organisations.entry.lines import LineForm, Lines, LinesEntryForm
from organisations.enums import Kind
from organisations.formfields import MoneyField, NormalisedCharField, vietnamese_formfield
from outreach.enums import (
    PUBLICATION_KINDS,
    ZONELESS_KINDS,
    ActivityKind,
    ActivityState,
)
from outreach.models import Activity, ActivityOrganiser
from programmes.enums import FundKind
from programmes.forms import PlanField

COUNTED_BY_EVENT = set(ActivityKind) - {*PUBLICATION_KINDS, ActivityKind.OTHER}
WHEN = ("held_on", "ended_on", "year", "period_from", "period_to")
PART_FIELDS = {"organisers": ("name", "is_lead"), "money": ("fund", "amount")}


class OrganiserLine(LineForm):
    name = NormalisedCharField(
        label=_("Tên đơn vị"),
        max_length=ActivityOrganiser._meta.get_field("name").max_length,
        error_messages={"required": _("Nhập tên đơn vị tổ chức.")},
    )
    is_lead = forms.BooleanField(label=_("Chủ trì"), required=False)


class Organisers(Lines):
    form = OrganiserLine
    name = "organisers"
    key = "name"
    legend = _("Đơn vị tổ chức")
    explanation = _(
        "Một cuộc do nhiều đơn vị cùng tổ chức chỉ ghi một dòng hoạt động và tính một lần: ghi tên"
        " các đơn vị ở đây. Để trống nếu đơn vị tự tổ chức. Xóa tên để bỏ một dòng."
    )
    more = _("Thêm dòng đơn vị")
    repeated = _("Đơn vị này đã có ở dòng trên.")

    def clean(self):
        super().clean()
        leads = [form for form in self.forms if form.cleaned_data.get("is_lead")]
        for form in leads[1:]:
            form.add_error("is_lead", _("Chỉ một đơn vị chủ trì."))


class MoneyLine(LineForm):
    fund = forms.ChoiceField(
        label=_("Nguồn kinh phí"),
        choices=[("", "---------"), *FundKind.choices],
        error_messages={"required": _("Chọn nguồn kinh phí.")},
    )
    amount = MoneyField(label=_("Chi phí"), min_value=0, max_digits=15, decimal_places=0)


class Money(Lines):
    form = MoneyLine
    name = "money"
    key = "fund"
    legend = _("Chi phí theo nguồn")
    explanation = _("Ghi được 1.234.567, 500 triệu hoặc 1,5 tỷ. Xóa cả hai ô để bỏ một dòng.")
    more = _("Thêm dòng chi phí")
    repeated = _("Nguồn này đã có ở dòng trên.")


class TaskField(forms.ModelChoiceField):
    """The year first: tasks of one name stand in the lists of several years."""

    def label_from_instance(self, task):
        return f"{task.task_list.year}: {task.name}" if task.task_list.year else task.name


class StateField(forms.ChoiceField):
    """What nobody said otherwise about was held."""

    def __init__(self, *args, **kwargs):
        fixed = {"choices": ActivityState.choices, "initial": ActivityState.HELD.value}
        super().__init__(*args, **kwargs | fixed | {"required": False})

    def to_python(self, value):
        return super().to_python(value) or ActivityState.HELD.value


class ZonesField(forms.ModelMultipleChoiceField):
    """Parks, clusters and villages to be ticked; a box that was sent empty ticks nothing."""

    def clean(self, value):
        return super().clean([pk for pk in value or () if pk])


class ActivityForm(LinesEntryForm):
    """Kind first; when exactly one of day, year, period; then what was counted."""

    state = StateField(
        label=_("Tình trạng"),
        help_text=_("Hoạt động dự kiến, đã hủy chưa có kết quả: để trống số cuộc, lượt người."),
    )
    zones = ZonesField(
        label=_("KCN, CCN, làng nghề được phổ biến"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    constraint_fields = {
        "activity_known_by_day_year_or_period": "held_on",
        "activity_days_in_order": "ended_on",
        "activity_end_has_a_start": "held_on",
        "activity_period_in_order": "period_to",
        "women_among_those_who_came": "women_count",
        "nobody_attends_no_event": "event_count",
        "activity_hours_positive": "hours",
        "only_what_was_held_has_results": "state",
    }
    sections = (
        (_("Hoạt động"), "", ("kind", "title", "state", "raw_label")),
        (
            _("Thời gian"),
            _(
                "Ghi đúng một trong ba: ngày tổ chức, năm, hoặc giai đoạn. Biết ngày thì ghi ngày;"
                " chỉ biết giai đoạn thì hoạt động không được tính vào báo cáo của riêng một năm."
            ),
            (*WHEN, "hours"),
        ),
        (
            _("Nơi tổ chức, đối tượng"),
            "",
            ("place", "outlet", "audience", "sectors", "zones"),
        ),
        Organisers,
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
        Money,
        (_("Căn cứ, ghi chú"), "", ("plan", "task", "note")),
    )

    class Meta:
        model = Activity
        formfield_callback = vietnamese_formfield
        fields = [
            "kind",
            "title",
            "state",
            "raw_label",
            *WHEN,
            "hours",
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
        field_classes = {"plan": PlanField, "task": TaskField}
        help_texts = {
            "raw_label": _("Ví dụ “khóa tập huấn”, “lớp tập huấn”: giữ nguyên như tài liệu."),
            "ended_on": _("Chỉ ghi khi kéo dài nhiều ngày."),
            "hours": _(
                "Số giờ của một cuộc, lớp. Từ 4 giờ trở lên (nửa ngày), việc có người dự mới được"
                " ghi lại làm căn cứ về nhận thức của cơ sở. Ví dụ 7,5."
            ),
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
        self.mark_conditional(*WHEN, "state")
        self.fields["task"].queryset = self.fields["task"].queryset.select_related("task_list")
        self._offer_zones()

    def _offer_zones(self):
        """The department keeps a register of zones; nobody else has one."""
        if self.access.kind != Kind.DEPARTMENT:
            del self.fields["zones"]
            return
        field = self.fields["zones"]
        field.template_name = "outreach/includes/zones_field.html"
        zones = IndustrialZone.objects.visible_to(self.access)
        field.queryset = zones.filter(owner=self.access.organisation).order_by("name", "pk")
        if self.instance.pk:
            self.initial["zones"] = [part.zone_id for part in self.instance.zones.all()]

    def rows(self):
        return [self.instance, *self.instance.parts]

    def lines_of(self, name):
        parts = getattr(self.instance, name).all() if self.instance.pk else ()
        return [{key: getattr(part, key) for key in PART_FIELDS[name]} for part in parts]

    def zone_groups(self):
        """[(kind, how many are ticked, [(zone, is ticked)])] for the page."""
        ticked = {str(pk) for pk in self["zones"].value() or ()}
        zones = list(self.fields["zones"].queryset)
        for kind in ZoneKind:
            boxes = [(zone, str(zone.pk) in ticked) for zone in zones if zone.kind == kind]
            if boxes:
                yield kind.label, sum(is_ticked for _zone, is_ticked in boxes), boxes

    def clean(self):
        data = super().clean()
        self._refuse_zones_of_a_broadcast(data)
        self._require_both_ends_of_the_period(data)
        self._refuse_number_in_the_wrong_box(data)
        self._refuse_task_of_another_plan(data.get("plan"), data.get("task"))
        return data

    def _refuse_zones_of_a_broadcast(self, data):
        if data.get("kind") in ZONELESS_KINDS and data.get("zones"):
            self.add_error(
                "zones",
                _(
                    "Phát thanh, truyền hình đến mọi nơi nên không tính là đã phổ biến tại một"
                    " KCN, CCN, làng nghề nào: bỏ chọn các ô này."
                ),
            )

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
