"""A pair in words: why it is proposed, and field by field where the two rows differ."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from enterprises.models import Establishment
from organisations.vietnamese import NO_DATA, format_number

WHY = {
    "branch_code": _("cùng mã số thuế chi nhánh 13 số"),
    "tax_code": _("cùng mã số thuế, cùng tỉnh"),
    "name_and_address": _("tên giống nhau, địa chỉ giống nhau hoặc chưa ghi, cùng tỉnh"),
    "import": _("giống nhau khi nhập từ tệp"),
}
FIELDS = (
    "name",
    "stratum",
    "own_code",
    "tax_code",
    "vsic_code",
    "sector",
    "sector_text",
    "zone_name",
    "address",
    "commune",
    "old_commune",
    "old_district",
    "year",
    "employees",
    "size",
    "level",
    "is_active",
)


@dataclass(frozen=True)
class Line:
    label: str
    first: str
    second: str

    @property
    def differs(self):
        return self.first != self.second


def reasons_of(pair):
    return [str(WHY.get(reason, reason)) for reason in pair.reasons]


def lines_of(first, second):
    """Only what one of the two says; where they differ comes first."""
    lines = [Line(_label(name), _shown(first, name), _shown(second, name)) for name in FIELDS]
    lines += [
        Line(label, _linked(first, name), _linked(second, name))
        for label, name in (
            (_("Doanh nghiệp, chủ hộ"), "legal_entity"),
            (_("Tỉnh, thành phố"), "province"),
            (_("Sở quản lý địa bàn"), "department"),
            (_("Tập đoàn, tổng công ty quản lý"), "corporation"),
        )
    ]
    said = [line for line in lines if {line.first, line.second} != {NO_DATA}]
    return sorted(said, key=lambda line: not line.differs)


def _label(name):
    label = str(Establishment._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _shown(site, name):
    value = getattr(site, name)
    if name == "sector":
        return site.sector_title or NO_DATA
    if name == "is_active":
        return str(_("có")) if value else str(_("không"))
    if site._meta.get_field(name).choices:
        return str(getattr(site, f"get_{name}_display")())
    if value in (None, ""):
        return NO_DATA
    return format_number(value) if name == "employees" else str(value)


def _linked(site, name):
    value = getattr(site, name)
    if value is None:
        return NO_DATA
    number = getattr(value, "masked_number", "")
    return f"{value} ({number})" if number else str(value)
