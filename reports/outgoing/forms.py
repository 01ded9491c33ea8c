"""What is typed of the outgoing paper, and the signed file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.formfields import NormalisedCharField, vietnamese_formfield
from reports.models import CopyDifference, OutgoingDocument


class OutgoingForm(EntryForm):
    """As văn thư has issued it: nothing of it is made up by the portal."""

    class Meta:
        model = OutgoingDocument
        formfield_callback = vietnamese_formfield
        fields = ["number", "symbol", "signed_on", "signer", "position", "signing_for"]
        help_texts = {
            "number": _("Số trong sổ văn bản đi. Ví dụ 05."),
            "symbol": _("Ví dụ BC-SCT."),
            "signing_for": _("Ví dụ KT. GIÁM ĐỐC."),
        }

    sections = (
        (
            _("Số, ngày, người ký"),
            "",
            ("number", "symbol", "signed_on", "signer", "position", "signing_for"),
        ),
    )

    def clean_symbol(self):
        return self.cleaned_data["symbol"].strip().upper()


class CopyForm(forms.Form):
    file = forms.FileField(
        label=_("Bản ký"),
        help_text=_("Tệp PDF đã ký, đóng dấu; bản quét cũng được."),
        widget=forms.FileInput(attrs={"accept": ".pdf", "class": "form-control"}),
    )


class AcceptForm(forms.Form):
    difference = forms.MultipleChoiceField(
        choices=(), error_messages={"required": _("Chọn ít nhất một chỗ khác.")}
    )
    reason = NormalisedCharField(
        label=_("Lý do chấp nhận"),
        max_length=CopyDifference._meta.get_field("reason").max_length,
        error_messages={"required": _("Ghi rõ vì sao chấp nhận chỗ khác.")},
    )

    def __init__(self, *args, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["difference"].choices = [(str(row.pk), str(row)) for row in rows]
