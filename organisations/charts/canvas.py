"""Drawing with SVG attributes only: shapes, words and scales; labels stand apart from the picture.

Lengths are in the picture's own units. How wide that is, and how large its letters are, is the
sheet's: paper, a screen, a telephone.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

from organisations.charts.spec import Value

# Told apart by people with any colour blindness and, by lightness, in a black-and-white copy.
COLOURS = ("#14508c", "#d9730d", "#2b8a6e", "#8a4f7d", "#707070")
INK = "#1a1a1a"
AXIS = "#8c8c8c"
GRID = "#e0e4ea"
TARGET = "#a3001e"


@dataclass(frozen=True)
class Sheet:
    """What is drawn on. `letter` is the mean width of a letter as a part of the font size."""

    width: float
    font: float
    letter: float = 0.5
    # On a telephone the name of a row stands above its bar.
    names_above: bool = False

    @property
    def line(self):
        return self.font * 27 / 22

    @property
    def bar(self):
        return self.font * 12 / 11

    @property
    def bar_gap(self):
        return self.font * 2 / 11

    @property
    def row_gap(self):
        return self.font * 9 / 11

    def width_of(self, words, font=None):
        return len(words) * (font or self.font) * self.letter

    def wrap(self, words, width):
        """Break words into lines of at most this width, by the mean width of a letter."""
        limit = max(int(width / (self.font * self.letter)), 8)
        lines = [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if len(longer) > limit and lines[-1]:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def cut(self, words, width, most):
        """At most so many lines; what is left out shows as …"""
        lines = self.wrap(words, width)
        if len(lines) <= most:
            return lines
        kept = " ".join(lines[most - 1 :])[: max(int(width / (self.font * self.letter)), 8) - 1]
        return [*lines[: most - 1], f"{kept.rpartition(' ')[0] or kept}…"]


# A page of a document is 466 points wide within its margins; on a screen the picture is enlarged.
PAPER = Sheet(466, 11)
SCREEN = Sheet(466, 11, letter=0.56)
BROAD = Sheet(920, 14, letter=0.56)
TELEPHONE = Sheet(320, 14, letter=0.58, names_above=True)


@dataclass(frozen=True)
class PlacedLabel:
    """A value's words and where they begin: left edge and middle height, in the picture's units.

    `name` says the value to someone who hears the link without seeing the picture.
    """

    value: Value
    name: str
    x: float
    y: float
    fill: str = INK


@dataclass(frozen=True)
class PlacedName:
    """What is a link on a page, as drawn and in full: the name of a row, a tile of a map."""

    svg: str
    full: str
    href: str


@dataclass(frozen=True)
class Scale:
    """Turns numbers into lengths, leaving room for the longest bar's label."""

    left: float
    right: float
    highest: float
    label_space: float

    def length(self, number):
        return float(number) / self.highest * (self.right - self.left - self.label_space)

    def x(self, number):
        return self.left + self.length(number)


