"""A reason, a factor of the grid, and a question that is worded otherwise."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import ChecklistItem
from organisations.entry.forms import OF_THE_SHEET, EntryForm
from organisations.formfields import (
    DocumentNumberField,
    NormalisedTextField,
    VietnameseDateField,
    VietnameseDecimalField,
    YearField,
    vietnamese_formfield,
)

# Tonnes of CO2 a MWh: what is outside was typed in another unit.
LEAST, MOST = 0, 2


def reason_field(help_text):
    return NormalisedTextField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": _("Ghi lý do; lý do được lưu vào nhật ký.")},
    )


class ChoiceForm(forms.Form):
    reason = reason_field(_("Ví dụ: theo văn bản hiện hành, đã đối chiếu bản gốc."))


class GridFactorForm(forms.Form):
    year = YearField(label=_("Của năm"), help_text=_("Năm mà hệ số được tính, ví dụ 2024."))
    value = VietnameseDecimalField(
        label=_("Hệ số phát thải"),
        unit="t CO2/MWh",
        min_value=LEAST,
        max_value=MOST,
        max_digits=10,
        decimal_places=9,
        help_text=_("Ví dụ 0,6592."),
    )
    number = DocumentNumberField(label=_("Số văn bản công bố"), max_length=60)
    issued_on = VietnameseDateField(label=_("Ngày văn bản"))


class QuestionForm(EntryForm):
    reason = reason_field(_("Ví dụ: câu cũ khó hiểu với hộ gia đình."))

    constraint_fields = {
        "question_weighs_one_to_five": "weight",
        "saving_from_low_to_high": "saving_low",
    }
    sections = (
        (_("Câu hỏi"), "", ("question", "help", "weight")),
        (
            _("Gợi ý giải pháp"),
            _("Hiện với cơ sở trả lời “Chưa” hoặc “Một phần”."),
            ("idea", "payback", "saving_low", "saving_high", "saving_provenance"),
        ),
        (_("Lý do sửa"), "", ("reason",)),
    )

    class Meta:
        model = ChecklistItem
        formfield_callback = vietnamese_formfield
        fields = [
            "question",
            "help",
            "weight",
            "idea",
            "payback",
            "saving_low",
            "saving_high",
            "saving_provenance",
        ]
        widgets = {"question": forms.Textarea, "idea": forms.Textarea}
        help_texts = {"weight": _("Từ 1 đến 5; câu nặng hơn tính nhiều điểm hơn.")}
        error_messages = {
            "question": {"required": _("Nhập câu hỏi.")},
            "idea": {"required": _("Nhập gợi ý giải pháp.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.saving_resource_id is None:
            for name in ("saving_low", "saving_high", "saving_provenance"):
                del self.fields[name]

    def clean(self):
        data = super().clean()
        if not set(self.changed_data) - OF_THE_SHEET - {"reason"}:
            raise forms.ValidationError(_("Chưa sửa gì so với phiên bản đang dùng."))
        return data
