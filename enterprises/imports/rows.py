"""One row of a file as it is taken: values by column, or the cells that cannot be taken and why."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from enterprises import sectors
from enterprises.enums import LegalForm, Stratum
from enterprises.identity import (
    USUAL,
    Identity,
    fault_of_number_cell,
    holds_personal_number,
    read_identity,
    tail_of_mask,
    without_personal_numbers,
)
from enterprises.models import Enterprise, Establishment, EstablishmentYear
from enterprises.resources import COLUMN, YEARLY
from organisations.sheets.values import CellReader, is_blank, shown, value_of
from organisations.vietnamese import MOST_MONEY_DIGITS, Unreadable

# Columns of the staging table, as PostgreSQL calls their types; the rest are text.
TYPES = {
    "number": "integer",
    "site": "bigint",
    "province_id": "bigint",
    "corporation_id": "bigint",
    "year": "integer",
    "employees": "integer",
    "revenue": "numeric",
    "capital": "numeric",
    "output": "numeric",
    "is_active": "boolean",
    "has_unit": "boolean",
    "full_time": "integer",
    "part_time": "integer",
    "own_money": "numeric",
    "faults": "jsonb",
    "notes": "jsonb",
}
TEXTS = (
    "own_code",
    "name",
    "stratum",
    "enterprise_name",
    "legal_form",
    "tax_code",
    "branch_code",
    "digest",
    "tail",
    "sector",
    "vsic_code",
    "vsic_edition",
    "sector_text",
    "zone_name",
    "address",
    "commune",
    "old_commune",
    "old_district",
    "output_unit",
    "product",
)
# Worked out by the database, and kept with the row.
DERIVED = {"name_key": "text", "place_key": "text", "zone_id": "bigint", "zone_full_name": "text"}
STAGED = (
    "number",
    "site",
    *TEXTS,
    "province_id",
    "corporation_id",
    "year",
    *(key for key in YEARLY if key not in TEXTS),
    "faults",
    "notes",
)
VSIC = re.compile(r"[0-9]{2,5}")
NOTHING = dict.fromkeys(STAGED)
YEARLY_KEYS = frozenset(YEARLY)
COUNTS = dict.fromkeys(("site", "employees"), 2_147_483_647)
COUNTS |= dict.fromkeys(("full_time", "part_time"), 32_767)
OUTPUT_PLACES = EstablishmentYear._meta.get_field("output").decimal_places
TOTAL = "Tổng cộng"
YES = {"yes": True, "no": False}
BOOLEANS = ("is_active", "has_unit")


def _longest():
    """{column: most letters}, as the models say."""
    found = {}
    for model in (Establishment, EstablishmentYear):
        for each in model._meta.concrete_fields:
            if each.name in COLUMN and each.max_length and not each.choices:
                found.setdefault(each.name, each.max_length)
    return found | {"enterprise_name": Enterprise._meta.get_field("name").max_length}


LONGEST = _longest()


@dataclass
class Read:
    """What came of one row; `values` by the names of the staging table."""

    number: int
    values: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def refuse(self, key, reason, cell=None):
        title = COLUMN[key].title if key in COLUMN else ""
        is_hidden = key == "number" and is_personal(cell)
        typed = "" if is_hidden else without_personal_numbers(shown(cell))[:200]
        self.faults.append({"key": key, "title": title, "typed": typed, "reason": str(reason)})

    def is_refused(self, key):
        return any(fault["key"] == key for fault in self.faults)

    def staged(self):
        """In the order of STAGED; None is nothing said."""
        values = NOTHING | self.values
        values["number"] = self.number
        if self.faults:
            values["faults"] = json.dumps(self.faults, ensure_ascii=False)
        if self.notes:
            values["notes"] = json.dumps(self.notes, ensure_ascii=False)
        return list(values.values())


def is_personal(cell):
    """Whether a cell could show somebody's personal number; then it is not repeated anywhere."""
    return cell is not None and len(re.sub("[^0-9]", "", shown(cell))) in (11, 12)


class ColumnReader(CellReader):
    """Reads the cells of one column as the register can keep them; None is nothing said."""

    def _value(self, cell):
        if type(cell) is str and holds_personal_number(cell):
            return Unreadable(
                _("Ô này có số định danh cá nhân; số đó chỉ ghi ở cột “%(title)s”.")
                % {"title": COLUMN["number"].title}
            )
        value = super()._value(cell)
        if isinstance(value, Unreadable):
            return value
        if value is None or value == "":
            return None
        key = self.column.key
        if key in LONGEST and len(value) > LONGEST[key]:
            return Unreadable(_("Dài quá %(most)s ký tự.") % {"most": LONGEST[key]})
        if key in COUNTS and (fault := _fault_of_count(value, COUNTS[key])):
            return Unreadable(fault)
        if key == "output" and not 0 <= value < 10**MOST_MONEY_DIGITS:
            return Unreadable(_("Sản lượng phải từ 0 trở lên, không quá 15 chữ số."))
        if key == "output" and value != round(value, OUTPUT_PLACES):
            return Unreadable(_("Sản lượng có nhiều nhất 3 chữ số sau dấu phẩy."))
        return YES[value] if key in BOOLEANS else value


