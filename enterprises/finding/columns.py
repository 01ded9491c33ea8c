"""Which columns the list shows: chosen by each person, kept in their session."""

from dataclasses import dataclass

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enterprises.finding.dimensions import level_label
from organisations.enums import Kind
from organisations.vietnamese import NO_DATA, format_number

SESSION_KEY = "register_columns"
DEFAULT = ("number", "sector", "size", "level", "place", "province", "corporation")
# What of a row says nothing to whom: it is the same in every row.
NOT_FOR = {Kind.DEPARTMENT: {"province"}, Kind.CORPORATION: {"corporation"}}
TITLES = {
    "number": _("Mã số thuế"),
    "own_code": _("Mã do đơn vị đặt"),
    "stratum": _("Loại cơ sở"),
    "sector": _("Ngành"),
    "size": _("Quy mô (năm)"),
    "employees": _("Lao động"),
    "level": _("Mức độ áp dụng SXSH"),
    "place": _("Nơi sản xuất"),
    "address": _("Địa chỉ"),
    "province": _("Tỉnh, thành phố"),
    "corporation": _("Tập đoàn, tổng công ty"),
    "active": _("Hoạt động"),
}
# How a cell stands: numbers to the right, codes in one piece, words not one below the other.
LOOKS = {
    "employees": "number",
    "number": "text-nowrap",
    "own_code": "text-nowrap",
    "sector": "words",
    "size": "word",
    "level": "words",
    "place": "words",
    "address": "words",
    "province": "words",
    "corporation": "words",
}
# Four hundred cells of a page are drawn by this, since a template took half of the page's time.
CELL_BEGINS, CELL = "<td{}><span>", "{}{}</span></td>"


@dataclass(frozen=True)
class ShownRow:
    establishment: object
    cells: str


def offered(access):
    """{key: title} of the columns besides the name."""
    hidden = NOT_FOR.get(access.kind, set())
    return {key: title for key, title in TITLES.items() if key not in hidden}


def chosen(request):
    """The keys that this person has chosen, in the order of the list; at first the usual ones."""
    kept = request.session.get(SESSION_KEY, DEFAULT)
    return [key for key in offered(request.access) if key in kept]


def choose(request, keys):
    """Remember the columns; none at all means the usual ones again."""
    kept = [key for key in offered(request.access) if key in keys]
    if kept:
        request.session[SESSION_KEY] = kept
    else:
        request.session.pop(SESSION_KEY, None)


def shown_rows(rows, keys, names):
    """`names` knows provinces and corporations, so that no row asks for its own."""
    teller = _Teller(names)
    columns = [(_beginning(key), teller.tells(key)) for key in keys]
    return [ShownRow(row, _cells(row, columns)) for row in rows]


def _beginning(key):
    attributes = {"data-label": TITLES[key]}
    if key in LOOKS:
        attributes["class"] = LOOKS[key]
    return format_html(CELL_BEGINS, flatatt(attributes))


def _cells(row, columns):
    return format_html_join("", CELL, ((begins, tell(row) or NO_DATA) for begins, tell in columns))


class _Teller:
    """What stands in the cells of a row; nothing where nothing is known."""

    def __init__(self, names):
        self.names = names

    def tells(self, key):
        return getattr(self, f"_{key}")

    def _number(self, row):
        return row.tax_code

    def _own_code(self, row):
        return row.own_code

    def _stratum(self, row):
        return row.get_stratum_display()

    def _sector(self, row):
        return row.sector_title or row.sector_text

    def _size(self, row):
        if row.year is None:
            return ""
        return f"{row.get_size_display()} ({row.year})"

    def _employees(self, row):
        return "" if row.employees is None else format_number(row.employees)

    def _level(self, row):
        return level_label(row.level)

    def _place(self, row):
        return ", ".join(filter(None, (row.zone_name, row.commune)))

    def _address(self, row):
        return row.address

    def _province(self, row):
        return self.names.provinces.get(row.province_id)

    def _corporation(self, row):
        return self.names.corporations.get(row.corporation_id)

    def _active(self, row):
        return _now("đang hoạt động") if row.is_active else _now("ngừng hoạt động")
