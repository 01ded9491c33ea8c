"""Vietnamese numbers, dates and names: printing, strict reading, comparing, ordering.

Pure functions without a database. What cannot be read is refused with a sentence that says what
to type; nothing is guessed. Formats: DOMAIN §6 (last paragraphs), Nghị định 30/2020/NĐ-CP.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NO_DATA = "–"
FIRST_YEAR, LAST_YEAR = 1990, 2100
FIRST_DATED_YEAR = 1900
MOST_DIGITS = 30
MEGABYTE = 1024 * 1024


class Unreadable(ValueError):
    """Typed text that has no single meaning; `sentence` tells the person what to type."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


# Printing


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


def _local_day(value):
    return _local(value).date() if isinstance(value, datetime) else value


def _local(instant):
    if instant.tzinfo is None:
        raise ValueError("Thời điểm không có múi giờ.")
    return instant.astimezone(VIETNAM)


# Reading

_GROUP_MARKS = ". \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_NUMBER = re.compile(
    rf"(?P<sign>-?)(?P<whole>[1-9][0-9]{{0,2}}(?P<mark>[{_GROUP_MARKS}])[0-9]{{3}}"
    rf"(?:(?P=mark)[0-9]{{3}})*|[0-9]+)(?:,(?P<decimals>[0-9]+))?"
)
_NOT_IN_NUMBERS = re.compile(rf"[^0-9,\-{_GROUP_MARKS}]")


def parse_number(text):
    """'1.234,5' → Decimal('1234.5'). A dot only groups three digits, a comma starts decimals."""
    typed = _trimmed(text).replace("\N{MINUS SIGN}", "-")
    match = _NUMBER.fullmatch(typed)
    if not match:
        raise Unreadable(_fault_of_number(typed))
    whole, decimals = re.sub("[^0-9]", "", match["whole"]), match["decimals"] or "0"
    if len(whole) + len(decimals) > MOST_DIGITS:
        raise Unreadable(_("Số có quá nhiều chữ số. Hãy kiểm tra lại số đã nhập."))
    return Decimal(f"{match['sign']}{whole}.{decimals}") + 0


def _fault_of_number(typed):
    """Say which rule the text breaks; the order goes from plain slips to grouping."""
    if not typed:
        return _("Chưa nhập số. Ví dụ 1.234,5.")
    if re.search(r"[^\W\d_]|[%$₫]", typed):
        return _("Chỉ nhập số, không nhập chữ, đơn vị hay ký hiệu. Ví dụ 1.234,5.")
    if typed.startswith("+"):
        return _("Không đặt dấu + trước số. Nhập %(number)s.") % {"number": typed[1:40].strip()}
    if _NOT_IN_NUMBERS.search(typed):
        return _("Ô số chỉ nhận các chữ số từ 0 đến 9, dấu chấm và dấu phẩy. Ví dụ 1.234,5.")
    if "," in typed and "." in typed.partition(",")[2] or typed.count(",") > 1:
        return _("Dấu chấm ngăn nhóm nghìn, dấu phẩy ngăn phần thập phân: nhập 1.234,5.")
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", typed):
        return _fault_of_single_dot(typed)
    if any(mark in typed for mark in _GROUP_MARKS):
        return _("Mỗi nhóm sau dấu ngăn nghìn phải có đúng ba chữ số. Ví dụ 1.234.567.")
    return _("Số chưa viết đúng: trước và sau dấu phẩy phải có chữ số. Ví dụ 1.234,5.")


def _fault_of_single_dot(typed):
    return _(
        "Không rõ %(typed)s là số nào: nếu là số thập phân, nhập %(decimal)s; "
        "dấu chấm chỉ ngăn nhóm ba chữ số, ví dụ 1.234."
    ) % {"typed": typed[:40], "decimal": typed[:40].replace(".", ",")}


def parse_integer(text):
    """'2.500' → 2500. Any comma is refused: '1,000' would otherwise be read as one."""
    number = parse_number(text)
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


