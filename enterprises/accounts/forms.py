"""What an enterprise says of itself, and whom a department invites."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.accounts.provinces import province_choices
from enterprises.identity import read_identity
from organisations.formfields import NormalisedCharField, TelephoneField
from organisations.vietnamese import Unreadable


class AskForm(forms.Form):
    province = forms.ChoiceField(
        label=_("Tỉnh, thành phố nơi cơ sở hoạt động"),
        choices=lambda: [("", _("Chọn tỉnh, thành phố")), *province_choices()],
        error_messages={"required": _("Chọn tỉnh, thành phố.")},
    )
    tax_code = NormalisedCharField(
        label=_("Mã số thuế"),
        max_length=20,
        help_text=_("10 số. Hộ sản xuất chưa có mã số thuế: liên hệ Sở Công Thương."),
        error_messages={"required": _("Nhập mã số thuế.")},
    )
    enterprise_name = NormalisedCharField(
        label=_("Tên doanh nghiệp"),
        max_length=250,
        error_messages={"required": _("Nhập tên doanh nghiệp.")},
    )
    full_name = NormalisedCharField(
        label=_("Họ và tên"), max_length=150, error_messages={"required": _("Nhập họ và tên.")}
    )
    position = NormalisedCharField(label=_("Chức vụ"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        help_text=_("Lời mời mở tài khoản được gửi đến địa chỉ này."),
        error_messages={"required": _("Nhập thư điện tử.")},
    )
    phone = TelephoneField(label=_("Điện thoại"), max_length=30, required=False)

    def clean_tax_code(self):
        try:
            who = read_identity(self.cleaned_data["tax_code"])
        except Unreadable as fault:
            raise forms.ValidationError(fault.sentence) from None
        if not who.tax_code:
            raise forms.ValidationError(_("Nhập mã số thuế 10 số, không nhập số định danh."))
        return who.tax_code

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class InviteForm(forms.Form):
    full_name = NormalisedCharField(
        label=_("Họ và tên người được mời"),
        max_length=150,
        error_messages={"required": _("Nhập họ và tên.")},
    )
    email = forms.EmailField(
        label=_("Thư điện tử"), error_messages={"required": _("Nhập thư điện tử.")}
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class RefuseForm(forms.Form):
    reason = NormalisedCharField(
        label=_("Lý do không xác nhận"),
        max_length=300,
        error_messages={"required": _("Ghi lý do.")},
    )
