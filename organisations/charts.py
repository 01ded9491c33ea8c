"""Charts as SVG: one spec, one picture for the page and for the PDF.

The picture uses attributes only (no style, no script), so the strictest content security policy
lets it pass. Every value stands in words at its bar and links to its figure. In a PDF links inside
an SVG are lost, so there the labels are left out of the picture and handed over with their places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join

from organisations.documents.text import Clean

NO_DATA = "–"
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

Number = int | float | Decimal


@dataclass(frozen=True)
class Value(Clean):
    """One value with its words, which say the number as the table does, and its address.

    `number` is None where nothing is known; that prints – and draws no bar. Zero is a value.
    """

    number: Number | None
    text: str = NO_DATA
    href: str = ""

    def __post_init__(self):
        super().__post_init__()
        if self.number is None and self.text != NO_DATA:
            raise ValueError(f"A value without a number prints {NO_DATA}, not {self.text!r}.")
        if self.number is not None and (self.number < 0 or self.text in ("", NO_DATA)):
            raise ValueError(f"{self.number} needs to be 0 or more and to be said in words.")


@dataclass(frozen=True)
class Target(Clean):
    """A line across the bars; its words, e.g. 'Mục tiêu 2015: 50%', stand above it."""

    number: Number
    text: str


@dataclass(frozen=True)
class Bar(Clean):
    label: str
    value: Value


@dataclass(frozen=True)
class BarChart(Clean):
    """Horizontal bars of one kind, one below the other, in the order given."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    unit: str = ""
    target: Target | None = None


@dataclass(frozen=True)
class Series(Clean):
    """One value for each year of the chart; the name shows when a panel has several."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Panel(Clean):
    """One scale of its own beside its neighbours, on the shared axis of years."""

    title: str
    series: tuple[Series, ...]
    target: Target | None = None


@dataclass(frozen=True)
class YearPanels(Clean):
    """Years downwards, panels side by side: quantities of different size on one axis."""

    title: str
    description: str
    years: tuple[str, ...]
    panels: tuple[Panel, ...]

    def __post_init__(self):
        super().__post_init__()
        if not 1 <= len(self.panels) <= 3:
            raise ValueError("A chart by year has one to three panels.")
        for panel in self.panels:
            if not 1 <= len(panel.series) <= len(COLOURS):
                raise ValueError(f"{panel.title}: a panel has one to {len(COLOURS)} series.")
            if any(len(series.values) != len(self.years) for series in panel.series):
                raise ValueError(f"{panel.title}: every series needs a value for each year.")


Spec = BarChart | YearPanels


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
class Drawing:
    """A picture and, when they were not drawn into it, its value labels in reading order."""

    svg: str
    width: float
    height: float
    labels: tuple[PlacedLabel, ...]


def value_labels(spec) -> Iterator[Value]:
    """Yield every value of a chart in the order in which its labels are read."""
    if isinstance(spec, BarChart):
        yield from (bar.value for bar in spec.bars)
        return
    for row, _ in enumerate(spec.years):
        for panel in spec.panels:
            yield from (series.values[row] for series in panel.series)


def svg(spec):
    """Return the picture for a web page: its value labels inside it, as links.

    The bars are one image to a screen reader; the links stand beside it, since nothing inside an
    image can be reached.
    """
    canvas, height = _drawn(spec)
    picture = format_html(
        '<g role="img" aria-label="{}. {}">{}</g>',
        spec.title,
        spec.description,
        _joined(canvas.parts),
    )
    return _document(spec, height, picture + _joined(map(_linked, canvas.labels)))


def drawing(spec, *, font):
    """Return the picture without value labels, and the labels to be laid over it as links."""
    canvas, height = _drawn(spec)
    picture = _document(
        spec, height, _joined(canvas.parts), format_html(' role="img" font-family="{}"', font)
    )
    return Drawing(picture, WIDTH, height, tuple(canvas.labels))


def _drawn(spec):
    canvas = _Canvas()
    return canvas, LAYOUTS[type(spec)](canvas, spec)


def _document(spec, height, content, attributes=""):
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"{} font-size="{}" fill="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        _n(WIDTH),
        _n(height),
        attributes,
        _n(FONT_SIZE),
        INK,
        spec.title,
        spec.description,
        content,
    )


def _joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts))


def _linked(label):
    words = _words(label.x, label.y, label.value.text)
    if not label.value.href:
        return words
    return format_html('<a href="{}" aria-label="{}">{}</a>', label.value.href, label.name, words)


def _words(x, middle, words, *, anchor="start", weight="normal", fill=INK):
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-weight="{}" fill="{}">{}</text>',
        _n(x),
        _n(middle + FONT_SIZE * 0.35),
        anchor,
        weight,
        fill,
        words,
    )


def _n(number):
    """Write a coordinate with a point, whatever the language of the page."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


class _Canvas:
    """Collects the parts of a picture and, apart from them, the labels of its values."""

    def __init__(self):
        self.parts = []
        self.labels = []

    def rect(self, x, y, width, height, fill):
        numbers = (_n(number) for number in (x, y, width, height))
        shape = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        self.parts.append(format_html(shape, *numbers, fill))

    def line(self, x, top, bottom, stroke, *, width, dashes="none"):
        shape = (
            '<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" stroke="{3}" stroke-width="{4}" '
            'stroke-dasharray="{5}"/>'
        )
        numbers = (_n(number) for number in (x, top, bottom))
        self.parts.append(format_html(shape, *numbers, stroke, _n(width), dashes))

    def text(self, x, middle, words, **look):
        self.parts.append(_words(x, middle, words, **look))

    def label(self, value, name, x, middle):
        self.labels.append(PlacedLabel(value, f"{name}: {value.text}", x, middle))