def parse_money(text):
    """'1.234.567', '500 triệu', '1,5 tỷ đồng', '1 tỷ 500 triệu' → whole đồng, never negative."""
    typed = _trimmed(text).replace("\N{MINUS SIGN}", "-")
    if not typed:
        raise Unreadable(_("Chưa nhập số tiền. Ví dụ 1.234.567 hoặc 1,5 tỷ."))
    if typed.startswith(("-", "(")):
        raise Unreadable(_("Số tiền không được là số âm."))
    named = bool(_CURRENCY.search(typed))
    return whole_dong(sum(_amounts(_CURRENCY.sub("", typed), named), Decimal(0)))


def _amounts(typed, named):
    """Each amount in đồng; a second one must be smaller than the unit before it, and have one."""
    at, room = 0, None
    while at < len(typed) or room is None:
        found = _AMOUNT.match(typed, at)
        places = found and _places_of_unit(found[2], alone=room is None or named)
        if places is None:
            raise Unreadable(
                _("Không rõ số tiền. Nhập số đồng, ví dụ 1.234.567, hoặc 500 triệu, 1,5 tỷ.")
            )
        amount = parse_number(found[1]).scaleb(places, Context(prec=60))
        if room is not None and amount >= room:
            raise Unreadable(_("Không rõ số tiền. Nhập một số và một đơn vị, ví dụ 1,5 tỷ."))
        yield amount
        at, room = found.end(), Decimal(10**places)


def _places_of_unit(word, alone):
    if not word:
        return 0 if alone else None
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
    typed = _trimmed(text)
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
    typed = _trimmed(text)
    if not re.fullmatch("[0-9]{4}", typed):
        raise Unreadable(_("Nhập năm bằng bốn chữ số liền nhau. Ví dụ 2015."))
    if not first <= int(typed) <= last:
        raise Unreadable(_("Năm phải từ %(first)s đến %(last)s.") % {"first": first, "last": last})
    return int(typed)


# Characters

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SLASHES_AND_HYPHENS = str.maketrans(
    dict.fromkeys("\u2044\u2215\uff0f", "/")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-")
)
_LOOKALIKES_OF_D = str.maketrans("\u00d0\u0189\u00f0\u0256", "ĐĐđđ")
_UNPRINTABLE = ("Cc", "Cs")
_LINE_ENDS = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")


def nfc(text):
    """One code point per Vietnamese letter: the form of every stored string (SECURITY §4)."""
    return unicodedata.normalize("NFC", text)


def _visible(text):
    return nfc(_INVISIBLE.sub("", text))


def _trimmed(text):
    return _visible(text).strip()


def one_line(text):
    """A name as it is stored: NFC, no invisible characters, single spaces, nothing unprintable."""
    return " ".join(_printable(_visible(text), but="\t\r\n").split())


def many_lines(text):
    """A paragraph as it is stored: like `one_line`, but line ends and inner spaces stay."""
    plain = _printable(_LINE_ENDS.sub("\n", _visible(text)), but="\t\n")
    return "\n".join(line.replace("\t", " ").rstrip() for line in plain.split("\n")).strip()


def _printable(text, but):
    if any(unicodedata.category(sign) in _UNPRINTABLE and sign not in but for sign in text):
        raise Unreadable(_("Nội dung có ký tự điều khiển không in được. Hãy xóa ô này và gõ lại."))
    return text


def normalise_document_number(text):
    """'1419⁄QĐ‑TTg ' → '1419/QĐ-TTg', so that a number matches itself (DOMAIN 1.4 item 15)."""
    number = one_line(text).translate(_SLASHES_AND_HYPHENS).translate(_LOOKALIKES_OF_D)
    return re.sub(r" ?([/-]) ?", r"\1", number)


# Comparing and ordering

_MARKS = re.compile("[\u0300-\u036f]")
_HOOKLESS_D = str.maketrans("đ", "d")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+")
_TONE = re.compile(f"[{''.join(_TONES)}]")


def search_key(text):
    """What a search compares: 'Uỷ ban Đông Anh' and 'uy ban dong anh' are one."""
    plain = unicodedata.normalize("NFKD", _visible(text)).translate(_SLASHES_AND_HYPHENS)
    bare = _MARKS.sub("", plain).translate(_LOOKALIKES_OF_D).lower().translate(_HOOKLESS_D)
    return " ".join(_MARKS.sub("", bare).split())


