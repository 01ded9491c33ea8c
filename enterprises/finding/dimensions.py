"""What the register is both narrowed and counted by: columns that the summary has too."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from enterprises import sectors
from enterprises.enums import Level, Size, Stratum

NONE = "none"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Dimension:
    """A column of Establishment and of RegisterCount alike; `name` stands in the address.

    `unknown` is what is stored where nothing is known, which the address calls NONE.
    """

    name: str
    column: str
    title: str
    unknown: Any = None
    said_unknown: str = ""

    def stored(self, said):
        """The value of the column that the address means."""
        if said == NONE:
            return self.unknown
        return STORED.get(self.name, str)(said)

    def said(self, stored):
        """How the address says a value of the column."""
        if stored == self.unknown and self.said_unknown:
            return NONE
        if isinstance(stored, bool):
            return YES if stored else NO
        return str(stored)


STORED = {
    "province": int,
    "corporation": int,
    "level": int,
    "active": lambda said: said == YES,
}
PROVINCE = Dimension(
    "province", "province_id", _("Tỉnh, thành phố"), said_unknown=_("chưa xác định")
)
CORPORATION = Dimension(
    "corporation",
    "corporation_id",
    _("Tập đoàn, tổng công ty"),
    said_unknown=_("không thuộc tập đoàn, tổng công ty"),
)
SECTOR = Dimension("sector", "sector", _("Ngành (VSIC cấp 2)"), "", _("chưa ghi ngành"))
SIZE = Dimension("size", "size", _("Quy mô"), "", _("chưa xác định"))
STRATUM = Dimension("stratum", "stratum", _("Loại cơ sở"))
LEVEL = Dimension("level", "level", _("Mức độ áp dụng SXSH"))
ACTIVE = Dimension("active", "is_active", _("Hoạt động"))
DIMENSIONS = (PROVINCE, STRATUM, SECTOR, SIZE, LEVEL, CORPORATION, ACTIVE)
ACTIVE_LABELS = {YES: _("đang hoạt động"), NO: _("ngừng hoạt động")}


def fixed_labels(name):
    """{value in the address: words} of a dimension that is the same for everybody."""
    return {
        "sector": lambda: dict(sectors.choices()),
        "size": lambda: {value: label for value, label in Size.choices if value},
        "stratum": lambda: dict(Stratum.choices),
        "level": lambda: {str(level): level_label(level) for level in Level},
        "active": lambda: ACTIVE_LABELS,
    }[name]()


def level_label(level):
    """'3 – đã đánh giá': steps of a ladder are known by their number too."""
    return f"{int(level)} – {Level(level).label}"


def shown(label):
    return capfirst(str(label))