def _draw_bars(canvas, spec):
    names_width = WIDTH * 0.4
    wrapped = [_wrap(bar.label, names_width - 10) for bar in spec.bars]
    top = _draw_unit(canvas, spec.unit, names_width)
    scale = _Scale(names_width, WIDTH, _highest([bar.value for bar in spec.bars], spec.target))
    top = _draw_target_words(canvas, spec.target, scale, top)
    y = top
    for bar, lines in zip(spec.bars, wrapped, strict=True):
        height = max(BAR, LINE * len(lines)) + ROW_GAP
        _draw_lines(canvas, lines, names_width - 8, y + height / 2)
        _draw_bar(canvas, bar.value, bar.label, scale, y + height / 2, COLOURS[0])
        y += height
    _draw_axis_and_target(canvas, scale, spec.target, top, y)
    return y + 4


def _draw_unit(canvas, unit, x):
    if not unit:
        return 4.0
    canvas.text(x, 8, unit, weight="bold")
    return 4.0 + LINE


def _draw_panels(canvas, spec):
    years_width = max(len(year) for year in spec.years) * FONT_SIZE * LETTER + 12
    width = (WIDTH - years_width) / len(spec.panels)
    scales = [
        _Scale(years_width + width * index, years_width + width * (index + 1) - 6, highest)
        for index, highest in enumerate(_highest_of(panel) for panel in spec.panels)
    ]
    top = max(
        _draw_panel_head(canvas, panel, scale, width - 12)
        for panel, scale in zip(spec.panels, scales, strict=True)
    )
    bottom = _draw_years(canvas, spec, scales, years_width, top)
    for panel, scale in zip(spec.panels, scales, strict=True):
        _draw_axis_and_target(canvas, scale, panel.target, top, bottom)
    return bottom + 4


def _draw_panel_head(canvas, panel, scale, width):
    y = 2.0
    for line in _wrap(panel.title, width):
        canvas.text(scale.left, y + LINE / 2, line, weight="bold")
        y += LINE
    if len(panel.series) > 1:
        for series, colour in zip(panel.series, COLOURS, strict=False):
            canvas.rect(scale.left, y + 2, 9, 9, colour)
            canvas.text(scale.left + 14, y + LINE / 2, series.name)
            y += LINE
    return _draw_target_words(canvas, panel.target, scale, y) + 2


def _draw_years(canvas, spec, scales, years_width, top):
    tallest = max(len(panel.series) for panel in spec.panels)
    height = tallest * (BAR + BAR_GAP) + ROW_GAP
    for row, year in enumerate(spec.years):
        middle = top + height * (row + 0.5)
        canvas.text(years_width - 8, middle, year, anchor="end")
        for panel, scale in zip(spec.panels, scales, strict=True):
            _draw_group(canvas, panel, (row, year), scale, middle)
    return top + height * len(spec.years)


def _draw_group(canvas, panel, year, scale, middle):
    row, year_words = year
    first = middle - (len(panel.series) - 1) * (BAR + BAR_GAP) / 2
    for index, series in enumerate(panel.series):
        name = ", ".join(filter(None, (year_words, panel.title, series.name)))
        y = first + index * (BAR + BAR_GAP)
        _draw_bar(canvas, series.values[row], name, scale, y, COLOURS[index])


def _draw_bar(canvas, value, name, scale, middle, colour):
    """Draw nothing for no data and a hairline for zero; the words tell them apart."""
    end = scale.left
    if value.number is not None:
        width = max(scale.length(value.number), 1.0)
        canvas.rect(scale.left, middle - BAR / 2, width, BAR, colour)
        end += width
    canvas.label(value, name, end + 4, middle)


def _draw_target_words(canvas, target, scale, y):
    if target is None:
        return y
    x = scale.left + scale.length(target.number)
    anchor = "end" if x > (scale.left + scale.right) / 2 else "start"
    canvas.text(x, y + LINE / 2, target.text, anchor=anchor, fill=TARGET)
    return y + LINE


def _draw_axis_and_target(canvas, scale, target, top, bottom):
    canvas.line(scale.left, top, bottom, AXIS, width=1)
    if target is not None:
        x = scale.left + scale.length(target.number)
        canvas.line(x, top, bottom, TARGET, width=1.5, dashes="4 3")


def _draw_lines(canvas, lines, right, middle):
    first = middle - (len(lines) - 1) * LINE / 2
    for index, line in enumerate(lines):
        canvas.text(right, first + index * LINE, line, anchor="end")


@dataclass(frozen=True)
class _Scale:
    """Turns numbers into lengths, leaving room for the longest bar's label."""

    left: float
    right: float
    highest: float

    def length(self, number):
        return float(number) / self.highest * (self.right - self.left - LABEL_SPACE)


def _highest_of(panel):
    return _highest([value for series in panel.series for value in series.values], panel.target)


def _highest(values, target):
    numbers = [float(value.number) for value in values if value.number is not None]
    numbers += [float(target.number)] if target else []
    return max(numbers, default=0) or 1.0


def _wrap(words, width):
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


# Line, donut, Sankey and map join here: a spec, a layout, its labels in value_labels().
LAYOUTS = {BarChart: _draw_bars, YearPanels: _draw_panels}
