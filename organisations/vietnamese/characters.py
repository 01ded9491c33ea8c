"""Signs as they are stored: one form for each Vietnamese letter, nothing invisible."""

import re
import unicodedata

from django.utils.translation import gettext as _


class Unreadable(ValueError):
    """Typed text that has no single meaning; `sentence` tells the person what to type."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
SLASHES_AND_HYPHENS = str.maketrans(
    dict.fromkeys("\u2044\u2215\uff0f", "/")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-")
)
LOOKALIKES_OF_D = str.maketrans("\u00d0\u0189\u00f0\u0256", "ĐĐđđ")
# The categories Cc and Cs, but for tabs and line ends.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# What nearly every cell is: words of letters that are one code point each, a space between two.
_LETTERS = "[!-~\u00c0-\u024f\u1ea0-\u1ef9]++"
SETTLED = re.compile(f"{_LETTERS}(?: {_LETTERS})*+")
_LINE_ENDS = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")


def nfc(text):
    """One code point per Vietnamese letter: the form of every stored string (SECURITY §4)."""
    return unicodedata.normalize("NFC", text)


def visible(text):
    """Without the signs that have no width, which come along from web pages."""
    return nfc(INVISIBLE.sub("", text))


def trimmed(text):
    """What was typed into a box, as it is read."""
    return visible(text).strip()


def one_line(text):
    """A name as it is stored: NFC, no invisible characters, single spaces, nothing unprintable."""
    if SETTLED.fullmatch(text):
        return text
    return " ".join(_printable(visible(text)).split())


def many_lines(text):
    """A paragraph as it is stored: like `one_line`, but line ends and inner spaces stay."""
    plain = _printable(_LINE_ENDS.sub("\n", visible(text)))
    return "\n".join(line.replace("\t", " ").rstrip() for line in plain.split("\n")).strip()


def _printable(text):
    if _UNPRINTABLE.search(text):
        raise Unreadable(_("Nội dung có ký tự điều khiển không in được. Hãy xóa ô này và gõ lại."))
    return text


def normalise_document_number(text):
    """'1419⁄QĐ‑TTg ' → '1419/QĐ-TTg', so that a number matches itself (DOMAIN 1.4 item 15)."""
    number = one_line(text).translate(SLASHES_AND_HYPHENS).translate(LOOKALIKES_OF_D)
    return re.sub(r" ?([/-]) ?", r"\1", number)
