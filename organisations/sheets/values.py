"""What one cell holds: read by the kind of its column, refused with a sentence, shown as typed."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from organisations import vietnamese
from organisations.sheets.cells import Fault, Garbled, Merged, Percent
from organisations.sheets.columns import Kind
from organisations.sheets.extraction import DOUBLE_UTF8, NEVER_CALCULATED
from organisations.vietnamese import Unreadable

# Excel keeps and shows fifteen digits; what stands behind them is noise (0.1 + 0.2).
EXCEL_DIGITS = ".15g"
MOST_DIGITS = 15
# Spaces, and the signs without width that come along from web pages.
BLANK = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]*")
MONTH = re.compile(r"(?:tháng|thang|t)?\s*(0?[1-9]|1[0-2])", re.IGNORECASE)


# TRUE is equal to the number 1, and read otherwise: it is not looked up.
REPEATING = {str, int, float, date, datetime}
MOST_REMEMBERED = 5_000
UNREAD = object()
SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+")


def exact(number):
    """The decimal number that a cell with this number shows: 0.1 for 0.1, 3 for 3.0."""
    return Decimal(format(number, EXCEL_DIGITS)) + 0


def is_blank(cell):
    return cell is None or (isinstance(cell, str) and BLANK.fullmatch(cell) is not None)


def shown(cell):
    """The cell as people see it, for messages and for text columns."""
    if type(cell) is str:
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return format(exact(cell), "f").replace(".", ",")
    if isinstance(cell, Percent):
        return shown(float(exact(cell.ratio) * 100)) + "%"
    if isinstance(cell, datetime) and (cell.hour or cell.minute):
        return f"{cell.hour:02}:{cell.minute:02} {vietnamese.format_date(cell.date())}"
    if isinstance(cell, date):
        return vietnamese.format_date(_day(cell))
    if isinstance(cell, Fault):
        return "" if cell.code == NEVER_CALCULATED else cell.code
    if isinstance(cell, Garbled):
        return cell.text
    if isinstance(cell, Merged):
        return shown(cell.cell)
    return "" if cell is None else str(cell)


class LostZero(Unreadable):
    """A code in a number cell, where leading zeros are lost; `digits` are those that are left."""

    def __init__(self, digits):
        super().__init__(
            _(
                "Ô này là số %(digits)s nên số 0 ở đầu có thể đã mất. "
                "Hãy đổi định dạng ô sang văn bản (Text) và nhập lại đủ chữ số."
            )
            % {"digits": digits}
        )
        self.digits = digits


class CellReader:
    """Reads the cells of one column, many of them: what repeats is read once."""

    def __init__(self, column):
        self.column = column
        self._read_kind = READERS[column.kind]
        self._read = {}

    def __call__(self, cell):
        """The value, or the Unreadable that says why there is none."""
        if type(cell) not in REPEATING:
            return self._value(cell)
        value = self._read.get(cell, UNREAD)
        if value is UNREAD:
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            value = self._read[cell] = self._value(cell)
        return value

    def _value(self, cell):
        try:
            if type(cell) in REPEATING and not self.column.required and not is_blank(cell):
                return self._read_kind(self.column, cell)
            return read_cell(self.column, cell)
        except Unreadable as fault:
            # Kept for long, it would hold every frame it came through.
            return fault.with_traceback(None)


def read_cell(column, cell):
    """The value of a cell, blank or not; raises Unreadable, for a required blank one too."""
    value = column.blank if is_blank(cell) else value_of(column, cell)
    if column.required and value in (None, ""):
        raise Unreadable(_("Chưa nhập %(title)s.") % {"title": column.title})
    return value


def value_of(column, cell):
    """The value of a cell that is not blank; raises Unreadable."""
    if isinstance(cell, Fault):
        raise Unreadable(_fault_of_formula(cell))
    if isinstance(cell, Garbled):
        raise Unreadable(_fault_of_encoding(cell))
    if isinstance(cell, Merged):
        raise Unreadable(_("Ô này đã gộp (Merge) với ô khác. Hãy bỏ gộp ô và nhập đủ từng dòng."))
    return READERS[column.kind](column, cell)


def _fault_of_formula(fault):
    if fault.code == NEVER_CALCULATED:
        return _("Công thức trong ô chưa được tính. Hãy mở tệp bằng Excel, lưu lại rồi tải lên.")
    return _("Công thức trong ô báo lỗi. Hãy sửa công thức hoặc nhập giá trị.")


def _fault_of_encoding(garbled):
    if garbled.encoding == DOUBLE_UTF8:
        return _("Chữ trong ô đã bị đổi bảng mã sai (như “CÃ´ng ty”). Hãy gõ lại ô này.")
    return _(
        "Chữ trong ô gõ bằng phông chữ cũ (.VnTime, VNI), không phải Unicode. "
        "Hãy chuyển sang Unicode (ví dụ bằng Unikey Toolkit) hoặc gõ lại."
    )


def _text(_column, cell):
    return vietnamese.one_line(shown(cell))


def _long_text(_column, cell):
    return vietnamese.many_lines(shown(cell))


def _code(_column, cell):
    if isinstance(cell, str):
        code = vietnamese.one_line(cell)
        if SCIENTIFIC.fullmatch(code):
            raise Unreadable(
                _("Mã đã bị Excel rút gọn nên mất chữ số. Hãy nhập lại đủ các chữ số.")
            )
        return code
    number = _number(cell)
    digits = format(number, "f")
    if not digits.isdigit() or len(digits) > MOST_DIGITS:
        raise Unreadable(_("Ô này không phải mã số. Hãy nhập mã dạng văn bản (Text)."))
    raise LostZero(digits)


def _number(cell):
    """The number of a number cell, None for text; dates and percentages are no quantities."""
    if isinstance(cell, bool):
        raise Unreadable(_("Ô này là giá trị đúng/sai. Hãy nhập số."))
    if isinstance(cell, date):
        raise Unreadable(
            _("Ô này đang định dạng ngày tháng. Hãy đổi định dạng ô sang số và nhập lại.")
        )
    if isinstance(cell, Percent):
        raise Unreadable(_("Ô này đang định dạng phần trăm. Hãy đổi sang số và nhập lại."))
    return _finite(exact(cell)) if isinstance(cell, int | float) else None


def _finite(number):
    """A file may hold a number too large for any computer, or none at all where one should be."""
    if not number.is_finite():
        raise Unreadable(_("Ô này không phải số đọc được. Hãy nhập lại."))
    return number


def _decimal(_column, cell):
    number = _number(cell)
    return vietnamese.parse_number(cell) if number is None else number


def _integer(_column, cell):
    number = _number(cell)
    return vietnamese.parse_integer(cell) if number is None else _whole(number)


def _whole(number):
    if number != number.to_integral_value():
        raise Unreadable(_("Nhập số nguyên, không có phần thập phân."))
    return int(number)


def _money(column, cell):
    places = column.unit.places if column.unit else 0
    number = _number(cell)
    if number is None:
        return vietnamese.parse_money(cell, places)
    return vietnamese.whole_dong(number.scaleb(places))


def _percentage(_column, cell):
    if isinstance(cell, Percent):
        return _finite(exact(cell.ratio)) * 100
    number = _number(cell)
    if number is None:
        return vietnamese.parse_number(vietnamese.one_line(cell).removesuffix("%"))
    return number


def _date(_column, cell):
    if isinstance(cell, date):
        return vietnamese.parse_date(_day(cell).isoformat())
    if isinstance(cell, str):
        return vietnamese.parse_date(cell)
    raise Unreadable(_("Ô này là số, chưa phải ngày. Nhập ngày/tháng/năm. Ví dụ 31/12/2015."))


def _day(cell):
    return cell.date() if isinstance(cell, datetime) else cell


def _month(_column, cell):
    found = MONTH.fullmatch(vietnamese.one_line(shown(cell)))
    if not found:
        raise Unreadable(_("Nhập tháng bằng số từ 1 đến 12."))
    return int(found[1])


def _year(_column, cell):
    return vietnamese.parse_year(shown(cell))


def _choice(column, cell):
    return column.choice_of(vietnamese.one_line(shown(cell)))


READERS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.CODE: _code,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _money,
    Kind.PERCENTAGE: _percentage,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.CHOICE: _choice,
}
