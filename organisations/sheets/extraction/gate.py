"""Looks at a package before anything reads it: what it claims, and what really comes out of it."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from . import (
    DAMAGED,
    ENCRYPTED,
    ENTITIES,
    LINKS_TO_FILES,
    MACROS,
    NOT_A_WORKBOOK,
    TOO_LARGE,
    TOO_MANY_PARTS,
    Refused,
)

WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
SHARED_TEXTS = "xl/sharedStrings.xml"
LINKS = "xl/_rels/workbook.xml.rels"
MOST_PARTS = 200
MOST_OF_DIRECTORY = 256 * 1024
# What is packed tighter holds the same over and over; small parts may.
MOST_RATIO = 100
FREE_OF_RATIO = 4 * 1024**2
# Read as a whole, or kept as one table of looks.
MOST_OF_PART = {WORKBOOK: 4 * 1024**2, LINKS: 4 * 1024**2, STYLES: 64 * 1024**2}
MOST_SHARED_TEXTS = 4_000_000
# A cell's 32,767 letters as XML can write them.
LONGEST_TEXT = 512 * 1024
READ_AT_ONCE = 64 * 1024
UNPACK_AT_ONCE = 512 * 1024
XML = (".xml", ".rels", ".vml")
LOCAL_HEADER = struct.Struct("<4s22xHH")
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype")
PREFIX = re.compile(rb"<([A-Za-z0-9_.-]+:)?[A-Za-z]")
STORED, DEFLATED = 0, 8


@dataclass
class Seen:
    """What a look at a part's bytes tells: `has_marks` that some cell is an error or a formula.

    `is_plain` says that cells begin as Excel writes them, with their place (judged by the first).
    """

    unpacked: int = 0
    rows: int = 0
    prefix: bytes = b""
    has_marks: bool = False
    is_plain: bool = True


def look_through(file, most_unpacked):
    """What was seen of each XML part, by name; raises Refused for what is no list of anybody's."""
    _refuse_a_long_directory(file)
    package = zipfile.ZipFile(file)
    parts = package.infolist()
    _refuse_what_it_claims(parts, most_unpacked)
    return {part.filename: _seen(file, part) for part in parts if part.filename.endswith(XML)}


def _refuse_a_long_directory(file):
    """A directory of a million parts is refused before it is read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) < end + 22:
        raise Refused(DAMAGED)
    (length,) = struct.unpack_from("<I", tail, end + 12)
    wide = tail.rfind(b"PK\6\6")
    if 0 <= wide <= len(tail) - 56:
        (length,) = struct.unpack_from("<Q", tail, wide + 40)
    if length > MOST_OF_DIRECTORY:
        raise Refused(TOO_MANY_PARTS)


def _refuse_what_it_claims(parts, most_unpacked):
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise Refused(TOO_MANY_PARTS)
    if WORKBOOK not in names:
        raise Refused(NOT_A_WORKBOOK)
    if len({name.lower() for name in names}) < len(names):
        raise Refused(DAMAGED)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(MACROS)
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        raise Refused(LINKS_TO_FILES)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(ENCRYPTED)
    if any(part.compress_type not in (STORED, DEFLATED) for part in parts):
        raise Refused(DAMAGED)
    if sum(part.file_size for part in parts) > most_unpacked:
        raise Refused(TOO_LARGE)
    for part in parts:
        tight = part.file_size > max(FREE_OF_RATIO, MOST_RATIO * part.compress_size)
        if tight or part.file_size > MOST_OF_PART.get(part.filename, most_unpacked):
            raise Refused(TOO_LARGE)


def pieces(file, part):
    """A part unpacked, each piece ending where a tag begins; what the header says is checked.

    Unpacked here and not by zipfile, which stops where the header says while other readers go on.
    """
    rest = b""
    for block in _unpacked(file, part):
        rest += block
        cut = rest.rfind(b"<")
        if len(rest) - max(cut, 0) > LONGEST_TEXT + UNPACK_AT_ONCE:
            raise Refused(TOO_LARGE)
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _unpacked(file, part):
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == DEFLATED else None
    count, left = 0, part.compress_size
    at = _start_of(file, part)
    while left > 0:
        file.seek(at)
        packed = file.read(min(READ_AT_ONCE, left))
        if not packed:
            raise Refused(DAMAGED)
        at, left = at + len(packed), left - len(packed)
        while packed:
            block = inflate.decompress(packed, UNPACK_AT_ONCE) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
            count += len(block)
            if count > part.file_size:
                raise Refused(DAMAGED)
            yield block
    if count < part.file_size:
        raise Refused(DAMAGED)


def _start_of(file, part):
    file.seek(part.header_offset)
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size:
        raise Refused(DAMAGED)
    signature, name, extra = LOCAL_HEADER.unpack(header)
    if signature != b"PK\3\4":
        raise Refused(DAMAGED)
    return part.header_offset + LOCAL_HEADER.size + name + extra


def _seen(file, part):
    seen = Seen(unpacked=part.file_size)
    texts = 0
    row = shared = formula = b""
    for number, piece in enumerate(pieces(file, part)):
        if number == 0:
            seen.prefix = _prefix(piece)
            row, shared, formula = (b"<" + seen.prefix + tag for tag in (b"row", b"si>", b"f"))
            cell = b"<" + seen.prefix + b"c"
            cells = piece.count(cell + b" ") + piece.count(cell + b">")
            seen.is_plain = cells == piece.count(cell + b' r="')
        if any(declaration in piece for declaration in DECLARATIONS):
            raise Refused(ENTITIES)
        if part.filename == SHARED_TEXTS:
            texts += piece.count(shared)
        else:
            seen.rows += piece.count(row)
            seen.has_marks = seen.has_marks or formula in piece or b' t="e"' in piece
    if texts > MOST_SHARED_TEXTS:
        raise Refused(TOO_LARGE)
    return seen


def is_taller(file, part, seen, most):
    """Whether more rows than `most` hold something. Formatted ones that are empty do not count, nor
    one that two pieces share; nothing is read on once it is certain.
    """
    filled = 0
    row, value, text = (b"<" + seen.prefix + tag for tag in (b"row", b"v>", b"is>"))
    for piece in pieces(file, part):
        filled += sum(value in cells or text in cells for cells in piece.split(row)[1:])
        if filled > most:
            return True
    return False


def _prefix(piece):
    """What stands before the names of tags: nothing, or x: as some programs write it."""
    if b"\0" in piece:
        # UTF-16, which nobody writes and which would hide what is looked for here.
        raise Refused(DAMAGED)
    root = PREFIX.search(re.sub(rb"<\?.*?\?>|<!--.*?-->", b"", piece, flags=re.DOTALL))
    return (root[1] or b"") if root else b""
