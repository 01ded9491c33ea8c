"""The unit that the heading of a column of money names: “Doanh thu (triệu đồng)”."""

import re
from dataclasses import dataclass

from organisations.vietnamese import nfc, search_key

NAMES = {
    0: "đồng",
    3: "nghìn đồng",
    6: "triệu đồng",
    9: "tỷ đồng",
    12: "nghìn tỷ đồng",
}
SCALES = {
    "nghin": 3,
    "ngan": 3,
    "k": 3,
    "trieu": 6,
    "tr": 6,
    "ty": 9,
    "ti": 9,
    "nghin ty": 12,
    "ngan ty": 12,
    "nghin ti": 12,
    "ngan ti": 12,
}
_SCALE = r"(?P<scale>(?:nghin|ngan) t[yi]|nghin|ngan|k|trieu|tr|t[yi]|1(?P<groups>(?:[. ]?000)+))"
_CURRENCY = r"(?P<currency>viet nam dong|dong|vn dong|vnd|d)"
_SAID = rf"(?:{_SCALE}[. ]*)?{_CURRENCY}?\.?"
_BEFORE = r"(?:dvt|don vi(?: tinh)?|tinh (?:bang|theo)|x)?"
# A longer heading names no unit: what compares it takes no time.
LONGEST = 300
# In brackets, wherever they stand; or at the end, as scale and currency.
BRACKETS = re.compile(r"[(\[](?P<within>[^()\[\]]*)[)\]]")
WITHIN = re.compile(rf"{_BEFORE} *{_SAID}")
SEPARATORS = re.compile("[,;:]")
SCALED = re.compile(rf"(?<!\w){_SCALE}(?!\w)")
AT_END = re.compile(rf"(?P<rest>.*[\w)])[ ,;:/-]+{_SCALE}[. ]*{_CURRENCY}\.?")
OF_TABLE = ("dvt", "don vi", "tinh bang")
# Words of money of which nothing above has made a unit.
UNCLEAR = re.compile(
    r"(?<!\w)(?:nghìn|ngàn|triệu|trđ|tỷ|tỉ|usd|eur|euro|jpy|cny|krw|đô la|nhân dân tệ)(?!\w)|[$€¥]"
)


@dataclass(frozen=True)
class Unit:
    """`places` is how many noughts a bare number of the column lacks."""

    places: int

    @property
    def name(self):
        return NAMES[self.places]

    @property
    def factor(self):
        return 10**self.places


def unit_of(heading):
    """The unit of money that a heading names; None when it names none that is known."""
    return _parted(heading)[1]


def unit_above(cells):
    """The unit that a line above the heading gives to the whole table: “ĐVT: triệu đồng”."""
    for cell in cells:
        key = search_key(cell).strip("()[] ") if isinstance(cell, str) else ""
        if key.startswith(OF_TABLE) and len(key) <= LONGEST and (unit := _unit_within(key)):
            return unit
    return None


def without_unit(heading):
    """The heading as it is compared, without the unit that it names."""
    return _parted(heading)[0]


def has_unclear_unit(heading):
    """Whether a heading speaks of another unit than đồng, and it cannot be told which."""
    return unit_of(heading) is None and UNCLEAR.search(nfc(heading).lower()) is not None


def _parted(heading):
    key = search_key(heading)
    if len(key) > LONGEST:
        return key, None
    for bracket in BRACKETS.finditer(key):
        if unit := _unit_within(bracket["within"]):
            return " ".join(f"{key[: bracket.start()]} {key[bracket.end() :]}".split()), unit
    said = AT_END.fullmatch(key)
    if said and (unit := _unit(said)):
        return said["rest"], unit
    return key, None


def _unit_within(words):
    """All that the brackets hold, or what follows on something else: (năm 2024, triệu đồng)."""
    *others, last = SEPARATORS.split(words)
    said = WITHIN.fullmatch(" ".join(SEPARATORS.sub(" ", words).split()))
    if said is None and not any(map(SCALED.search, others)):
        said = WITHIN.fullmatch(last.strip())
    return _unit(said) if said else None


def _unit(said):
    """None when nothing was said, or something that no list counts in."""
    scale = said["scale"]
    if not scale and not said["currency"]:
        return None
    groups = len(re.findall("000", said["groups"])) if said["groups"] else 0
    places = 3 * groups or SCALES.get(scale, 0)
    return Unit(places) if places in NAMES else None
