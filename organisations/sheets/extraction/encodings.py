"""The encoding of a text file, recognised by what it says; refused when two readings are likely."""

import codecs
import io
import re
import unicodedata

from . import NOT_A_TABLE, TCVN3, UNKNOWN_ENCODING, Refused
from .syllables import is_syllable
from .tcvn3 import MIXED_CAPITALS

READ_AT_ONCE = 1024 * 1024
BEGINNING = 4096
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
UNPRINTABLE_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
ENOUGH_WORDS = 20_000
# Of the words with accents, how many must be Vietnamese; how far the other reading must fall off.
LIKELY, APART = 0.8, 0.3
WINDOWS = "cp1258"
READINGS = {
    WINDOWS: lambda word: unicodedata.normalize("NFC", word.decode("cp1258", "replace")),
    TCVN3: lambda word: word.decode(TCVN3, "replace"),
}


def recognised(file):
    """The name of the encoding as Python has it, or TCVN3; raises Refused."""
    beginning = _beginning(file)
    for mark, encoding in BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            return encoding
    if b"\0" in beginning:
        zeros = [beginning[at::2].count(0) for at in (0, 1)]
        return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    return "utf-8" if _is_utf8(file) else _of_one_byte(file)


def _beginning(file):
    file.seek(0)
    return file.read(BEGINNING)


def _blocks(file):
    file.seek(0)
    while block := file.read(READ_AT_ONCE):
        yield block


def _is_utf8(file):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in _blocks(file):
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _of_one_byte(file):
    words = _words_with_accents(file)
    shares = {name: share_of_syllables(words, read) for name, read in READINGS.items()}
    (best, share), (_other, other_share) = sorted(
        shares.items(), key=lambda reading: reading[1], reverse=True
    )
    if share < LIKELY or share - other_share < APART:
        raise Refused(UNKNOWN_ENCODING)
    return best


def _words_with_accents(file):
    """The first some thousand different ones, as they are written."""
    words = set()
    for block in _blocks(file):
        if UNPRINTABLE_BYTES.search(block):
            raise Refused(NOT_A_TABLE)
        if len(words) < ENOUGH_WORDS:
            words.update(WORD.findall(block))
    return words


def share_of_syllables(words, read):
    found = [is_syllable(read(word)) for word in words]
    return sum(found) / len(found) if found else 0


def lines(file, encoding):
    """The lines of a text in this encoding, in NFC, line ends as they are; raises Refused."""
    file.seek(0)
    stream = io.TextIOWrapper(file, encoding, newline="")
    try:
        for line in stream:
            if UNPRINTABLE.search(line):
                raise Refused(NOT_A_TABLE)
            yield unicodedata.normalize("NFC", line)
    except UnicodeError as unlike:
        raise Refused(UNKNOWN_ENCODING if encoding in READINGS else NOT_A_TABLE) from unlike
    finally:
        stream.detach()


def mixed_capitals(file):
    """How many words of a text in TCVN3 look like capitals whose toned letters came out small."""
    return sum(
        MIXED_CAPITALS.search(READINGS[TCVN3](word)) is not None
        for word in _words_with_accents(file)
    )
