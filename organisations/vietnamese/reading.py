"""Strict reading: what has no single meaning is refused with a sentence that says what to type."""

import re
from calendar import monthrange
from datetime import date
from decimal import Context, Decimal

from django.utils.translation import gettext as _

from organisations.vietnamese.characters import Unreadable, one_line, trimmed
from organisations.vietnamese.comparing import search_key

FIRST_YEAR, LAST_YEAR = 1990, 2100
FIRST_DATED_YEAR = 1900
MOST_DIGITS = 30

_GROUP_MARKS = ". \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_NUMBER = re.compile(
    rf"(?P<sign>-?)(?P<whole>[1-9][0-9]{{0,2}}(?P<mark>[{_GROUP_MARKS}])[0-9]{{3}}"
    rf"(?:(?P=mark)[0-9]{{3}})*|[0-9]+)(?:,(?P<decimals>[0-9]+))?"
)
_NOT_IN_NUMBERS = re.compile(rf"[^0-9,\-{_GROUP_MARKS}]")


def parse_number(text, example="1.234,5"):
    """'1.234,5' → Decimal('1234.5'). A dot only groups three digits, a comma starts decimals."""
    typed = trimmed(text).replace("\N{MINUS SIGN}", "-")
    match = _NUMBER.fullmatch(typed)
    if not match:
        raise Unreadable(_fault_of_number(typed, example))
    whole, decimals = re.sub("[^0-9]", "", match["whole"]), match["decimals"] or "0"
    if len(whole) + len(decimals) > MOST_DIGITS:
        raise Unreadable(_("Số có quá nhiều chữ số. Hãy kiểm tra lại số đã nhập."))
    return Decimal(f"{match['sign']}{whole}.{decimals}") + 0


def _fault_of_number(typed, example):
    """Say which rule the text breaks; the order goes from plain slips to grouping."""
    if not typed:
        return _("Chưa nhập số. Ví dụ %(example)s.") % {"example": example}
    if re.search(r"[^\W\d_]|[%$₫]", typed):
        said = _("Chỉ nhập số, không nhập chữ, đơn vị hay ký hiệu. Ví dụ %(example)s.")
        return said % {"example": example}
    if typed.startswith("+"):
        return _("Không đặt dấu + trước số. Nhập %(number)s.") % {"number": typed[1:40].strip()}
    if _NOT_IN_NUMBERS.search(typed):
        said = _("Ô số chỉ nhận các chữ số từ 0 đến 9, dấu chấm và dấu phẩy. Ví dụ %(example)s.")
        return said % {"example": example}
    if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3}){2,}", typed):
        return _("Dấu chấm ngăn nhóm nghìn: nhập %(number)s.") % {"number": typed.replace(",", ".")}
    if "," in typed and "." in typed.partition(",")[2] or typed.count(",") > 1:
        return _("Dấu chấm ngăn nhóm nghìn, dấu phẩy ngăn phần thập phân: nhập 1.234,5.")
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", typed):
        return _fault_of_single_dot(typed)
    if any(mark in typed for mark in _GROUP_MARKS):
        return _("Mỗi nhóm sau dấu ngăn nghìn phải có đúng ba chữ số. Ví dụ 1.234.567.")
    said = _("Số chưa viết đúng: trước và sau dấu phẩy phải có chữ số. Ví dụ %(example)s.")
    return said % {"example": example}


def _fault_of_single_dot(typed):
    return _(
        "Không rõ %(typed)s là số nào: nếu là số thập phân, nhập %(decimal)s; "
        "dấu chấm chỉ ngăn nhóm ba chữ số, ví dụ 1.234."
    ) % {"typed": typed[:40], "decimal": typed[:40].replace(".", ",")}


def parse_integer(text):
    """'2.500' → 2500. Any comma is refused: '1,000' would otherwise be read as one."""
    number = parse_number(text, example="1.234")
    if "," in text:
        raise Unreadable(
            _("Nhập số nguyên, không có dấu phẩy. Dấu chấm ngăn nhóm nghìn, ví dụ 1.234.")
        )
    return int(number)


# 999.999 tỷ đồng, and all the digits that Excel keeps.
MOST_MONEY_DIGITS = 15
_MONEY_WORDS = {"nghin": 3, "ngan": 3, "trieu": 6, "tr": 6, "ty": 9, "ti": 9}
_CURRENCY = re.compile(r"\s*(?:đồng|dong|vnđ|vnd|đ|₫)\Z", re.IGNORECASE)
_AMOUNT = re.compile(rf"([0-9](?:[0-9,{_GROUP_MARKS}]*[0-9])?)\s*([^\W\d_]*)\s*")


