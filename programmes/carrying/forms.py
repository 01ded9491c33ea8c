"""The small sheets of a task's verbs, of results, and of payments."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations.attachments.forms import FilesField
from organisations.entry.doubts import Doubt, DoubtfulForm
from organisations.entry.forms import EntryForm
from organisations.formfields import NormalisedCharField, vietnamese_formfield
from programmes.carrying.actions import (
    GIVING,
    STOPPING,
    WRITTEN,
    excess_of,
    giving_of,
    lists_of_next_year,
)
from programmes.carrying.days import LAST, ORDER, day_doubts, day_faults, future_fault
from programmes.carrying.results import nothing_done, nothing_paid
from programmes.carrying.rules import assignments_of
from programmes.enums import TASK_MOVES, TaskState
from programmes.models import Disbursement, Task, TaskOutput
from programmes.tasks.forms import ListField

LONGEST_BASIS = 300
DAYS = (*ORDER, LAST)
_SEE_TASK = _("Xem nhiệm vụ")


class VerbForm(DoubtfulForm):
    """Days in order and not in the future; every box of `needed` must be filled."""

    legend = ""
    explanation = ""
    needed = ()
    moves_to = None

    class Meta:
        model = Task
        formfield_callback = vietnamese_formfield
        fields = []

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)
        for name in self.needed:
            self.fields[name].required = True

    def fieldsets(self):
        return [(self.legend, self.explanation, self.visible_fields())]

    def clean(self):
        """Of a task that cannot go there, the action says so; its days are not the point."""
        data = super().clean()
        if not self.may_move:
            return data
        for name in set(data) & set(self._meta.fields):
            setattr(self.instance, name, data[name])
        for name, sentence in day_faults(self.instance, self.today).items():
            self.add_error(name if name in self.fields else None, sentence)
        return data

    @property
    def may_move(self):
        return self.moves_to is None or self.moves_to in TASK_MOVES.get(self.instance.state, ())

    def doubts(self):
        if not self.may_move:
            return []
        changed = [(name, self.cleaned_data[name]) for name in self.changed_data if name in DAYS]
        days = [(name, day) for name, day in changed if day]
        return [*day_doubts(days, self.instance), *self.doubts_at_once()]


class GiveForm(VerbForm):
    moves_to = TaskState.GIVEN
    legend = _("Giao thực hiện")
    needed = ("assignment", "given_on")

    class Meta(VerbForm.Meta):
        fields = list(GIVING)
        help_texts = {
            "executor": _("Đơn vị nhận nhiệm vụ, nếu khác đơn vị chủ trì."),
            "assignment_number": _("Số văn bản giao hoặc hợp đồng. Ví dụ 15/HĐ-SCT."),
        }
        error_messages = {"assignment": {"required": _("Chọn hình thức giao.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fit_assignments(self.fields["assignment"], self.access)


def fit_assignments(field, access):
    ways = assignments_of(access.kind)
    field.choices = [("", "---------"), *((way.value, way.label) for way in ways)]


class StartForm(VerbForm):
    moves_to = TaskState.UNDER_WAY
    legend = _("Bắt đầu thực hiện")
    needed = ("started_on",)

    class Meta(VerbForm.Meta):
        fields = ["started_on"]

    @property
    def explanation(self):
        if giving := giving_of(self.instance):
            return _now("Thông tin giao nhiệm vụ (%(giving)s) vẫn được giữ.") % {"giving": giving}
        return _now(
            "Chưa ghi giao nhiệm vụ: đơn vị tự thực hiện thì không cần; nếu có giao, ghi sau ở"
            " “Sửa số liệu thực hiện”."
        )


class AcceptForm(VerbForm):
    basis = NormalisedCharField(
        label=_("Căn cứ nghiệm thu"),
        max_length=LONGEST_BASIS,
        help_text=_("Biên bản, báo cáo nghiệm thu: số, ngày, nơi lập."),
        error_messages={"required": _("Nhập căn cứ nghiệm thu.")},
    )
    files = FilesField(
        label=_("Minh chứng"), required=False, help_text=_("Bản quét biên bản, ảnh.")
    )
    moves_to = TaskState.ACCEPTED
    legend = _("Nghiệm thu")
    needed = ("accepted_on",)

    class Meta(VerbForm.Meta):
        fields = ["accepted_on"]

    def doubts_at_once(self):
        if self.may_move and (said := nothing_done(self.instance, self.access, self.today)):
            yield Doubt(said, url=f"{self.instance.get_absolute_url()}#outputs", link=_SEE_TASK)


class SettleForm(VerbForm):
    basis = NormalisedCharField(
        label=_("Căn cứ quyết toán"),
        max_length=LONGEST_BASIS,
        help_text=_("Văn bản duyệt quyết toán: số, ngày, cơ quan duyệt."),
        error_messages={"required": _("Nhập căn cứ quyết toán.")},
    )
    moves_to = TaskState.SETTLED
    legend = _("Quyết toán")
    needed = ("settled_on",)

    class Meta(VerbForm.Meta):
        fields = ["settled_on"]

    def doubts_at_once(self):
        if self.may_move and (said := nothing_paid(self.instance, self.access)):
            yield Doubt(said, url=f"{self.instance.get_absolute_url()}#money", link=_SEE_TASK)


class StopForm(VerbForm):
    moves_to = TaskState.STOPPED
    legend = _("Dừng thực hiện")
    explanation = _("Nhiệm vụ đã dừng không thực hiện tiếp được; số liệu đã ghi vẫn giữ nguyên.")
    needed = STOPPING

    class Meta(VerbForm.Meta):
        fields = list(STOPPING)
        labels = {"stopped_on": _("Ngày dừng"), "stop_reason": _("Lý do dừng")}
        error_messages = {"stop_reason": {"required": _("Nhập lý do dừng.")}}


class CarryForm(VerbForm):
    into = ListField(
        None,
        label=_("Vào danh mục"),
        error_messages={"required": _("Chọn danh mục của năm sau.")},
    )
    moves_to = TaskState.CARRIED
    legend = _("Chuyển năm sau")
    explanation = _(
        "Tạo nhiệm vụ đề xuất trong danh mục năm sau với cùng sản phẩm và phần kinh phí chưa giải"
        " ngân; tháng để trống. Kiểm tra lại số kế hoạch của phần còn lại ở nhiệm vụ mới."
    )
    needed = STOPPING
    field_order = ["into", *STOPPING]

    class Meta(VerbForm.Meta):
        fields = list(STOPPING)
        labels = {"stopped_on": _("Ngày chuyển"), "stop_reason": _("Lý do chuyển")}
        error_messages = {"stop_reason": {"required": _("Nhập lý do chuyển.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lists = lists_of_next_year(self.instance.task_list, access=self.access)
        self.fields["into"].queryset = lists.select_related("plan")
        if len(lists) == 1:
            self.initial["into"] = lists[0].pk


class CorrectForm(VerbForm):
    """What was recorded on the way to the present state."""

    legend = _("Số liệu thực hiện")

    class Meta(VerbForm.Meta):
        fields = list(dict.fromkeys(name for names in WRITTEN.values() for name in names))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        written = WRITTEN.get(self.instance.state, ())
        for name in set(self._meta.fields) - set(written):
            del self.fields[name]
        if "assignment" in self.fields:
            fit_assignments(self.fields["assignment"], self.access)
        for name in written:
            is_filled = bool(getattr(self.instance, name))
            self.fields[name].required = is_filled and name not in ("executor", "assignment_number")


class OutputForm(EntryForm):
    """Typed only where no log can hold it, with day and basis; expected of the year, with basis."""

    constraint_fields = {
        "typed_output_says_from_what": "typed_basis",
        "estimate_says_from_what": "estimate_basis",
        "output_numbers_not_negative": "estimate",
    }
    compared = ("kind", "planned", "typed_done", "typed_on", "typed_basis")

    class Meta:
        model = TaskOutput
        formfield_callback = vietnamese_formfield
        fields = ["typed_done", "typed_on", "typed_basis", "estimate", "estimate_basis"]
        help_texts = {
            "typed_basis": _("Văn bản, biên bản mà số này lấy từ đó."),
            "estimate": _("Số dự kiến đạt đến hết năm."),
            "estimate_basis": _("Vì sao ước như vậy. Ví dụ còn 2 lớp đã ký hợp đồng, mở tháng 11."),
        }

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)
        if not self.instance.is_typed:
            for name in ("typed_done", "typed_on", "typed_basis"):
                del self.fields[name]
        self.mark_conditional(*(name for name in self._meta.fields if name in self.fields))

    def fieldsets(self):
        estimate = [self["estimate"], self["estimate_basis"]]
        if not self.instance.is_typed:
            return [(_("Ước cả năm"), "", estimate)]
        typed = [self[name] for name in ("typed_done", "typed_on", "typed_basis")]
        return [(_("Thực hiện (nhập tay)"), "", typed), (_("Ước cả năm"), "", estimate)]

    def clean(self):
        data = super().clean()
        if (typed_on := data.get("typed_on")) and typed_on > self.today:
            self.add_error("typed_on", future_fault(self.today))
        if data.get("typed_done") is not None and not typed_on and "typed_on" not in self.errors:
            self.add_error("typed_on", _("Số nhập tay phải ghi ngày."))
        return data


class DisbursementForm(DoubtfulForm):
    """More than was planned, a day before the decision or of another year is asked about."""

    sections = ((_("Lần giải ngân"), "", ("fund", "paid_on", "amount", "note")),)
    constraint_fields = {"disbursement_positive": "amount"}

    class Meta:
        model = Disbursement
        formfield_callback = vietnamese_formfield
        fields = ["fund", "paid_on", "amount", "note"]
        help_texts = {
            "note": _("Số chứng từ, nội dung chi."),
            "amount": _("Ví dụ 1.234.567 hoặc 500 triệu."),
        }
        error_messages = {"fund": {"required": _("Chọn nguồn kinh phí.")}}

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        if (paid_on := data.get("paid_on")) and paid_on > self.today:
            self.add_error("paid_on", future_fault(self.today))
        return data

    def doubts(self):
        payment = self.instance
        if sentence := excess_of(payment, access=self.access):
            yield Doubt(sentence, "amount")
        if "paid_on" in self.changed_data:
            yield from day_doubts([("paid_on", payment.paid_on)], payment.task)
