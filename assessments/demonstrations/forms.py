"""A demonstration model, typed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Consent
from assessments.models import CPOption, DemonstrationModel
from organisations import clock
from organisations.attachments.forms import FilesField
from organisations.entry.forms import OF_THE_SHEET, EntryForm
from organisations.formfields import vietnamese_formfield

DAY_NOT_YET = _("Ngày này chưa đến.")


class OptionField(forms.ModelChoiceField):
    def label_from_instance(self, option):
        return f"{option.code}. {option.name} ({option.assessment})"


class DemonstrationForm(EntryForm):
    option = OptionField(
        None,
        required=False,
        label=_("Giải pháp SXSH đã đánh giá"),
        empty_label=_("Không gắn giải pháp"),
        help_text=_(
            "Giải pháp trong phiếu đánh giá đã nghiệm thu của cơ sở; kết quả đo lấy từ phiếu đó."
        ),
    )
    photos = FilesField(
        label=_("Ảnh"), required=False, help_text=_("Ảnh trước và sau. Có thể đính kèm thêm sau.")
    )
    constraint_fields = {
        "model_known_by_day_or_period": "accepted_on",
        "model_period_in_order": "period_to",
        "model_consent_of_somebody": "consent_on",
        "model_cost_not_negative": "cost",
    }
    sections = (
        (_("Mô hình"), "", ("name", "option")),
        (_("Thay đổi tại cơ sở"), "", ("before", "after", "benefits", "photos")),
        (
            _("Thời gian"),
            _("Ghi ngày nghiệm thu; chỉ khi không rõ ngày mới ghi giai đoạn."),
            ("accepted_on", "period_from", "period_to"),
        ),
        (_("Kinh phí"), "", ("cost", "fund")),
        (
            _("Công bố"),
            _(
                "Tên của hộ sản xuất là tên người: chỉ công bố khi người đó đồng ý. Chưa có đồng ý,"
                " danh sách công khai ghi “một hộ sản xuất”."
            ),
            ("consent", "consent_on", "consent_by"),
        ),
    )

    class Meta:
        model = DemonstrationModel
        formfield_callback = vietnamese_formfield
        fields = [
            "name",
            "option",
            "before",
            "after",
            "benefits",
            "accepted_on",
            "period_from",
            "period_to",
            "cost",
            "fund",
            "consent",
            "consent_on",
            "consent_by",
        ]
        labels = {"benefits": _("Lợi ích, kết quả nêu trong tài liệu"), "cost": _("Chi phí")}
        help_texts = {
            "name": _("Ví dụ: Thay lò thủ công bằng lò nung gas."),
            "cost": _("Ví dụ 350.000.000."),
            "consent_by": _("Họ tên người đồng ý hoặc rút đồng ý."),
        }
        error_messages = {"name": {"required": _("Nhập tên mô hình.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        options = CPOption.objects.visible_to(self.access).filter(
            assessment__establishment=self.instance.establishment_id, assessment__state="accepted"
        )
        rows = options.select_related("assessment").order_by("-assessment__year", "place", "pk")
        self.fields["option"].queryset = rows
        for name in ("period_from", "period_to"):
            self.fields[name].help_text = _("Ví dụ 2015.")
        self.mark_conditional("accepted_on", "period_from", "period_to")
        self.mark_conditional("consent_on", "consent_by", when=_("khi đã đồng ý hoặc rút đồng ý"))

    def clean(self):
        data = super().clean()
        today = clock.today()
        for name in ("accepted_on", "consent_on"):
            if data.get(name) and data[name] > today:
                self.add_error(name, DAY_NOT_YET)
        if data.get("consent") == Consent.NONE:
            data |= {"consent_on": None, "consent_by": ""}
        return data

    def repeats_instance(self):
        return not set(self.changed_data) - OF_THE_SHEET - {"photos"}