def _fault_of_count(value, most):
    if value < 0:
        return _("Nhập số từ 0 trở lên.")
    return _("Số này quá lớn. Hãy kiểm tra lại.") if value > most else ""


class RowReader:
    """Reads rows with the columns a person confirmed; `places` knows provinces and corporations."""

    def __init__(self, columns, places, *, this_year):
        self.readers = [
            (column.key, IdentityReader() if column.key == "number" else ColumnReader(column))
            for column in columns
        ]
        self.places = places
        self.this_year = this_year

    def read(self, number, typed):
        """`typed` are the cells of one line by column key."""
        row = Read(number)
        taken = row.values
        for key, read_cell in self.readers:
            value = read_cell(typed[key])
            if value is None:
                continue
            if isinstance(value, Unreadable):
                row.refuse(key, value.sentence, typed[key])
            else:
                taken[key] = value
        if "name" not in taken and not row.is_refused("name"):
            row.refuse("name", _("Chưa nhập Tên cơ sở."))
        self._settle(row, taken, typed)
        return row

    def _settle(self, row, taken, typed):
        """What several cells say together; then the row's values are complete."""
        _settle_identity(row, taken, typed)
        _settle_sector(row, taken, typed)
        self._settle_year(row, taken, typed)
        for key, find, kept in (
            ("province", self.places.province, "province_id"),
            ("corporation", self.places.corporation, "corporation_id"),
        ):
            try:
                taken[kept] = find(taken.pop(key, ""))
            except Unreadable as fault:
                row.refuse(key, fault.sentence, typed.get(key))

    def _settle_year(self, row, taken, typed):
        if YEARLY_KEYS.isdisjoint(taken):
            if "year" in taken and not row.faults:
                row.notes.append(_("Có năm nhưng không có số liệu nào của năm đó."))
        elif "year" not in taken and not row.is_refused("year"):
            title = next(COLUMN[key].title for key in YEARLY if key in taken)
            row.refuse("year", _("Ghi năm của số liệu “%(title)s”.") % {"title": title})
        if taken.get("year", 0) > self.this_year:
            row.refuse("year", _("Năm số liệu không được sau năm nay."), typed["year"])
        if "output" in taken and "output_unit" not in taken and not row.is_refused("output_unit"):
            row.refuse("output_unit", _("Ghi đơn vị tính của sản lượng."))


def total_row(number, typed):
    """A line such as 'Tổng cộng': nothing of it is read."""
    row = Read(number, {"name": TOTAL})
    row.refuse("name", _("Đây là dòng cộng, không phải cơ sở."), typed.get("name"))
    return row


class IdentityReader:
    """Reads tax codes and personal numbers. Of a number cell every digit must be there.

    Excel drops a leading zero of a number (SECURITY §4).
    """

    def __call__(self, cell):
        if is_blank(cell):
            return None
        try:
            if type(cell) is str and USUAL.fullmatch(cell):
                return read_identity(cell)
            value_of(COLUMN["number"], cell)
            text = shown(cell)
            if isinstance(cell, datetime | date | bool):
                raise Unreadable(_("Ô này không phải mã số. Hãy đổi sang Văn bản (Text)."))
            if isinstance(cell, int | float) and (fault := fault_of_number_cell(text)):
                raise Unreadable(fault)
            tail = tail_of_mask(text)
            return Identity(tail=tail) if tail else read_identity(text)
        except Unreadable as fault:
            return fault.with_traceback(None)


def _settle_identity(row, taken, typed):
    who = taken.pop("number", None)
    if who is None:
        for key in ("enterprise_name", "legal_form"):
            if taken.pop(key, None):
                row.notes.append(
                    _("“%(title)s” chưa ghi được vì chưa có mã số thuế.")
                    % {"title": COLUMN[key].title}
                )
    elif who.digest and not _is_household(taken):
        row.refuse(
            "number", _("12 số là số định danh cá nhân, chỉ dùng cho hộ sản xuất."), typed["number"]
        )
    else:
        taken.update((key, value) for key, value in who._asdict().items() if value)


def _is_household(taken):
    is_of_one = taken.get("legal_form") == LegalForm.HOUSEHOLD
    return is_of_one or taken.get("stratum") == Stratum.HOUSEHOLD


def _settle_sector(row, taken, typed):
    code, edition, sector = (taken.get(k) for k in ("vsic_code", "vsic_edition", "sector"))
    if code is None:
        if edition is not None:
            row.refuse("vsic_code", _("Có ấn bản VSIC thì ghi mã ngành."))
        return
    if not VSIC.fullmatch(code) or code[:2] not in sectors.divisions():
        row.refuse(
            "vsic_code",
            _("Mã ngành gồm 2 đến 5 số, hai số đầu là một ngành cấp 2 từ 05 đến 39 có trong VSIC."),
            typed["vsic_code"],
        )
    elif edition is None:
        row.refuse("vsic_edition", _("Ghi ấn bản VSIC của mã ngành: 2018 hoặc 2025."))
    elif sector is not None and sector != code[:2]:
        row.refuse("sector", _("Ngành cấp 2 không khớp với mã ngành VSIC."), typed["sector"])
    else:
        taken["sector"] = code[:2]
