"""What a visitor gives: a PDF, or the code that is printed in it."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from organisations.formfields import NormalisedCharField
from organisations.vietnamese import format_size

PDF = b"%PDF-"
LONGEST_CODE = 64


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp PDF"),
        help_text=_("Tệp chỉ được đọc để kiểm tra, không lưu lại."),
        widget=forms.FileInput(attrs={"accept": ".pdf", "class": "form-control"}),
        error_messages={
            "required": _("Chọn tệp PDF cần kiểm tra."),
            "empty": _("Tệp này rỗng. Hãy chọn tệp PDF của báo cáo."),
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                _("Tệp lớn hơn %(limit)s. Tập báo cáo lớn thì kiểm tra bằng mã văn bản."),
                params={"limit": format_size(settings.UPLOAD_MAX_BYTES)},
            )
        if file.read(len(PDF)) != PDF:
            raise forms.ValidationError(_("Tệp này không phải tệp PDF."))
        file.seek(0)
        return file


class CodeForm(forms.Form):
    """`/xac-minh/?ma=…` fills it in."""

    ma = NormalisedCharField(
        label=_("Mã văn bản"),
        max_length=LONGEST_CODE,
        help_text=_("32 chữ và số, in ở Bảng mã số liệu cuối báo cáo."),
        error_messages={"required": _("Nhập mã văn bản in trên báo cáo.")},
    )

    def clean_ma(self):
        return "".join(self.cleaned_data["ma"].split()).lower()
