"""What is typed and chosen when files are attached."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.attachments.recognition import recognise
from organisations.enums import AttachmentPurpose, FileType
from organisations.exceptions import ActionRefused
from organisations.formfields import NormalisedCharField
from organisations.models import Attachment
from organisations.vietnamese import format_size

MOST_FILES = 10


def _what_may_be_sent():
    sentence = gettext(
        "PDF, ảnh (JPEG, PNG), DOCX, XLSX; mỗi tệp đến %(limit)s, mỗi lần đến %(count)s tệp."
    )
    limit = format_size(settings.ATTACHMENT_MAX_BYTES)
    return sentence % {"limit": limit, "count": MOST_FILES}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.FileField):
    """Several files; each that is refused is named with its reason."""

    widget = FilesInput
    default_error_messages = {
        "required": _("Chọn ít nhất một tệp."),
        "too_many": _("Mỗi lần chọn đến %(count)s tệp."),
        "too_much": _("Các tệp nặng quá %(limit)s cộng lại. Hãy tải lên làm nhiều lần."),
    }

    def clean(self, data, initial=None):
        if not data and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(data) > MOST_FILES:
            words = {"count": MOST_FILES}
            raise ValidationError(self.error_messages["too_many"], "too_many", words)
        if sum(file.size for file in data) > settings.UPLOAD_MAX_BYTES:
            words = {"limit": format_size(settings.UPLOAD_MAX_BYTES)}
            raise ValidationError(self.error_messages["too_much"], "too_much", words)
        refusals = [sentence for file in data if (sentence := _refusal(file))]
        if refusals:
            raise ValidationError(refusals)
        return data

    def widget_attrs(self, widget):
        endings = [suffix for kind in FileType for suffix in kind.suffixes]
        return super().widget_attrs(widget) | {"accept": ",".join(endings)}


def _refusal(file):
    try:
        recognise(file)
    except ActionRefused as refusal:
        return str(refusal)
    return ""


class AttachmentForm(forms.Form):
    """Browsers forget chosen files when a page comes back; what was typed stays.

    `purpose_hint` says which purpose to choose where a wrong one would do harm. Lists of names are
    taken only where they are erased again: `takes_scans`.
    """

    files = FilesField(label=_("Tệp"), help_text=lazy(_what_may_be_sent, str)())
    purpose = forms.ChoiceField(label=_("Dùng làm"), choices=AttachmentPurpose)
    note = NormalisedCharField(
        label=_("Ghi chú"),
        required=False,
        max_length=Attachment._meta.get_field("note").max_length,
        help_text=_("Ví dụ: biên bản họp ngày 12/05/2026."),
    )

    def __init__(self, *args, purpose_hint="", takes_scans=False, **kwargs):
        super().__init__(*args, **{"auto_id": "attachment_%s"} | kwargs)
        if not takes_scans:
            scan = AttachmentPurpose.SCAN.value
            offered = [pair for pair in AttachmentPurpose.choices if pair[0] != scan]
            self.fields["purpose"].choices = offered
        self.fields["purpose"].help_text = purpose_hint
