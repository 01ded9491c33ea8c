"""Drawing with SVG attributes only: shapes, words, scales, and labels kept apart from the picture."""

from dataclasses import dataclass

from django.utils.html import format_html

from organisations.charts.spec import Value

# Told apart by people with any colour blindness and, by lightness, in a black-and-white copy.
COLOURS = ("#14508c", "#d9730d", "#2b8a6e", "#8a4f7d", "#707070")
INK = "#1a1a1a"
AXIS = "#8c8c8c"
TARGET = "#a3001e"

WIDTH = 466.0
FONT_SIZE = 11.0
LINE = 13.5
BAR = 12.0
BAR_GAP = 2.0
ROW_GAP = 9.0
LABEL_SPACE = 52.0
# The mean width of a letter in the fonts in use, as a part of the font size.
LETTER = 0.5


@dataclass(frozen=True)
class PlacedLabel:
    """A value's words and where they begin: left edge and middle height, in the picture's units.

    `name` says the value to someone who hears the link without seeing the picture.
    """

    value: Value
    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Scale:
    """Turns numbers into lengths, leaving room for the longest bar's label."""

    left: float
    right: float
    highest: float

    def length(self, number):
        return float(number) / self.highest * (self.right - self.left - LABEL_SPACE)


class Canvas:
    """Collects the parts of a picture and, apart from them, the labels of its values."""

    def __init__(self):
        self.parts = []
        self.labels = []

    def rect(self, x, y, width, height, fill):
        numbers = (number(n) for n in (x, y, width, height))
        shape = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        self.parts.append(format_html(shape, *numbers, fill))

    def line(self, x, top, bottom, stroke, *, width, dashes="none"):
        shape = (
            '<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" stroke="{3}" stroke-width="{4}" '
            'stroke-dasharray="{5}"/>'
        )
        numbers = (number(n) for n in (x, top, bottom))
        self.parts.append(format_html(shape, *numbers, stroke, number(width), dashes))

    def text(self, x, middle, words, **look):
        self.parts.append(text(x, middle, words, **look))

    def lines(self, lines, right, middle):
        """Several lines that end at `right`, centred on one height."""
        first = middle - (len(lines) - 1) * LINE / 2
        for index, line in enumerate(lines):
            self.text(right, first + index * LINE, line, anchor="end")

    def label(self, value, name, x, middle):
        self.labels.append(PlacedLabel(value, f"{name}: {value.text}", x, middle))

    def bar(self, value, name, scale, middle, colour):
        """Draw nothing for no data and a hairline for zero; the words tell them apart."""
        end = scale.left
        if value.number is not None:
            width = max(scale.length(value.number), 1.0)
            self.rect(scale.left, middle - BAR / 2, width, BAR, colour)
            end += width
        self.label(value, name, end + 4, middle)

    def target_words(self, target, scale, y):
        """Returns where the rows below may begin."""
        if target is None:
            return y
        x = scale.left + scale.length(target.number)
        anchor = "end" if x > (scale.left + scale.right) / 2 else "start"
        self.text(x, y + LINE / 2, target.text, anchor=anchor, fill=TARGET)
        return y + LINE

    def axis_and_target(self, scale, target, top, bottom):
        self.line(scale.left, top, bottom, AXIS, width=1)
        if target is not None:
            x = scale.left + scale.length(target.number)
            self.line(x, top, bottom, TARGET, width=1.5, dashes="4 3")


def text(x, middle, words, *, anchor="start", weight="normal", fill=INK):
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-weight="{}" fill="{}">{}</text>',
        number(x),
        number(middle + FONT_SIZE * 0.35),
        anchor,
        weight,
        fill,
        words,
    )


def number(coordinate):
    """Write a coordinate with a point, whatever the language of the page."""
    return f"{float(coordinate):.2f}".rstrip("0").rstrip(".")


def wrap(words, width):
    """Break words into lines of at most this width, by the mean width of a letter."""
    limit = max(int(width / (FONT_SIZE * LETTER)), 8)
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > limit and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
