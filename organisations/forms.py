"""What is typed on the screens about people and organisations."""

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from organisations.access import AccessModelForm
from organisations.enums import Kind, Role
from organisations.formfields import NormalisedCharField, vietnamese_formfield
from organisations.models import Delegation, Invitation, Membership, User

ROLE_HELP = _(
    "Người xem: chỉ đọc. Chuyên viên: nhập, sửa số liệu. Lãnh đạo: thêm việc duyệt, ký, gửi."
    " Quản trị: thêm việc mời người, đổi vai trò."
)
password_help = lazy(password_validators_help_text_html, str)


class InvitationForm(AccessModelForm, forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["full_name", "email", "role"]
        formfield_callback = vietnamese_formfield
        help_texts = {
            "email": _("Nên dùng địa chỉ công vụ. Đường dẫn nhận lời mời được gửi đến đây."),
            "role": ROLE_HELP,
        }

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class RoleForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["role"]
        help_texts = {"role": ROLE_HELP}


class AcceptForm(forms.Form):
    """The invited person's own name and password."""

    full_name = NormalisedCharField(label=_("Họ và tên"), max_length=150)
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        help_text=password_help(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self):
        password = self.cleaned_data["password"]
        person = User(email=self.email, full_name=self.cleaned_data.get("full_name", ""))
        validate_password(password, person)
        return password

    def clean_password_again(self):
        again = self.cleaned_data["password_again"]
        if again != self.cleaned_data.get("password", again):
            raise ValidationError(_("Hai lần nhập không giống nhau."))
        return again


class DelegationForm(AccessModelForm, forms.ModelForm):
    class Meta:
        model = Delegation
        fields = ["delegate", "role", "basis", "valid_from", "valid_to"]
        formfield_callback = vietnamese_formfield
        help_texts = {
            "delegate": _("Đơn vị hỗ trợ, tư vấn sẽ nhập liệu thay."),
            "basis": _("Văn bản giao việc, ví dụ: Hợp đồng số 12/HĐ-SCT ngày 05/01/2026."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        delegate, role = self.fields["delegate"], self.fields["role"]
        delegate.queryset = delegate.queryset.filter(kind=Kind.SUPPORT)
        role.choices = [(choice.value, choice.label) for choice in (Role.OFFICER, Role.VIEWER)]
        self.fields["valid_to"].required = True

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Ngày kết thúc phải bằng hoặc sau ngày bắt đầu."))
        elif first and last and self._overlaps(first, last):
            self.add_error("delegate", _("Đơn vị này đã được ủy quyền trong thời gian đó."))

    def _overlaps(self, first, last):
        ours = Delegation.objects.visible_to(self.access).filter(
            principal=self.access.organisation, delegate=self.cleaned_data.get("delegate")
        )
        return ours.filter(valid_from__lte=last).exclude(valid_to__lt=first).exists()
