"""Alphabetical order of names, in Python and in PostgreSQL alike."""

import re
import unicodedata

from organisations.vietnamese.characters import INVISIBLE, LOOKALIKES_OF_D, nfc, visible
from organisations.vietnamese.comparing import MARKS, TONE, TONES

# The 29 Vietnamese letters with f, j, w, z at their Latin places; each gets one ASCII sign whose
# bytes stand in the same order.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
_LATIN = "".join(map(chr, [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180)]))
_LATIN += "ƠơƯưƉɖ" + "".join(map(chr, range(0x1E00, 0x1EFA)))


def _letter_and_tone(sign):
    """('ê', '5') for 'Ệ'; (None, …) for what is no Latin letter."""
    parts = unicodedata.normalize("NFD", sign.translate(LOOKALIKES_OF_D).lower())
    tone = next((TONES[part] for part in parts if part in TONES), "0")
    letter = nfc(TONE.sub("", parts))
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
# PostgreSQL looks a sign up from the front of the table, one by one: signs of plants' names, the
# most frequent ones first, make that six times as fast as the alphabet does.
_FREQUENT = (
    " nhgtHTuiCyNaảấôxmsocưàơộSáĐVMâkạpệvịdởrLDPầBêKQếXễăGổíìỗờbAựúọụắậồứợỹốùIữớýđeặũYòlĩéRUèủềãửõỳ"
    "ÁóẩOẹjEẫJFẮqÔẤẢÀÂƯfwzWZ"
)


def name_sort(text):
    """A key whose bytes (COLLATE "C") stand in Vietnamese alphabetical order.

    As in CLDR `vi` (and ICU): first the letters of the whole name (a ă â b c d đ e ê …), then its
    tones from the left: ngang, huyền, hỏi, ngã, sắc, nặng. Case and punctuation do not count;
    other scripts come after Latin.
    """
    bare = MARKS.sub("", visible(text))
    line = re.sub(SORT_GAP, " ", bare).strip(" ")
    letters = line.translate(_LETTER_TABLE).replace(" ", "-")
    tones = re.sub("[^0-5]", "0", line.translate(_TONE_TABLE)).rstrip("0")
    return f"{letters} {tones}" if tones else letters


def name_sort_sql():
    """CREATE FUNCTION name_sort(text), equal to `name_sort`, for generated columns (TRAPS 32)."""
    plain = f"regexp_replace(name, '{_escaped(INVISIBLE.pattern)}', '', 'g')"
    # To ask is cheaper than to compose what is composed already.
    composed = "CASE WHEN s IS NFC NORMALIZED THEN s ELSE normalize(s, NFC) END"
    bare = f"regexp_replace({composed}, '{_escaped(MARKS.pattern)}', '', 'g')"
    line = f"btrim(regexp_replace({bare}, '{_escaped(SORT_GAP)}', ' ', 'g'), ' ')"
    toneless = dict.fromkeys([ord(" "), *map(ord, SORT_LETTERS)], "0")
    letters = f"translate(line, {_translation(_LETTER_TABLE | {ord(' '): '-'})})"
    tones = f"translate(line, {_translation(toneless | _TONE_TABLE)})"
    tones = f"regexp_replace({tones}, '[^0-5]', '0', 'g')"
    return f"""
CREATE OR REPLACE FUNCTION name_sort(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rtrim({letters} || ' ' || rtrim({tones}, '0'), ' ')
  FROM (SELECT {line} AS line FROM (SELECT {plain} AS s OFFSET 0) AS seen OFFSET 0) AS cleaned
$$"""


def _escaped(pattern):
    return re.sub(r"[^A-Za-z0-9\[\]+-]", lambda sign: f"\\u{ord(sign[0]):04x}", pattern)


def _translation(table):
    table = {ord(sign): table[ord(sign)] for sign in _FREQUENT if ord(sign) in table} | table
    return f"'{''.join(map(chr, table))}', '{''.join(table.values())}'"
