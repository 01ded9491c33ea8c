"""A spec becomes a picture: for a page with links in it, for a PDF with its labels beside it."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

from organisations.charts.bars import BarChart
from organisations.charts.canvas import FONT_SIZE, INK, WIDTH, Canvas, PlacedLabel, number, text
from organisations.charts.years import YearPanels

# Each kind of chart knows its values and how it is drawn on a canvas.
Spec = BarChart | YearPanels


@dataclass(frozen=True)
class Drawing:
    """A picture and, when they were not drawn into it, its value labels in reading order."""

    svg: str
    width: float
    height: float
    labels: tuple[PlacedLabel, ...]


def value_labels(spec):
    """Every value of a chart in the order in which its labels are read."""
    return spec.values()


def svg(spec):
    """Return the picture for a web page: its value labels inside it, as links.

    The bars are one image to a screen reader; the links stand beside it, since nothing inside an
    image can be reached.
    """
    canvas = Canvas()
    height = spec.draw(canvas)
    picture = format_html(
        '<g role="img" aria-label="{}. {}">{}</g>',
        spec.title,
        spec.description,
        _joined(canvas.parts),
    )
    return _document(spec, height, picture + _joined(map(_linked, canvas.labels)))


def drawing(spec, *, font):
    """Return the picture without value labels, and the labels to be laid over it as links."""
    canvas = Canvas()
    height = spec.draw(canvas)
    picture = _document(
        spec, height, _joined(canvas.parts), format_html(' role="img" font-family="{}"', font)
    )
    return Drawing(picture, WIDTH, height, tuple(canvas.labels))


def _document(spec, height, content, attributes=""):
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"{} font-size="{}" fill="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        number(WIDTH),
        number(height),
        attributes,
        number(FONT_SIZE),
        INK,
        spec.title,
        spec.description,
        content,
    )


def _joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts))


def _linked(label):
    words = text(label.x, label.y, label.value.text)
    if not label.value.href:
        return words
    return format_html('<a href="{}" aria-label="{}">{}</a>', label.value.href, label.name, words)