def parse_money(text, places=0):
    """'1.234.567', '500 triệu', '1,5 tỷ đồng', '1 tỷ 500 triệu' → whole đồng, never negative.

    A bare number lacks `places` noughts: in a column of triệu đồng six.
    """
    typed = trimmed(text).replace("\N{MINUS SIGN}", "-")
    if not typed:
        raise Unreadable(_("Chưa nhập số tiền. Ví dụ 1.234.567 hoặc 1,5 tỷ."))
    if typed.startswith(("-", "(")):
        raise Unreadable(_("Số tiền không được là số âm."))
    named = bool(_CURRENCY.search(typed))
    bare = 0 if named else places
    return whole_dong(sum(_amounts(_CURRENCY.sub("", typed), named, bare), Decimal(0)))


def _amounts(typed, named, bare):
    """Each amount in đồng; a second one must be smaller than the unit before it, and have one."""
    at, room = 0, None
    while at < len(typed) or room is None:
        found = _AMOUNT.match(typed, at)
        places = found and _places_of_unit(found[2], bare if room is None or named else None)
        if places is None:
            raise Unreadable(
                _("Không rõ số tiền. Nhập số đồng, ví dụ 1.234.567, hoặc 500 triệu, 1,5 tỷ.")
            )
        amount = parse_number(found[1]).scaleb(places, Context(prec=60))
        if room is not None and amount >= room:
            raise Unreadable(_("Không rõ số tiền. Nhập một số và một đơn vị, ví dụ 1,5 tỷ."))
        yield amount
        at, room = found.end(), Decimal(10**places)


def _places_of_unit(word, bare):
    if not word:
        return bare
    return _MONEY_WORDS.get(search_key(word))


def whole_dong(number):
    """The amount, if it is one that can be paid: whole, not negative, not beyond all budgets."""
    if number < 0:
        raise Unreadable(_("Số tiền không được là số âm."))
    if number != number.to_integral_value():
        raise Unreadable(_("Số tiền tính bằng đồng, không có phần lẻ. Ví dụ 1.234.567."))
    if number >= 10**MOST_MONEY_DIGITS:
        raise Unreadable(_("Số tiền quá lớn. Hãy kiểm tra lại số đã nhập."))
    return Decimal(int(number))


_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]+)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_date(text):
    """'3/4/2026' is 3 April; a date picker's '2026-04-03' is the same day."""
    typed = trimmed(text)
    if iso := _ISO.fullmatch(typed):
        year, month, day = iso.groups()
    elif day_first := _DAY_FIRST.fullmatch(typed):
        day, month, year = day_first.groups()
    elif typed:
        raise Unreadable(_("Nhập ngày theo thứ tự ngày/tháng/năm. Ví dụ 31/12/2015."))
    else:
        raise Unreadable(_("Chưa nhập ngày. Ví dụ 31/12/2015."))
    if len(year) != 4:
        raise Unreadable(_("Nhập năm đủ bốn chữ số. Ví dụ 31/12/2015."))
    return _existing_day(int(year), int(month), int(day))


def _existing_day(year, month, day):
    if not FIRST_DATED_YEAR <= year <= LAST_YEAR:
        raise Unreadable(
            _("Năm phải từ %(first)s đến %(last)s.")
            % {"first": FIRST_DATED_YEAR, "last": LAST_YEAR}
        )
    if not 1 <= month <= 12:
        raise Unreadable(
            _("Không có tháng %(month)s. Nhập ngày trước, tháng sau. Ví dụ 31/12/2015.")
            % {"month": month}
        )
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Unreadable(
            _("Không có ngày %(day)s: tháng %(month)s năm %(year)s có %(last)s ngày.")
            % {"day": day, "month": month, "year": year, "last": last}
        )
    return date(year, month, day)


def parse_year(text, first=FIRST_YEAR, last=LAST_YEAR):
    """'2015' → 2015; four plain digits, since '2.015' is a quantity and '15' no year."""
    typed = trimmed(text)
    if not re.fullmatch("[0-9]{4}", typed):
        raise Unreadable(_("Nhập năm bằng bốn chữ số liền nhau. Ví dụ 2015."))
    if not first <= int(typed) <= last:
        raise Unreadable(_("Năm phải từ %(first)s đến %(last)s.") % {"first": first, "last": last})
    return int(typed)


FEWEST_DIALLED = 8
_DIALLED = re.compile(r"[+(]?[0-9][0-9 .()+-]*")
_EXTENSION = re.compile(
    r"[ ,]*\(?(?:(?:số )?máy lẻ|số lẻ|lẻ|máy nhánh|nhánh|ext|x)\b[ .:]*[0-9]{1,6}\)?\Z",
    re.IGNORECASE,
)


def parse_telephone(text):
    """'024 3825 1234, máy lẻ 12' as it was typed; several numbers stand between ; or /."""
    typed = one_line(text)
    for number in re.split(r"[;/]", typed):
        dialled = _EXTENSION.sub("", number).strip(" ,")
        digits = re.sub("[^0-9]", "", dialled)
        if not _DIALLED.fullmatch(dialled) or len(digits) < FEWEST_DIALLED:
            raise Unreadable(
                _(
                    "Số điện thoại gồm ít nhất 8 chữ số, có thể kèm máy lẻ."
                    " Ví dụ 0912 345 678 hoặc 024 3825 1234 máy lẻ 12."
                )
            )
    return typed
