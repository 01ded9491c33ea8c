"""A rule of support, typed in; and the question put to the calculator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm, fit_size
from organisations.formfields import MoneyField, VietnameseDateField, vietnamese_formfield
from programmes.enums import CapUnit, FundForm, Provenance
from programmes.models import FundingSource

CHECKED = (Provenance.OFFICIAL, Provenance.FOUND, Provenance.RECALLED, Provenance.SHAKY)


class FundingForm(EntryForm):
    constraint_fields = {
        "funding_has_a_rate_or_a_cap": "rate",
        "funding_rate_is_a_share": "rate",
        "funding_cap_positive": "cap",
        "funding_days_in_order": "valid_to",
    }
    sections = (
        (_("Nguồn hỗ trợ"), "", ("name", "fund", "form")),
        (
            _("Mức hỗ trợ"),
            _("Ghi tỷ lệ, mức tối đa hoặc cả hai; khi có cả hai, mức hỗ trợ là số nhỏ hơn."),
            ("rate", "cap", "cap_unit", "interest"),
        ),
        (
            _("Căn cứ, hiệu lực"),
            _("Để trống ngày chưa rõ; thiếu ngày đầu thì tính từ ngày ký văn bản."),
            ("document", "basis", "valid_from", "valid_to", "provenance", "note"),
        ),
    )

    class Meta:
        model = FundingSource
        formfield_callback = vietnamese_formfield
        fields = [
            "name",
            "fund",
            "form",
            "rate",
            "cap",
            "cap_unit",
            "interest",
            "document",
            "basis",
            "valid_from",
            "valid_to",
            "provenance",
            "note",
        ]
        labels = {"provenance": _("Mức độ kiểm chứng")}
        help_texts = {
            "rate": _("Ví dụ 50."),
            "cap": _("Ví dụ 50.000.000."),
            "interest": _("Chỉ ghi với vay ưu đãi."),
            "basis": _("Số, ký hiệu, ngày văn bản, điều khoản."),
        }
        error_messages = {
            "name": {"required": _("Nhập tên nguồn hỗ trợ.")},
            "basis": {"required": _("Ghi căn cứ pháp lý.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = {self.instance.provenance} if self.instance.pk else set()
        self.fields["provenance"].choices = [
            (mark.value, mark.label) for mark in Provenance if mark in CHECKED or mark in kept
        ]
        self.fields["document"].empty_label = _("Chưa có trong sổ văn bản")
        self.mark_conditional("rate", "cap")

    def clean(self):
        data = super().clean()
        if data.get("interest") is not None and data.get("form") != FundForm.LOAN:
            self.add_error("interest", _("Chỉ vay ưu đãi mới có lãi suất."))
        return data


class CalculatorForm(forms.Form):
    """Sent by GET, so that the answer has an address; nothing is stored."""

    cost = MoneyField(
        label=_("Chi phí"),
        min_value=1,
        max_digits=18,
        decimal_places=0,
        help_text=_("Chi phí tư vấn hoặc chi phí thực hiện mô hình. Ví dụ 140.000.000."),
    )
    unit = forms.ChoiceField(
        label=_("Hỗ trợ cho một"),
        required=False,
        choices=[("", _("Tất cả")), *CapUnit.choices],
    )
    on = VietnameseDateField(label=_("Quy định có hiệu lực ngày"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            fit_size(field)
