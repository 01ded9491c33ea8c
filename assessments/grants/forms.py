"""The application of a plant, and the small sheet of every further step."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.enums import GrantState
from assessments.grants.allowance import allowance_of
from assessments.models import Assessment, CPOption, GrantPayment, SupportGrant
from organisations import clock
from organisations.attachments.forms import FilesField
from organisations.entry.forms import OF_THE_SHEET, EntryForm
from organisations.enums import Kind
from organisations.formfields import vietnamese_formfield
from organisations.vietnamese import format_money
from programmes.enums import FundForm

DAY_NOT_YET = _("Ngày này chưa đến.")
SCANS = _("PDF hoặc ảnh. Có thể đính kèm thêm sau.")


def files_field(label):
    return FilesField(label=label, required=False, help_text=SCANS)


class _Sheet(EntryForm):
    """`happened`: days that cannot lie ahead. Every box of `needed` must be filled."""

    happened = needed = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.needed:
            self.fields[name].required = True

    def clean(self):
        data = super().clean()
        today = clock.today()
        for name in self.happened:
            if data.get(name) and data[name] > today:
                self.add_error(name, DAY_NOT_YET)
        return data

    def repeats_instance(self):
        return not set(self.changed_data) - OF_THE_SHEET - {"files"}


class OptionField(forms.ModelChoiceField):
    def label_from_instance(self, option):
        return f"{option.code}. {option.name} ({option.assessment})"


def options_of(site, access):
    """Solutions something may lean on: of accepted assessments of the plant."""
    rows = CPOption.objects.visible_to(access).filter(
        assessment__establishment=site, assessment__state="accepted"
    )
    return rows.select_related("assessment").order_by("-assessment__year", "place", "pk")


class ApplicationForm(_Sheet):
    option = OptionField(
        None,
        required=False,
        label=_("Giải pháp SXSH đã đánh giá"),
        empty_label=_("Không gắn giải pháp"),
        help_text=_("Giải pháp trong phiếu đánh giá đã nghiệm thu của cơ sở."),
    )
    files = files_field(_("Đơn, hồ sơ kèm theo"))
    happened = ("applied_on",)
    constraint_fields = {"grant_asks_for_money": "asked_amount"}
    sections = (
        (_("Nội dung đề nghị"), "", ("name", "description")),
        (_("Đơn"), "", ("applied_on", "source", "files")),
        (
            _("Kinh phí"),
            _("Mức được hỗ trợ do Sở Công Thương xác định theo quy định của nguồn hỗ trợ."),
            ("asked_cost", "asked_amount"),
        ),
        (_("Căn cứ kỹ thuật"), "", ("assessment", "option")),
    )

    class Meta:
        model = SupportGrant
        formfield_callback = vietnamese_formfield
        fields = [
            "name",
            "description",
            "applied_on",
            "asked_cost",
            "asked_amount",
            "source",
            "assessment",
            "option",
        ]
        labels = {
            "asked_cost": _("Tổng chi phí dự kiến"),
            "asked_amount": _("Đề nghị hỗ trợ"),
        }
        help_texts = {
            "name": _("Ví dụ: Thuê tư vấn đánh giá SXSH lò nung; Thay lò nung gas."),
            "asked_cost": _("Ví dụ 80.000.000."),
            "source": _("Đơn giấy của cơ sở: số, ngày, người ký."),
        }
        error_messages = {
            "name": {"required": _("Nhập tên đề án, nội dung đề nghị.")},
            "applied_on": {"required": _("Nhập ngày đơn.")},
            "asked_cost": {"required": _("Nhập tổng chi phí dự kiến.")},
            "asked_amount": {"required": _("Nhập số tiền đề nghị hỗ trợ.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        site = self.instance.establishment_id
        self.fields["option"].queryset = options_of(site, self.access)
        assessments = Assessment.objects.visible_to(self.access).filter(establishment=site)
        self.fields["assessment"].queryset = assessments.exclude(state="cancelled")
        self.fields["assessment"].empty_label = _("Không gắn phiếu đánh giá")
        self.initial.setdefault("applied_on", clock.today())
        if self.access.kind == Kind.ENTERPRISE:
            del self.fields["source"]
        else:
            self.fields["source"].required = True
            self.fields["source"].error_messages["required"] = _(
                "Ghi nhập thay theo đơn nào của cơ sở."
            )

    def clean(self):
        """A solution brings its assessment along."""
        data = super().clean()
        option, assessment = data.get("option"), data.get("assessment")
        if option and assessment and option.assessment_id != assessment.pk:
            self.add_error("option", _("Giải pháp này thuộc phiếu đánh giá khác."))
        elif option:
            data["assessment"] = option.assessment
        return data


class StepForm(_Sheet):
    """`step` is where the project goes; `facts` are what the step says of it."""

    step = None
    legend = explanation = ""
    files = files_field(_("Bản quét"))

    class Meta:
        model = SupportGrant
        formfield_callback = vietnamese_formfield
        fields = []

    def fieldsets(self):
        return [(self.legend, self.explanation, self.visible_fields())]

    @property
    def facts(self):
        """By column, as app.move_grant takes them."""
        fields = [self._meta.model._meta.get_field(name) for name in self._meta.fields]
        return {field.attname: getattr(self.instance, field.attname) for field in fields}


class ApproveForm(StepForm):
    """Without an amount it is what the rule allows."""

    step = GrantState.APPROVED
    legend = _("Đề án được phê duyệt")
    explanation = _(
        "Số tiền không vượt mức được phép theo quy định của nguồn có hiệu lực vào ngày phê duyệt."
        " Mức tối đa tính cho một cơ sở được trừ các đề án khác của cơ sở từ cùng nguồn."
    )
    happened = ("decided_on",)
    needed = ("decision_number", "decided_on", "funding", "eligible_cost")
    compared = ("applied_on",)
    constraint_fields = {"grant_decided_later": "decided_on"}

    class Meta(StepForm.Meta):
        fields = ["decision_number", "decided_on", "funding", "eligible_cost", "amount"]
        labels = {
            "eligible_cost": _("Chi phí được tính hỗ trợ"),
            "amount": _("Số tiền được duyệt"),
        }
        help_texts = {
            "decision_number": _("Ví dụ 45/QĐ-SCT."),
            "eligible_cost": _("Ví dụ chi phí tư vấn 80.000.000."),
            "amount": _("Để trống thì lấy mức tối đa được phép."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["funding"]
        field.queryset = field.queryset.filter(form=FundForm.GRANT).order_by("name", "pk")
        field.empty_label = _("Chọn nguồn hỗ trợ")
        self.initial["eligible_cost"] = self.instance.eligible_cost or self.instance.asked_cost

    def clean(self):
        data = super().clean()
        day, source, cost = (data.get(name) for name in ("decided_on", "funding", "eligible_cost"))
        if not (day and source and cost):
            return data
        if not self.fields["funding"].queryset.in_force_on(day).filter(pk=source.pk).exists():
            self.add_error("funding", _("Nguồn này không có hiệu lực vào ngày phê duyệt."))
            return data
        allowance = allowance_of(self.instance, source, cost, self.access)
        if data.get("amount") is None and "amount" not in self.errors:
            data["amount"] = allowance.left
        self._refuse_excess(data.get("amount"), allowance)
        return data

    def _refuse_excess(self, amount, allowance):
        if not allowance.left:
            self.add_error("amount", _("Cơ sở đã được hỗ trợ hết mức tối đa của nguồn này."))
        elif amount is not None and amount > allowance.left:
            sentence = _now("Vượt mức được phép theo quy định của nguồn: nhiều nhất %(most)s.")
            self.add_error("amount", sentence % {"most": format_money(allowance.left)})


class ContractForm(StepForm):
    step = GrantState.CONTRACTED
    legend = _("Hợp đồng")
    happened = ("contracted_on",)
    needed = ("contract_number", "contracted_on", "contract_amount")
    compared = ("decided_on", "amount")
    constraint_fields = {
        "grant_contracted_later": "contracted_on",
        "grant_contract_within_the_project": "contract_amount",
    }

    class Meta(StepForm.Meta):
        fields = ["contract_number", "contracted_on", "contract_amount"]
        labels = {"contract_amount": _("Giá trị hỗ trợ theo hợp đồng")}
        help_texts = {"contract_number": _("Ví dụ 12/HĐ-KC.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.contract_amount is None:
            self.initial["contract_amount"] = self.instance.amount


class AcceptForm(StepForm):
    step = GrantState.ACCEPTED
    legend = _("Nghiệm thu")
    explanation = _("Đề án được tính vào chỉ tiêu HT-11 của kỳ báo cáo có ngày nghiệm thu.")
    happened = ("accepted_on",)
    needed = ("minutes_number", "accepted_on")
    compared = ("contracted_on",)
    constraint_fields = {"grant_accepted_later": "accepted_on"}

    class Meta(StepForm.Meta):
        fields = ["minutes_number", "accepted_on"]


class SettleForm(StepForm):
    step = GrantState.SETTLED
    legend = _("Thanh lý hợp đồng")
    happened = ("settled_on",)
    needed = ("settlement_number", "settled_on", "settled_amount")
    compared = ("accepted_on", "contract_amount")
    constraint_fields = {
        "grant_settled_later": "settled_on",
        "grant_settled_within_the_contract": "settled_amount",
    }

    class Meta(StepForm.Meta):
        fields = ["settlement_number", "settled_on", "settled_amount"]
        labels = {"settled_amount": _("Số tiền quyết toán")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.settled_amount is None:
            self.initial["settled_amount"] = self.instance.contract_amount


class _ReasonForm(StepForm):
    needed = ("reason",)

    class Meta(StepForm.Meta):
        fields = ["reason"]
        labels = {"reason": _("Lý do")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"reason": {"required": _("Ghi lý do.")}}


class RefuseForm(_ReasonForm):
    step = GrantState.REFUSED
    legend = _("Từ chối hỗ trợ")
    explanation = _("Cơ sở đọc được lý do này.")


class WithdrawForm(_ReasonForm):
    step = GrantState.WITHDRAWN
    legend = _("Rút đơn")
    explanation = _("Đơn đã rút không mở lại được; cần thì làm đơn mới.")


class PaymentForm(_Sheet):
    happened = ("paid_on",)
    constraint_fields = {"grant_payment_positive": "amount"}
    sections = ((_("Lần chi, thu hồi"), "", ("kind", "paid_on", "amount", "document")),)

    class Meta:
        model = GrantPayment
        formfield_callback = vietnamese_formfield
        fields = ["kind", "paid_on", "amount", "document"]
        labels = {"amount": _("Số tiền")}
        help_texts = {
            "kind": _("Trước nghiệm thu là tạm ứng; sau nghiệm thu là thanh toán."),
            "document": _("Ví dụ giấy rút dự toán số 15, lệnh chi tiền."),
        }
        error_messages = {
            "kind": {"required": _("Chọn loại.")},
            "paid_on": {"required": _("Nhập ngày.")},
            "amount": {"required": _("Nhập số tiền.")},
        }