class Canvas:
    """Collects the parts of a picture and, apart from them, its labels and linked names."""

    def __init__(self, sheet, *, links_names=True):
        self.sheet = sheet
        self.links_names = links_names
        self.parts = []
        self.labels = []
        self.names = []

    # Shapes

    def rect(self, x, y, width, height, fill, *, stroke="none", dashes="none"):
        numbers = (number(n) for n in (x, y, width, height))
        edge = ""
        if stroke != "none":
            edge = format_html(' stroke="{}" stroke-width="1.5"', stroke)
        if dashes != "none":
            edge += format_html(' stroke-dasharray="{}"', dashes)
        shape = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"{}/>'
        self.parts.append(format_html(shape, *numbers, fill, edge))

    def line(self, x, top, bottom, stroke, *, width, dashes="none", end=None):
        """Upright, unless it ends at another x."""
        shape = (
            '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}" '
            'stroke-dasharray="{}"/>'
        )
        numbers = (number(n) for n in (x, top, x if end is None else end, bottom))
        self.parts.append(format_html(shape, *numbers, stroke, number(width), dashes))

    def diamond(self, x, middle, radius):
        corners = ((x, middle - radius), (x + radius, middle), (x, middle + radius))
        corners += ((x - radius, middle),)
        points = " ".join(f"{number(left)},{number(top)}" for left, top in corners)
        shape = '<polygon points="{}" fill="{}" stroke="#ffffff" stroke-width="1.5"/>'
        self.parts.append(format_html(shape, points, INK))

    def band(self, start, end, fill):
        """A ribbon between two upright edges, each (x, top, bottom)."""
        (x0, top0, bottom0), (x1, top1, bottom1) = start, end
        middle = (x0 + x1) / 2
        path = " ".join(
            f"{sign}{' '.join(map(number, numbers))}"
            for sign, numbers in (
                ("M", (x0, top0)),
                ("C", (middle, top0, middle, top1, x1, top1)),
                ("L", (x1, bottom1)),
                ("C", (middle, bottom1, middle, bottom0, x0, bottom0)),
            )
        )
        shape = '<path d="{} Z" fill="{}" fill-opacity="0.35"/>'
        self.parts.append(format_html(shape, path, fill))

    def steps(self, points, stroke, *, width=1.5, dashes="none"):
        """A line through several points."""
        said = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        shape = (
            '<polyline points="{}" fill="none" stroke="{}" stroke-width="{}"'
            ' stroke-dasharray="{}"/>'
        )
        self.parts.append(format_html(shape, said, stroke, number(width), dashes))

    def arrow_head(self, x, y, way, *, size=5, fill=INK):
        """Pointing "right" or "down", its tip at this point."""
        back = {
            "right": ((x - size, y - size * 0.7), (x - size, y + size * 0.7)),
            "down": ((x - size * 0.7, y - size), (x + size * 0.7, y - size)),
        }[way]
        points = " ".join(f"{number(left)},{number(top)}" for left, top in ((x, y), *back))
        self.parts.append(format_html('<polygon points="{}" fill="{}"/>', points, fill))

    # Words

    def text(self, x, middle, words, **look):
        self.parts.append(self.words(x, middle, words, **look))

    def words(self, x, middle, words, *, font=None, anchor="start", weight="normal", fill=INK):
        """A line of text whose middle is at this height, not yet a part of the picture."""
        size = format_html(' font-size="{}"', number(font)) if font else ""
        return format_html(
            '<text x="{}" y="{}" text-anchor="{}" font-weight="{}" fill="{}"{}>{}</text>',
            number(x),
            number(middle + (font or self.sheet.font) * 0.35),
            anchor,
            weight,
            fill,
            size,
            words,
        )

    def label(self, value, name, x, middle, fill=INK):
        self.labels.append(PlacedLabel(value, f"{name}: {value.text}", x, middle, fill))

    def linked(self, parts, full, href):
        self.names.append(PlacedName(parts, full, href))

    def linked_name(self, lines, first, row):
        """Lines that begin at the left edge, the middle of the first one at this height."""
        parts = joined(
            self.words(0, first + index * self.sheet.line, line) for index, line in enumerate(lines)
        )
        if self.links_names and row.href:
            self.linked(parts, row.label, row.href)
        else:
            self.parts.append(parts)

    # Rows of names and bars

    def row(self, name, y, names_width, body=None):
        """Write a row's name beside its bar, or above it; (middle of the bar, end of the row)."""
        sheet, body = self.sheet, body or self.sheet.bar
        if sheet.names_above:
            for line in sheet.wrap(name, sheet.width):
                self.text(0, y + sheet.line / 2, line)
                y += sheet.line
            return y + 2 + body / 2, y + 2 + body + sheet.row_gap
        lines = sheet.wrap(name, names_width - 10)
        height = max(body, sheet.line * len(lines)) + sheet.row_gap
        middle = y + height / 2
        first = middle - (len(lines) - 1) * sheet.line / 2
        for index, line in enumerate(lines):
            self.text(names_width - 8, first + index * sheet.line, line, anchor="end")
        return middle, y + height

    def bar(self, value, name, scale, middle, colour, target=None):
        """Draw nothing for no data and a hairline for zero; the words tell them apart."""
        end = scale.left
        if value.number is not None:
            width = max(scale.length(value.number), 1.0)
            self.rect(scale.left, middle - self.sheet.bar / 2, width, self.sheet.bar, colour)
            end += width
        self.label(value, name, self.clear_of(target, scale, end + 4, value.text), middle)

    def clear_of(self, target, scale, x, words):
        """Where words may begin that would begin here: behind the target's line if it met them.

        No bar's scale ends before its target, so behind it there is room for the longest words.
        """
        line = None if target is None else scale.x(target.number)
        if line is None or not x - 2 <= line <= x + self.sheet.width_of(words) + 2:
            return x
        return line + 4

    def scale(self, left, right, highest, labels):
        """Room for four or five digits behind the longest bar, or for the longest words."""
        longest = max((self.sheet.width_of(label) for label in labels), default=0) + 8
        return Scale(left, right, highest, max(self.sheet.font * 52 / 11, longest))

    def target_words(self, target, scale, y):
        """Returns where the rows below may begin."""
        if target is None:
            return y
        x = scale.x(target.number)
        anchor = "end" if x > (scale.left + scale.right) / 2 else "start"
        self.text(x, y + self.sheet.line / 2, target.text, anchor=anchor, fill=TARGET)
        return y + self.sheet.line

    def axis_and_target(self, scale, target, top, bottom):
        self.line(scale.left, top, bottom, AXIS, width=1)
        if target is not None:
            self.line(scale.x(target.number), top, bottom, TARGET, width=1.5, dashes="4 3")

    def heading(self, words, x):
        """The unit of the bars; returns where the rows may begin."""
        if not words:
            return 4.0
        self.text(x, self.sheet.font * 8 / 11, words, weight="bold")
        return 4.0 + self.sheet.line


def joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts))


def number(coordinate):
    """Write a coordinate with a point, whatever the language of the page."""
    return f"{float(coordinate):.2f}".rstrip("0").rstrip(".")
