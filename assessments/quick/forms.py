"""The sheet of one finding."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Loss, OptionCategory
from assessments.models import WorksheetRow
from organisations.attachments.forms import FilesField
from organisations.attachments.recognition import recognise
from organisations.entry.forms import EntryForm
from organisations.enums import FileType
from organisations.formfields import (
    NormalisedCharField,
    NormalisedTextField,
    VietnameseDecimalField,
)

PICTURES = (FileType.JPEG, FileType.PNG)
# Boxes in their order; what stands in a figure is kept as text, as in every worksheet.
BOXES = ("khu_vuc", "hien_trang", "ton_that", "luong", "don_vi", "uoc_luong", "nhom")


class FindingForm(EntryForm):
    khu_vuc = NormalisedCharField(
        label=_("Khu vực"),
        max_length=150,
        help_text=_("Ví dụ: nhà lò hơi; dây chuyền sấy 2."),
        error_messages={"required": _("Ghi thấy ở khu vực nào.")},
    )
    hien_trang = NormalisedTextField(
        label=_("Hiện trạng"),
        max_length=1000,
        help_text=_("Thấy gì, vì sao lãng phí. Ví dụ: van xả đáy rò, nước nóng chảy ra cống."),
        error_messages={"required": _("Ghi thấy gì ở đó.")},
    )
    ton_that = forms.ChoiceField(
        label=_("Mất gì"),
        choices=[("", _("Chọn")), *Loss.choices],
        error_messages={"required": _("Chọn mất gì; không rõ thì chọn “Khác”.")},
    )
    luong = VietnameseDecimalField(
        label=_("Ước tính bao nhiêu"),
        max_digits=21,
        decimal_places=9,
        min_value=0,
        required=False,
        help_text=_("Chưa ước được thì để trống, không ghi 0."),
        error_messages={"min_value": _("Số không được âm.")},
    )
    don_vi = NormalisedCharField(
        label=_("Đơn vị"), max_length=30, required=False, help_text=_("Ví dụ: m³/ngày, kWh/năm.")
    )
    uoc_luong = NormalisedCharField(
        label=_("Hoặc bằng lời"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: rò liên tục; khoảng một phần ba số đèn."),
    )
    nhom = forms.ChoiceField(
        label=_("Nhóm giải pháp có thể"),
        choices=[("", _("Chưa rõ")), *OptionCategory.choices],
        required=False,
    )
    anh = FilesField(label=_("Ảnh chụp"), required=False, help_text=_("Ảnh JPEG hoặc PNG."))
    sections = (
        (_("Thấy gì, ở đâu"), "", ("khu_vuc", "hien_trang", "ton_that", "anh")),
        (_("Lớn đến đâu"), "", ("luong", "don_vi", "uoc_luong")),
        (_("Hướng xử lý"), "", ("nhom",)),
    )

    class Meta:
        model = WorksheetRow
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = self.instance.values
        self.initial |= {name: said.get(name) for name in BOXES}
        self.initial["luong"] = Decimal(said["luong"]) if said.get("luong") else None
        self.mark_conditional("don_vi", when=_("bắt buộc khi có số"))

    def clean_anh(self):
        chosen = self.cleaned_data["anh"]
        if any(recognise(file) not in PICTURES for file in chosen):
            raise forms.ValidationError(
                _("Ở đây chỉ nhận ảnh JPEG, PNG. Tài liệu khác đính kèm ở trang của phiếu.")
            )
        return chosen

    def clean(self):
        data = super().clean()
        has_figure = data.get("luong") is not None
        if has_figure and not data.get("don_vi"):
            self.add_error("don_vi", _("Số này theo đơn vị nào? Ví dụ: m³/ngày."))
        if data.get("don_vi") and not has_figure and "luong" not in self.errors:
            self.add_error("luong", _("Đã ghi đơn vị thì ghi số; chưa có số thì xóa đơn vị."))
        return data

    def values(self):
        """As the row keeps them, without its photographs."""
        said = {name: self.cleaned_data[name] or "" for name in BOXES}
        figure = self.cleaned_data["luong"]
        return said | {"luong": "" if figure is None else format(figure.normalize(), "f")}
