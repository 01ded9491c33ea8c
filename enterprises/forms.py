"""Establishments, zones and official totals, typed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises import sectors
from enterprises.models import Establishment, IndustrialZone, OfficialTotal
from enterprises.similar import own_name
from organisations.entry.forms import EntryForm
from organisations.formfields import vietnamese_formfield


class EstablishmentForm(EntryForm):
    """The place is a zone of the register, or words; a chosen zone is also kept in its words."""

    sections = (
        (_("Cơ sở"), "", ("name", "stratum")),
        (
            _("Ngành"),
            _("Chọn ngành cấp 2 nếu đã rõ; có thể ghi thêm như tài liệu ghi."),
            ("sector", "sector_text"),
        ),
        (
            _("Nơi sản xuất"),
            _(
                "Chọn KCN, CCN, làng nghề trong sổ; nếu trong sổ chưa có thì ghi bằng lời."
                " Chỉ ghi một trong hai."
            ),
            ("zone", "zone_name", "address"),
        ),
    )

    class Meta:
        model = Establishment
        formfield_callback = vietnamese_formfield
        fields = ["name", "stratum", "sector", "sector_text", "zone", "zone_name", "address"]
        help_texts = {
            "stratum": _("Hộ sản xuất được đếm riêng, không cộng vào tỷ lệ tính trên số cơ sở."),
            "sector_text": _("Ví dụ gốm sứ, dệt nhuộm."),
        }
        error_messages = {"name": {"required": _("Nhập tên cơ sở.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"] = forms.ChoiceField(
            label=self.fields["sector"].label,
            required=False,
            choices=[("", _("Chưa xác định")), *sectors.choices()],
        )
        self.fields["zone"].empty_label = _("Ngoài sổ")
        if self.instance.zone_id:
            self.initial["zone_name"] = ""

    def clean(self):
        data = super().clean()
        zone = data.get("zone")
        if zone and data.get("zone_name"):
            self.add_error("zone_name", _("Đã chọn trong sổ thì để trống ô này."))
        elif zone:
            data["zone_name"] = str(zone)
        return data


class ZoneForm(EntryForm):
    compared = ("owner",)
    constraint_fields = {"zone_once": "name", "zone_years_in_order": "until_year"}
    sections = (
        (_("KCN, CCN, làng nghề"), "", ("kind", "name", "commune", "operator")),
        (
            _("Thời gian"),
            _("Để trống nếu chưa rõ; khi đó được tính cho mọi năm."),
            ("since_year", "until_year"),
        ),
        (_("Ghi chú"), "", ("note",)),
    )

    class Meta:
        model = IndustrialZone
        formfield_callback = vietnamese_formfield
        fields = ["kind", "name", "commune", "operator", "since_year", "until_year", "note"]
        help_texts = {
            "name": _("Tên riêng, không ghi lại chữ KCN, CCN, làng nghề. Ví dụ Quang Minh."),
            "operator": _("Ví dụ Ban Quản lý các khu công nghiệp."),
            "until_year": _("Chỉ ghi khi đã chuyển đổi hoặc thôi hoạt động."),
        }
        error_messages = {
            "kind": {"required": _("Chọn KCN, CCN hay làng nghề.")},
            "name": {"required": _("Nhập tên.")},
        }

    def clean(self):
        data = super().clean()
        if data.get("kind") and data.get("name"):
            data["name"] = own_name(data["kind"], data["name"])
        return data


class OfficialTotalForm(EntryForm):
    compared = ("owner",)
    constraint_fields = {"official_total_once_a_year": "year"}
    sections = (
        (
            _("Tổng số chính thức"),
            _(
                "Từ năm này trở đi, tổng số thay cho số đếm trong sổ khi tính tỷ lệ KCN, CCN,"
                " làng nghề được phổ biến."
            ),
            ("subject", "year", "value", "source"),
        ),
    )

    class Meta:
        model = OfficialTotal
        formfield_callback = vietnamese_formfield
        fields = ["subject", "year", "value", "source"]
        help_texts = {"source": _("Ví dụ Niên giám thống kê 2025, biểu 12.")}
        error_messages = {
            "subject": {"required": _("Chọn chỉ tiêu.")},
            "source": {"required": _("Ghi nguồn số liệu: văn bản, niên giám, trang, biểu.")},
        }
