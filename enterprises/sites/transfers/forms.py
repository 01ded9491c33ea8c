"""Where an establishment goes, from which day, and by what decision."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.identity import holds_personal_number
from enterprises.models import Establishment, FormerPlacement
from enterprises.ordering import by_name
from organisations import clock
from organisations.enums import Kind
from organisations.formfields import NormalisedCharField, VietnameseDateField
from organisations.models import Organisation, Province


class TransferForm(forms.Form):
    since = VietnameseDateField(label=_("Từ ngày"), help_text=_("Ngày thay đổi có hiệu lực."))
    reason = NormalisedCharField(
        label=_("Quyết định hoặc lý do"),
        max_length=FormerPlacement._meta.get_field("reason").max_length,
        help_text=_("Ví dụ Quyết định số 12/QĐ-UBND ngày 05/03/2026; cơ sở di dời nhà xưởng."),
        error_messages={"required": _("Ghi quyết định hoặc lý do.")},
    )

    def __init__(self, *args, access, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["since"].widget.attrs["class"] = "w-50"
        self.choose_among(access, clock.today())

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since is not None and since > clock.today():
            raise forms.ValidationError(_("Ngày thay đổi không được sau hôm nay."))
        return since


class MoveForm(TransferForm):
    """The address is said here: once the plant has gone, who sent it writes it no more."""

    field_order = ("province", "address", "commune", "since", "reason")
    province = forms.ModelChoiceField(
        label=_("Chuyển đến tỉnh, thành phố"),
        queryset=None,
        empty_label=_("Chọn tỉnh, thành phố"),
        error_messages={"required": _("Chọn tỉnh, thành phố nơi cơ sở chuyển đến.")},
    )
    address = NormalisedCharField(
        label=_("Địa chỉ ở nơi mới"),
        required=False,
        max_length=Establishment._meta.get_field("address").max_length,
        help_text=_(
            "Ghi địa chỉ ở nơi mới: số nhà, đường, thôn, tổ dân phố; nếu chỉ sửa tỉnh ghi nhầm thì"
            " để nguyên."
        ),
    )
    commune = NormalisedCharField(
        label=_("Phường, xã, đặc khu ở nơi mới"),
        required=False,
        max_length=Establishment._meta.get_field("commune").max_length,
    )

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, site=site, **kwargs)
        self.initial |= {"address": site.address, "commune": site.commune}

    def choose_among(self, access, today):
        now = Province.objects.visible_to(access).on(today).exclude(pk=self.site.province_id)
        self.fields["province"].queryset = now.order_by(by_name())

    def clean(self):
        data = super().clean()
        for name in ("address", "commune"):
            if holds_personal_number(data.get(name, "")):
                self.add_error(name, _("Số định danh cá nhân không ghi ở ô này."))
        return data


class AssignForm(TransferForm):
    """Without a day: it always was so. That can be said of the first corporation alone."""

    field_order = ("corporation", "since", "reason")
    corporation = forms.ModelChoiceField(
        label=_("Đơn vị quản lý mới"),
        queryset=None,
        required=False,
        empty_label=_("Không thuộc tập đoàn, tổng công ty nào"),
    )

    def choose_among(self, access, today):
        standing = Q(valid_to=None) | Q(valid_to__gte=today)
        organisations = Organisation.objects.visible_to(access).filter(standing)
        corporations = organisations.filter(kind=Kind.CORPORATION)
        others = corporations.exclude(pk=self.site.corporation_id)
        self.fields["corporation"].queryset = others.order_by(by_name())
        if self.site.corporation_id is None:
            self.fields["corporation"].required = True
            self.fields["corporation"].empty_label = _("Chọn tập đoàn, tổng công ty")
            self.fields["since"].required = False
            self.fields["since"].help_text = _(
                "Để trống nếu từ trước đến nay cơ sở vẫn do đơn vị này quản lý."
            )
