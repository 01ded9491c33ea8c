"""Zones and official totals, typed in."""

from django.utils.translation import gettext_lazy as _

from enterprises.models import IndustrialZone, OfficialTotal
from enterprises.similar import own_name
from organisations.entry.forms import EntryForm
from organisations.formfields import vietnamese_formfield


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
                "Số KCN, CCN, làng nghề ghi ở đây thay cho số đếm trong sổ khi tính tỷ lệ được phổ"
                " biến, từ năm này trở đi. Số cơ sở sản xuất công nghiệp đứng cạnh số đếm trong sổ,"
                " không cộng vào nhau."
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