def same_name_key(text):
    """Equal for two spellings of one name, different for two names (DOMAIN 1.4 item 16).

    The tone moves to the end of its word, so Uỷ/Ủy and Hoà/Hòa agree while hoa, hòa, hóa differ.
    """
    plain = _visible(text).translate(_SLASHES_AND_HYPHENS).translate(_LOOKALIKES_OF_D).lower()
    return nfc(" ".join(_WORD.sub(_tone_last, unicodedata.normalize("NFD", plain)).split()))


def _tone_last(word):
    return _TONE.sub("", word[0]) + "".join(_TONE.findall(word[0]))


# The 29 Vietnamese letters with f, j, w, z at their Latin places; each gets one ASCII sign whose
# bytes stand in the same order.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
_LATIN = "".join(map(chr, [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180)]))
_LATIN += "ƠơƯưƉɖ" + "".join(map(chr, range(0x1E00, 0x1EFA)))


def _letter_and_tone(sign):
    """('ê', '5') for 'Ệ'; (None, …) for what is no Latin letter."""
    parts = unicodedata.normalize("NFD", sign.translate(_LOOKALIKES_OF_D).lower())
    tone = next((_TONES[part] for part in parts if part in _TONES), "0")
    letter = nfc(_TONE.sub("", parts))
    letter = letter if letter in _ALPHABET else parts[0]
    return (letter if letter in _ALPHABET else None), tone


def _sort_tables():
    read = {sign: _letter_and_tone(sign) for sign in _LATIN}
    code = dict(zip(_ALPHABET, _CODES, strict=True))
    letters = {sign: code[letter] for sign, (letter, _tone) in read.items() if letter}
    tones = {sign: tone for sign, (_letter, tone) in read.items() if tone != "0"}
    return letters, dict.fromkeys("12345", "0") | tones


SORT_LETTERS, SORT_TONES = _sort_tables()
SORT_GAP = "[\u0001-\u002f:-@[-`{-\u00bf\u2000-\u206f]+"
_LETTER_TABLE = str.maketrans(SORT_LETTERS)
_TONE_TABLE = str.maketrans(SORT_TONES)


def name_sort(text):
    """A key whose bytes (COLLATE "C") stand in Vietnamese alphabetical order.

    As in CLDR `vi` (and ICU): first the letters of the whole name (a ă â b c d đ e ê …), then its
    tones from the left: ngang, huyền, hỏi, ngã, sắc, nặng. Case and punctuation do not count;
    other scripts come after Latin.
    """
    bare = _MARKS.sub("", _visible(text))
    line = re.sub(SORT_GAP, " ", bare).strip(" ")
    letters = line.translate(_LETTER_TABLE).replace(" ", "-")
    tones = re.sub("[^0-5]", "0", line.translate(_TONE_TABLE)).rstrip("0")
    return f"{letters} {tones}" if tones else letters


def name_sort_sql():
    """CREATE FUNCTION name_sort(text), equal to `name_sort`, for generated columns (TRAPS 32)."""
    plain = f"normalize(regexp_replace(name, '{_escaped(_INVISIBLE.pattern)}', '', 'g'), NFC)"
    bare = f"regexp_replace({plain}, '{_escaped(_MARKS.pattern)}', '', 'g')"
    line = f"btrim(regexp_replace({bare}, '{_escaped(SORT_GAP)}', ' ', 'g'), ' ')"
    letters = f"replace(translate(line, {_translation(_LETTER_TABLE)}), ' ', '-')"
    tones = f"regexp_replace(translate(line, {_translation(_TONE_TABLE)}), '[^0-5]', '0', 'g')"
    return f"""
CREATE OR REPLACE FUNCTION name_sort(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rtrim({letters} || ' ' || rtrim({tones}, '0'), ' ')
  FROM (SELECT {line} AS line OFFSET 0) AS cleaned
$$"""


def _escaped(pattern):
    return re.sub(r"[^A-Za-z0-9\[\]+-]", lambda sign: f"\\u{ord(sign[0]):04x}", pattern)


def _translation(table):
    return f"'{''.join(map(chr, table))}', '{''.join(table.values())}'"
