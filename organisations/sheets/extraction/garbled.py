"""Texts that say something else than they seem to, told by the words that they would make."""

import re

from . import DOUBLE_UTF8, GARBLED, TCVN3
from .syllables import is_syllable
from .tcvn3 import TELLTALES, is_typed_in_it

# One of these somewhere, in UTF-8, makes it worth while to look at each text.
_SECOND_BYTES = bytes(sorted(sign.encode()[1] for sign in TELLTALES if sign >= "\u00c0"))
SUSPICIOUS = re.compile(b"\xc2[^\xa0]|\xc3[" + re.escape(_SECOND_BYTES) + b"]")
WORD = re.compile(r"[^\W\d_]+")
WESTERN = "cp1252"


def unless_garbled(cell):
    """The cell, or its text with the encoding that it is really in."""
    if not isinstance(cell, str) or cell.isascii():
        return cell
    if is_typed_in_it(cell):
        return [GARBLED, [TCVN3, cell]]
    return [GARBLED, [DOUBLE_UTF8, cell]] if _is_encoded_twice(cell) else cell


def _is_encoded_twice(text):
    """Whether it makes Vietnamese words once its signs are taken for the bytes of UTF-8: CÃ´ng."""
    try:
        meant = b"".join(map(_byte, text)).decode()
    except UnicodeError:
        return False
    return any(not word.isascii() and is_syllable(word) for word in WORD.findall(meant) if word[1:])


def _byte(sign):
    try:
        return sign.encode(WESTERN)
    except UnicodeEncodeError:
        # Bytes that the Western encoding has no sign for come through as they are.
        return sign.encode("latin-1")
