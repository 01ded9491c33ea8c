"""TCVN3 (ABC, the fonts .VnTime): the Vietnamese letters of TCVN 5712, one byte each.

There are capitals for seven letters only, those without a tone: a heading in capitals was typed in
a font whose small letters look like capitals (.VnTimeH), so its toned letters are small ones here.
"""

import codecs
import re

from . import TCVN3
from .syllables import is_syllable

FIRST = 0xA1
LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ"
    "\0\0\0\0\0\0àảãáạ\0ằẳẵắ"
    "\0\0\0\0\0\0\0ặầẩẫấậè\0ẻẽ"
    "éẹềểễếệìỉ\0\0\0ĩíịò"
    "\0ỏõóọồổỗốộờởỡớợù"
    "\0ủũúụừửữứựỳỷỹýỵ"
)
TABLE = {FIRST + at: letter for at, letter in enumerate(LETTERS) if letter != "\0"}
# As charmap_decode has it: a byte that is no letter of it cannot be read.
UNREADABLE = "\ufffe"
NO_BREAK_SPACE = 0xA0
CHARACTERS = "".join(
    TABLE.get(code, chr(code) if code < 0x80 or code == NO_BREAK_SPACE else UNREADABLE)
    for code in range(0x100)
)
# Signs of its letters that no Vietnamese word has in Unicode: « in C«ng, æ in cæ.
OF_UNICODE = set("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý")
TELLTALES = "".join(sign for code in TABLE if (sign := chr(code)) not in OF_UNICODE)
SIGNS = "".join(map(chr, TABLE))
WORD = re.compile(f"[A-Za-z{re.escape(SIGNS)}àâãèêìòôõùýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]+")
LETTER = re.compile("[A-Za-z]")
UNIT = re.compile(r"µ[A-Za-z]{1,2}(?![A-Za-z])")
SMALL = "".join(letter for letter in LETTERS if letter.islower())
# HộI, THµNH: capitals among which a toned letter came out small.
MIXED_CAPITALS = re.compile(
    f"\\b[A-ZĂÂÊÔƠƯĐ]{{2,}}[{SMALL}]|\\b[A-ZĂÂÊÔƠƯĐ]+[{SMALL}]+[A-ZĂÂÊÔƠƯĐ]"
)
LEAST_SIGNS = 3


class _Decoder(codecs.IncrementalDecoder):
    def decode(self, given, final=False):
        return codecs.charmap_decode(given, self.errors, CHARACTERS)[0]


def _codec(name):
    if name != TCVN3:
        return None
    return codecs.CodecInfo(
        encode=None,
        decode=lambda given, errors="strict": codecs.charmap_decode(given, errors, CHARACTERS),
        incrementaldecoder=_Decoder,
        name=TCVN3,
    )


codecs.register(_codec)


def decoded(text):
    """What bytes read as Latin-1 say in TCVN3."""
    return text.translate(TABLE)


def is_typed_in_it(text):
    """Whether a text was typed in a TCVN3 font, so that only such a font shows what it says."""
    if text.isascii() or max(text) > "\xff":
        return False
    read, lost = 0, 0
    for word in WORD.findall(UNIT.sub("", text)):
        if word.isascii() or not LETTER.search(word):
            continue
        as_it_stands, as_tcvn3 = is_syllable(word), is_syllable(decoded(word))
        if as_it_stands and not as_tcvn3:
            return False
        if as_tcvn3 and not as_it_stands:
            read, lost = read + 1, lost + len(word)
    return read > 1 or lost >= LEAST_SIGNS
