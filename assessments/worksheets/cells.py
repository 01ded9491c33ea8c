"""One cell of a worksheet, typed on the screen or in Excel: read, kept as JSON, and printed.

What cannot be read is refused with a sentence that says what to type (Unreadable).
"""

import datetime as dt
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.enums import OptionState
from assessments.worksheets.catalogue import PRODUCT
from assessments.worksheets.contents import column_extras, is_free
from assessments.worksheets.schema import Type
from organisations import sheets
from organisations.sheets.values import is_blank, value_of
from organisations.vietnamese import Unreadable, format_date, format_number, search_key

LENGTHS = {Type.TEXT: 200, Type.LONG_TEXT: 4000, Type.PHOTO: 200}
LONGEST_CODE = 20
# Columns that others refer to: short codes, no words.
OWN_CODES = {"ma", "can_bang"}
MONTH = re.compile(r"(0?[1-9]|1[0-2])\s*[/.-]\s*([12][0-9]{3})")
ISO_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
YES, NO = {"co", "x", "true", "1", "yes"}, {"khong", "false", "0", "no"}
KINDS = {
    Type.TEXT: sheets.Kind.TEXT,
    Type.LONG_TEXT: sheets.Kind.LONG_TEXT,
    Type.PHOTO: sheets.Kind.TEXT,
    Type.INTEGER: sheets.Kind.INTEGER,
    Type.DECIMAL: sheets.Kind.DECIMAL,
    Type.PERCENT: sheets.Kind.PERCENTAGE,
    Type.MONEY: sheets.Kind.MONEY,
    Type.DATE: sheets.Kind.DATE,
}
# The resource of a row where no column says it.
RESOURCE_OF = {"02_San_pham": PRODUCT, "02_San_luong_thang": PRODUCT}
# The words of reference/assessments/reasons.yaml.
STATE_CODES = {
    "DE_XUAT": OptionState.PROPOSED,
    "LOAI_SANG_LOC": OptionState.SCREENED_OUT,
    "CHON": OptionState.SELECTED,
    "DANG_THUC_HIEN": OptionState.UNDER_WAY,
    "HOAN_THANH": OptionState.DONE,
    "DA_DO": OptionState.MEASURED,
    "DUY_TRI": OptionState.SUSTAINED,
    "DUNG": OptionState.STOPPED,
    "KHONG_THUC_HIEN": OptionState.NOT_TAKEN_UP,
}


def read_row(sheet, cells, contents):
    """(values, faults): what could be read, and (column, Unreadable) of what could not.

    A unit is read last, since it depends on the resource.
    """
    values, faults = {}, []
    typed = [column for column in sheet.columns if column.is_typed]
    for column in sorted(typed, key=lambda column: column.type == Type.UNIT):
        try:
            value = read(sheet, column, cells.get(column.key), contents, values)
        except Unreadable as fault:
            faults.append((column, fault))
        else:
            if value is not None:
                values[column.key] = value
    return values, faults


def read(sheet, column, cell, contents, row):
    """The typed value, None for a blank cell that may be blank."""
    if is_blank(cell):
        if column.required:
            raise Unreadable(_("Chưa nhập."))
        return None
    if column.type in KINDS:
        return _plain(column, cell)
    text = _text(column, cell)
    if column.type == Type.MONTH:
        return _month(cell, text)
    if column.type == Type.BOOLEAN:
        return _boolean(text)
    if column.type == Type.CHOICE:
        return _choice(column, text)
    if column.type == Type.UNIT:
        return _unit(sheet, text, contents, row)
    return _reference(sheet, column, text, contents)


def _plain(column, cell):
    value = value_of(sheets.Column(column.key, column.title, KINDS[column.type]), cell)
    if column.type in LENGTHS and len(value) > LENGTHS[column.type]:
        most = format_number(LENGTHS[column.type])
        raise Unreadable(_("Dài quá %(most)s ký tự. Hãy viết ngắn lại.") % {"most": most})
    if column.key in OWN_CODES:
        return _own_code(value)
    if column.type in (Type.MONEY, Type.DECIMAL, Type.PERCENT):
        return Decimal(value)
    return value


def _own_code(text):
    if len(text) > LONGEST_CODE or "|" in text or "," in text or ";" in text:
        raise Unreadable(
            _("Mã dài nhất 20 ký tự, không có dấu phẩy, chấm phẩy, gạch đứng. Ví dụ P1.")
        )
    return text


