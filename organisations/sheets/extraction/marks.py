"""What python-calamine keeps to itself about cells, read from a worksheet's own XML.

Which numbers are shown as percentages, which cells show an error or were never calculated (it
answers both with an empty cell, and an amount would be lost without a word), which texts stand in
a font of the time before Unicode.
"""

import re
from xml.parsers import expat

from . import FAULT, GARBLED, NEVER_CALCULATED, PERCENT
from .gate import pieces

ATTRIBUTE = re.compile(rb' ([a-z]+)="([^"]*)"')
VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?: [^>]*)?>([^<]*)<")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
TEXTS = {"s", "str", "inlineStr"}
LONGEST_ERROR = 40


class Looks:
    """The numbers of the cell styles that matter: shown in percent, or in an old font."""

    def __init__(self, percents, old_fonts):
        self.percents, self.old_fonts = percents, old_fonts

    def __bool__(self):
        return bool(self.percents or self.old_fonts)

    def mark(self, kind, style, has_formula, value):
        """(mark, content) of one cell; None for most."""
        if kind == "e":
            return FAULT, value
        if has_formula and not value and kind != "str":
            return FAULT, NEVER_CALCULATED
        if kind == "n" and value and style in self.percents:
            return PERCENT, None
        if kind in TEXTS and style in self.old_fonts:
            return GARBLED, None
        return None


def marks(file, part, seen, looks):
    """(row, column, mark, content) in the order of the file, from 0."""
    if seen.is_plain:
        if not seen.has_marks and not looks:
            return iter(())
        return _searched(file, part, seen.prefix, looks)
    return _walked(file, part, looks)


def _searched(file, part, prefix, looks):
    """Looks only at the cells whose bytes promise something: for files as Excel writes them."""
    tags = b"<" + prefix + b"c ", b"</" + prefix + b"c>", b"<" + prefix + b"f"
    styles = sorted(looks.percents | looks.old_fonts)
    needles = [tags[2], b' t="e"', *(f' s="{style}"'.encode() for style in styles)]
    rest = b""
    for piece in pieces(file, part):
        rest += piece
        cut = max(rest.rfind(tags[0]), 0)
        yield from _in_piece(rest[:cut], needles, tags, looks)
        rest = rest[cut:]
    yield from _in_piece(rest, needles, tags, looks)


def _in_piece(piece, needles, tags, looks):
    opening, closing, formula = tags
    done = -1
    for at in sorted(at for needle in needles for at in _every(needle, piece)):
        start = piece.rfind(opening, 0, at + len(formula))
        if start <= done:
            continue
        done = start
        tag_end = piece.find(b">", start)
        if piece[tag_end - 1 : tag_end] == b"/":
            continue
        about = dict(ATTRIBUTE.findall(piece[start:tag_end]))
        inner = piece[tag_end : piece.find(closing, tag_end)]
        value = VALUE.search(inner)
        kind, style = about.get(b"t", b"n").decode(), about.get(b"s", b"").decode()
        text = value[1][:LONGEST_ERROR].decode() if value else ""
        if mark := looks.mark(kind, style, formula in inner, text):
            yield *place(about[b"r"].decode()), *mark


def _every(needle, piece):
    """Each place of it. Several such searches take a tenth of the time of one pattern."""
    at = piece.find(needle)
    while at >= 0:
        yield at
        at = piece.find(needle, at + 1)


def place(reference):
    """'B7' → (6, 1)."""
    letters, digits = REFERENCE.match(reference).groups()
    return int(digits) - 1, column_number(letters)


def column_number(letters):
    """'A' → 0, 'AB' → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _walked(file, part, looks):
    """Walks over every cell: for files that leave out the places of cells, or write them oddly."""
    walk = Walk(looks)
    for piece in pieces(file, part):
        walk.parser.Parse(piece)
        yield from walk.found
        walk.found.clear()
    walk.parser.Parse(b"", True)
    yield from walk.found


class Walk:
    def __init__(self, looks):
        self.looks = looks
        self.found = []
        self.row, self.column = -1, -1
        self.style = self.type = None
        self.has_formula = self.in_value = False
        self.value = ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name, attributes):
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes.get("r", self.row + 2)) - 1
            self.column = -1
        elif name == "c":
            self._start_cell(attributes)
        elif name == "f":
            self.has_formula = True
        elif name == "v":
            self.in_value = True

    def _start_cell(self, attributes):
        self.column += 1
        if REFERENCE.match(attributes.get("r", "")):
            self.row, self.column = place(attributes["r"])
        self.style, self.type = attributes.get("s", ""), attributes.get("t", "n")
        self.has_formula, self.value = False, ""

    def _text(self, text):
        if self.in_value and len(self.value) < LONGEST_ERROR:
            self.value += text

    def _end(self, name):
        name = name.rpartition(":")[2]
        if name == "v":
            self.in_value = False
        elif name == "c":
            mark = self.looks.mark(self.type, self.style, self.has_formula, self.value)
            if mark:
                self.found.append((self.row, self.column, *mark))
