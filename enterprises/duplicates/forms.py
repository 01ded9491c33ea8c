"""What a person decides about a pair, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.models import Merge
from organisations.formfields import NormalisedCharField

LONGEST_REASON = Merge._meta.get_field("reason").max_length


def reason_field(label, help_text=""):
    return NormalisedCharField(
        label=label,
        max_length=LONGEST_REASON,
        help_text=help_text,
        error_messages={"required": _("Ghi lý do.")},
    )


class MergeForm(forms.Form):
    """Which row is kept; the other one is shown on its page from then on."""

    kept = forms.TypedChoiceField(
        label=_("Dòng được giữ"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Dòng kia không còn được đếm riêng; số liệu của nó hiện ở trang này."),
        error_messages={"required": _("Chọn dòng được giữ.")},
    )
    reason = reason_field(
        _("Lý do gộp"), _("Ví dụ cùng giấy phép môi trường, đã gọi điện hỏi cơ sở ngày 12/05/2026.")
    )

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        sides = zip((_("Dòng thứ nhất"), _("Dòng thứ hai")), sites, strict=True)
        self.fields["kept"].choices = [(site.pk, f"{side}: {site}") for side, site in sides]


class TellApartForm(forms.Form):
    reason = reason_field(
        _("Vì sao không phải một cơ sở"), _("Ví dụ hai xưởng khác địa chỉ của một công ty.")
    )


class UndoForm(forms.Form):
    reason = reason_field(_("Lý do tách lại"))