def _text(column, cell):
    if isinstance(cell, bool | dt.date):
        return sheets.shown(cell)
    return value_of(sheets.Column(column.key, column.title), cell).strip()


def _month(cell, text):
    if isinstance(cell, dt.date):
        return dt.date(cell.year, cell.month, 1)
    if found := MONTH.fullmatch(text):
        return dt.date(int(found[2]), int(found[1]), 1)
    if found := ISO_MONTH.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), 1)
    raise Unreadable(_("Nhập tháng/năm, ví dụ 03/2021."))


def _boolean(text):
    key = search_key(text)
    if key in YES or key in NO:
        return key in YES
    raise Unreadable(_("Nhập có hoặc không."))


def _choice(column, text):
    return sheets.Column(
        column.key, column.title, sheets.Kind.CHOICE, choices=column.values
    ).choice_of(text)


def _unit(sheet, text, contents, row):
    resource = RESOURCE_OF.get(sheet.name) or row.get("tai_nguyen")
    unit = contents.catalogue.find_unit(text, resource)
    if unit is None:
        raise Unreadable(
            _("Không có đơn vị “%(text)s”. Chọn trong danh sách, hoặc ghi t, kg, m3, l, GJ, kWh.")
            % {"text": text}
        )
    return unit


def _reference(sheet, column, text, contents):
    if column.takes_many:
        parts = [part.strip() for part in re.split("[,;\n]", text) if part.strip()]
        codes = [_one_reference(sheet, column, part, contents) for part in parts]
        return list(dict.fromkeys(codes))
    return _one_reference(sheet, column, text, contents)


def _one_reference(sheet, column, text, contents):
    catalogue = contents.catalogue
    if column.ref == "resource":
        if found := catalogue.find_resource(text):
            return found
        raise Unreadable(_("Không có tài nguyên “%(text)s” trong danh mục.") % {"text": text})
    if column.ref == "benchmark":
        if text.upper() in catalogue.benchmarks:
            return text.upper()
        raise Unreadable(_("Không có giá trị so sánh “%(text)s”.") % {"text": text})
    if column.ref == "option_state":
        return _state(text)
    return _of_sheet(sheet, column, text, contents)


def _state(text):
    by_name = {search_key(state.label): state.value for state in OptionState}
    found = STATE_CODES.get(text.upper()) or by_name.get(search_key(text))
    if found is None and text in OptionState.values:
        found = text
    if found is None:
        labels = "; ".join(state.label for state in STATE_CODES.values())
        raise Unreadable(_("Chọn một trong: %(labels)s.") % {"labels": labels})
    return str(found)


def _of_sheet(sheet, column, text, contents):
    for code, label in column_extras(sheet, column).items():
        if search_key(text) in (search_key(code), search_key(label)):
            return code
    code = text.split(" – ")[0].strip()
    known = {other.casefold(): other for other in contents.codes(column.ref)}
    if code.casefold() in known:
        return known[code.casefold()]
    if is_free(sheet, column, text):
        return text
    title = contents.form.sheet(column.ref).title
    raise Unreadable(
        _("Không có mã “%(code)s” ở bảng “%(title)s”.") % {"code": code, "title": title}
    )


def kept(column, value):
    """As JSON keeps it: decimals and days as text."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def restored(column, value):
    """The typed value of what `kept` has made."""
    if column.type in (Type.DECIMAL, Type.PERCENT, Type.MONEY):
        return Decimal(value)
    if column.type in (Type.DATE, Type.MONTH):
        return dt.date.fromisoformat(value)
    return value


def printed(sheet, column, value, catalogue):
    """What stands in the box, in words that `read` takes again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, Decimal | int):
        return format_number(value)
    if column.type == Type.MONTH:
        return f"{value.month:02}/{value.year}"
    if column.type == Type.DATE:
        return format_date(value)
    if column.type == Type.CHOICE:
        return dict(column.values).get(value, value)
    if column.type == Type.UNIT:
        return catalogue.unit_name(value)
    if column.type == Type.REFERENCE:
        return _printed_reference(sheet, column, value)
    return value


def _printed_reference(sheet, column, value):
    if isinstance(value, list):
        return ", ".join(value)
    if column.ref == "option_state":
        return OptionState(value).label
    return column_extras(sheet, column).get(value, value)
