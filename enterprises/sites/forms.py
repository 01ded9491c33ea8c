"""An establishment, typed in: who it is, what it makes, where it lies."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enterprises import sectors
from enterprises.duplicates.likeness import rows_like
from enterprises.enums import LegalForm, Stratum
from enterprises.identity import Identity, holds_personal_number, read_identity
from enterprises.models import Enterprise, Establishment
from enterprises.ordering import by_name
from organisations import clock
from organisations.entry.doubts import Doubt, DoubtfulForm
from organisations.entry.forms import OF_THE_SHEET
from organisations.enums import Kind
from organisations.formfields import NormalisedCharField, vietnamese_formfield
from organisations.models import Province
from organisations.vietnamese import Unreadable

VSIC = re.compile(r"[0-9]{2,5}")
OF_THE_ENTERPRISE = {"number", "enterprise_name", "legal_form"}


@dataclass(frozen=True)
class LegalEntity:
    """What the sheet says of the enterprise; no `number` leaves the one that is kept."""

    number: Identity | None
    is_dropped: bool
    name: str
    legal_form: str
    is_renamed: bool


class EstablishmentForm(DoubtfulForm):
    """The place is a zone of the register, or words; a chosen zone is also kept in its words."""

    constraint_fields = {
        "site_own_code_once": "own_code",
        "vsic_code_says_its_edition": "vsic_edition",
        "site_in_a_zone_has_a_department": "zone",
    }
    compared = ("owner",)
    sections = (
        (_("Cơ sở"), "", ("name", "stratum", "own_code")),
        (
            _("Doanh nghiệp, chủ hộ"),
            _("Doanh nghiệp được nhận ra theo mã số; một doanh nghiệp có thể có nhiều cơ sở."),
            ("number", "drop_number", "enterprise_name", "legal_form"),
        ),
        (
            _("Ngành"),
            _("Có mã ngành VSIC thì ngành cấp 2 suy từ hai số đầu; chưa có mã thì chọn ngành."),
            ("vsic_code", "vsic_edition", "sector", "sector_text"),
        ),
        (
            _("Nơi sản xuất"),
            _(
                "Chọn KCN, CCN, làng nghề trong sổ; nếu trong sổ chưa có thì ghi bằng lời."
                " Chỉ ghi một trong hai."
            ),
            ("province", "zone", "zone_name", "address", "commune"),
        ),
        (
            _("Địa chỉ trước 1/7/2025"),
            _("Chỉ ghi khi giấy tờ còn địa chỉ cũ."),
            ("old_commune", "old_district"),
        ),
    )
    number = NormalisedCharField(
        label=_("Mã số thuế, số định danh"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    drop_number = forms.BooleanField(label=_("Bỏ mã số đang ghi"), required=False)
    enterprise_name = NormalisedCharField(
        label=_("Tên doanh nghiệp, chủ hộ"),
        required=False,
        max_length=Enterprise._meta.get_field("name").max_length,
        help_text=_("Để trống thì lấy tên cơ sở."),
    )
    legal_form = forms.ChoiceField(
        label=_("Loại hình"),
        required=False,
        choices=[("", _("Chưa xác định")), *LegalForm.choices],
    )
    province = forms.ModelChoiceField(
        label=_("Tỉnh, thành phố"),
        queryset=None,
        empty_label=_("Chọn tỉnh, thành phố"),
        help_text=_("Sở Công Thương của tỉnh, thành phố này cũng thấy cơ sở."),
        error_messages={"required": _("Chọn tỉnh, thành phố nơi cơ sở hoạt động.")},
    )

    class Meta:
        model = Establishment
        formfield_callback = vietnamese_formfield
        fields = [
            "name",
            "stratum",
            "own_code",
            "vsic_code",
            "vsic_edition",
            "sector",
            "sector_text",
            "zone",
            "zone_name",
            "address",
            "commune",
            "old_commune",
            "old_district",
        ]
        help_texts = {
            "stratum": _("Hộ sản xuất được đếm riêng, không cộng vào tỷ lệ tính trên số cơ sở."),
            "own_code": _("Mã riêng của đơn vị, để lần nhập tệp sau nhận ra cơ sở này."),
            "vsic_code": _("Hai đến năm số. Ví dụ 23931."),
            "sector_text": _("Ví dụ gốm sứ, dệt nhuộm."),
            "address": _("Số nhà, đường, thôn, tổ dân phố."),
            "commune": _("Tên hiện nay. Ví dụ xã Bát Tràng."),
        }
        error_messages = {"name": {"required": _("Nhập tên cơ sở.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"] = forms.ChoiceField(
            label=self.fields["sector"].label,
            required=False,
            choices=[("", _("Chưa xác định")), *sectors.choices()],
        )
        self._ask_for_the_place()
        self._ask_for_the_enterprise()

    def _ask_for_the_place(self):
        zones = self.fields["zone"]
        zones.empty_label = _("Ngoài sổ")
        zones.queryset = zones.queryset.order_by("kind", by_name())
        if self.instance.zone_id:
            self.initial["zone_name"] = ""
        if self.access.kind == Kind.DEPARTMENT:
            del self.fields["province"]
            return
        # The register of zones is the departments'.
        del self.fields["zone"]
        if self.instance.pk:
            del self.fields["province"]
        else:
            now = Province.objects.visible_to(self.access).on(clock.today())
            self.fields["province"].queryset = now.order_by(by_name())

    def _ask_for_the_enterprise(self):
        enterprise = self.instance.legal_entity
        example = _now(
            "10 số; 13 số với chi nhánh (0100112437-001); hộ sản xuất ghi 12 số định danh."
        )
        if enterprise is None:
            del self.fields["drop_number"]
            self.fields["number"].help_text = example
            return
        kept = enterprise.masked_number or self.instance.tax_code
        said = _now("Đang ghi %(number)s; để trống là giữ nguyên.") % {"number": kept}
        self.fields["number"].help_text = f"{said} {example}"
        self.initial["enterprise_name"] = enterprise.name
        self.initial["legal_form"] = enterprise.legal_form

    def rows(self):
        return [self.instance, self.instance.legal_entity]

    def clean_number(self):
        typed = self.cleaned_data["number"]
        try:
            self.identity = read_identity(typed) if typed else None
        except Unreadable as fault:
            raise ValidationError(fault.sentence) from fault
        return typed

    def clean_vsic_code(self):
        code = self.cleaned_data["vsic_code"]
        if code and (not VSIC.fullmatch(code) or code[:2] not in sectors.divisions()):
            raise ValidationError(
                _(
                    "Mã ngành gồm 2 đến 5 số, hai số đầu là một ngành cấp 2 từ 05 đến 39 có trong"
                    " VSIC."
                )
            )
        return code

    def clean(self):
        data = super().clean()
        self._refuse_personal_numbers(data)
        self._settle_sector(data)
        self._settle_place(data)
        self._settle_enterprise(data)
        return data

    def _refuse_personal_numbers(self, data):
        """Words are read by everybody who sees the plant, and stand in files."""
        for name in data.keys() - OF_THE_SHEET - {"number"}:
            if isinstance(data[name], str) and holds_personal_number(data[name]):
                self.add_error(name, _("Số định danh cá nhân chỉ ghi ở ô mã số."))

    def _settle_sector(self, data):
        code, edition = data.get("vsic_code"), data.get("vsic_edition")
        if code and not edition:
            self.add_error("vsic_edition", _("Chọn ấn bản VSIC của mã ngành: 2018 hoặc 2025."))
        elif edition and not code and "vsic_code" not in self.errors:
            self.add_error("vsic_code", _("Có ấn bản VSIC thì ghi mã ngành."))
        if not code:
            return
        if "sector" in self.changed_data and data.get("sector") not in ("", code[:2]):
            self.add_error("sector", _("Ngành cấp 2 không khớp với mã ngành VSIC."))
        data["sector"] = code[:2]

    def _settle_place(self, data):
        zone = data.get("zone")
        if zone and data.get("zone_name"):
            self.add_error("zone_name", _("Đã chọn trong sổ thì để trống ô này."))
        elif zone:
            data["zone_name"] = str(zone)
        if data.get("province"):
            self.instance.province = data["province"]

    def _settle_enterprise(self, data):
        who, is_dropped = getattr(self, "identity", None), data.get("drop_number")
        is_household = data.get("stratum") == Stratum.HOUSEHOLD or (
            data.get("legal_form") == LegalForm.HOUSEHOLD
        )
        if who and who.digest and not is_household:
            self.add_error(
                "number", _("12 số là số định danh cá nhân, chỉ dùng cho hộ sản xuất, kinh doanh.")
            )
        if who and is_dropped:
            self.add_error("drop_number", _("Đã nhập mã số khác thì không chọn ô này."))
        nobody = who is None and self.instance.legal_entity is None and "number" not in self.errors
        if nobody and (data.get("enterprise_name") or data.get("legal_form")):
            self.add_error("number", _("Ghi mã số để nhận ra doanh nghiệp, chủ hộ vừa nêu."))

    def legal_entity(self):
        data = self.cleaned_data
        return LegalEntity(
            number=self.identity,
            is_dropped=bool(data.get("drop_number")),
            name=data["enterprise_name"],
            legal_form=data["legal_form"],
            is_renamed=bool({"enterprise_name", "legal_form"} & set(self.changed_data)),
        )

    def doubts(self):
        if self.instance.pk and not {"name", "number"} & set(self.changed_data):
            return
        data = self.cleaned_data
        for row in rows_like(
            self.access,
            name=data["name"],
            tax_code=self.identity.tax_code if self.identity else "",
            province_id=self._province_id(),
            but=self.instance.pk,
        ):
            what = ", ".join(filter(None, (row.name, row.tax_code, row.address, row.commune)))
            yield Doubt(
                _now("Có thể đã có trong sổ: %(site)s") % {"site": what}, url=row.get_absolute_url()
            )

    def _province_id(self):
        return self.instance.province_id or self.access.organisation.province_id

    def repeats_instance(self):
        """A number that says what is kept is no change; of a person's, three digits are known."""
        changed = set(self.changed_data) - OF_THE_SHEET
        if "number" in changed and self._is_kept_number():
            changed -= OF_THE_ENTERPRISE
        if "province" in changed and self.data.get("province") == str(self.instance.province_id):
            changed.discard("province")
        return not changed

    def _is_kept_number(self):
        enterprise = self.instance.legal_entity
        try:
            who = read_identity(self.data.get("number", ""))
        except Unreadable:
            return False
        if enterprise is None:
            return False
        if who.tail:
            return who.tail == enterprise.personal_tail
        return who.shown == self.instance.tax_code
