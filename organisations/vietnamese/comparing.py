"""What two spellings of one name are compared by."""

import re
import unicodedata

from organisations.vietnamese.characters import (
    LOOKALIKES_OF_D,
    SLASHES_AND_HYPHENS,
    nfc,
    visible,
)

MARKS = re.compile("[\u0300-\u036f]")
_HOOKLESS_D = str.maketrans("đ", "d")
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+")
TONE = re.compile(f"[{''.join(TONES)}]")


def search_key(text):
    """What a search compares: 'Uỷ ban Đông Anh' and 'uy ban dong anh' are one."""
    plain = unicodedata.normalize("NFKD", visible(text)).translate(SLASHES_AND_HYPHENS)
    bare = MARKS.sub("", plain).translate(LOOKALIKES_OF_D).lower().translate(_HOOKLESS_D)
    return " ".join(MARKS.sub("", bare).split())


def same_name_key(text):
    """Equal for two spellings of one name, different for two names (DOMAIN 1.4 item 16).

    The tone moves to the end of its word, so Uỷ/Ủy and Hoà/Hòa agree while hoa, hòa, hóa differ.
    """
    plain = visible(text).translate(SLASHES_AND_HYPHENS).translate(LOOKALIKES_OF_D).lower()
    return nfc(" ".join(_WORD.sub(_tone_last, unicodedata.normalize("NFD", plain)).split()))


def _tone_last(word):
    return TONE.sub("", word[0]) + "".join(TONE.findall(word[0]))
