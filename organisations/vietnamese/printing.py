"""Numbers, money and days as official Vietnamese documents print them (Nghị định 30/2020/NĐ-CP)."""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from zoneinfo import ZoneInfo

from organisations.vietnamese.characters import visible

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NO_DATA = "–"
MEGABYTE = 1024 * 1024
LONGEST_QUOTATION = 300
INNER_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


def format_unit(code):
    """'m3/t' → 'm³/t': units are stored plainly and printed as people write them."""
    return code.replace("m3", "m³")


def format_number(value, places=None):
    """1234.5 → '1.234,5', half up at `places`; without `places` every digit and no idle zero.

    A float stands for what it prints as in Python (0.1 is 0,1).
    """
    digits = format(_rounded(_exact(value), places), "f")
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _point, decimals = digits.partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    sign = sign if (whole + decimals).strip("0") else ""
    return sign + f"{int(whole):,}".replace(",", ".") + ("," + decimals if decimals else "")


def _exact(value):
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError(f"Không phải là số: {value!r}")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError(f"Không phải là số hữu hạn: {value!r}")
    return number


def _rounded(number, places):
    if places is None:
        return number
    room = Context(prec=abs(number.adjusted()) + len(number.as_tuple().digits) + places + 2)
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=room)


def format_share(part, whole, places=1):
    """A share is never printed without n/N: format_share(19, 49) → '38,8% (19/49)'."""
    if not whole:
        return NO_DATA
    room = Context(prec=50)
    percent = room.divide(_exact(part) * 100, _exact(whole))
    shown = format_number(_rounded(percent, places))
    return f"{shown}% ({format_number(part)}/{format_number(whole)})"


MONEY_UNITS = {"đồng": 0, "triệu": 6, "tỷ": 9}


def format_money(amount, unit="đồng", places=None):
    """'50.000.000 đồng', or in a larger unit '50 triệu đồng', '1,5 tỷ đồng' (tỷ = 10⁹)."""
    shown = format_number(_exact(amount).scaleb(-MONEY_UNITS[unit], Context(prec=60)), places)
    return f"{shown} đồng" if unit == "đồng" else f"{shown} {unit} đồng"


def format_size(count):
    """Of a file, rounded up: 1 → '1 KB', 1500000 → '1,5 MB'."""
    if count < MEGABYTE:
        return f"{format_number(-(-count // 1024))} KB"
    return f"{format_number(-(-count * 10 // MEGABYTE) / 10)} MB"


def format_date(value):
    """'31/12/2015'; of an instant, the day it was in Vietnam."""
    day = _local_day(value)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_document_date(value):
    """'22/6/2010', '05/02/2012': the zeros of format_long_date, as official documents write it."""
    day = _local_day(value)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def format_long_date(value):
    """'ngày 05 tháng 01 năm 2020': days under 10 and months 1, 2 take a zero (NĐ 30, Phụ lục I)."""
    day = _local_day(value)
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year:04}"


def format_datetime(instant):
    """'14:05 ngày 31/12/2015' by the clock in Vietnam; the instant must know its zone."""
    local = _local(instant)
    return f"{local.hour:02}:{local.minute:02} ngày {format_date(local)}"


def format_period(first_year, last_year):
    """'giai đoạn 2009-2015'; a single year is 'năm 2015'."""
    if first_year > last_year:
        raise ValueError(f"Giai đoạn đảo ngược: {first_year}-{last_year}")
    if first_year == last_year:
        return f"năm {first_year}"
    return f"giai đoạn {first_year}-{last_year}"


def in_one_line(text, longest):
    """What a person wrote, where line ends could make it look like words of ours."""
    line = " ".join(visible(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def quoted(text, longest=LONGEST_QUOTATION):
    """'“Thiếu căn cứ”': a person's words within ours, closed by the last sign and no earlier."""
    return f"“{in_one_line(text.translate(INNER_QUOTES), longest)}”"


def _local_day(value):
    return _local(value).date() if isinstance(value, datetime) else value


def _local(instant):
    if instant.tzinfo is None:
        raise ValueError("Thời điểm không có múi giờ.")
    return instant.astimezone(VIETNAM)


def opens_with(text, words):
    """Whether a text begins with these words, whole ones: 'Danh mục năm 2026' with 'danh mục'."""
    return re.match(rf"{re.escape(words.casefold())}\b", text.casefold()) is not None


def unit_beside(name, unit):
    """The unit to print beside a name; '' where the name begins with it: 'Hội nghị: 3'.

    A unit of one syllable only counts the name's things and stays: 'Tờ rơi: 500 tờ'.
    """
    is_said = " " in unit or name.casefold() == unit.casefold()
    return "" if is_said and opens_with(name, unit) else unit


def named(noun, title):
    """'Danh mục “X”', or the title alone where it begins with the noun itself."""
    return f"“{title}”" if opens_with(str(title), noun) else f"{noun} “{title}”"
