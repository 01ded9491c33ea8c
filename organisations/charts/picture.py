"""A spec becomes a picture: for a page with links in it, for a PDF with its labels beside it."""

from dataclasses import dataclass

from django.utils.html import format_html

from organisations.charts.bars import BarChart
from organisations.charts.canvas import BROAD, INK, PAPER, TELEPHONE, Canvas, joined, number
from organisations.charts.flow import FlowChart
from organisations.charts.gantt import GanttStrip
from organisations.charts.pareto import Pareto
from organisations.charts.plan_done import PlanDone
from organisations.charts.sankey import Sankey
from organisations.charts.spec import Table
from organisations.charts.strip import Strip
from organisations.charts.tiles import TileMap
from organisations.charts.years import YearPanels

# Each kind of chart knows its values, its table, and how it is drawn on a canvas.
Spec = BarChart | YearPanels | PlanDone | GanttStrip | TileMap | Sankey | Pareto | FlowChart | Strip


@dataclass(frozen=True)
class Drawing:
    """A picture and, when they were not drawn into it, its value labels in reading order."""

    svg: str
    width: float
    height: float
    labels: tuple


@dataclass(frozen=True)
class ChartOnPage:
    """What includes/chart.html shows: two pictures of one spec, and the table beside them."""

    title: str
    wide: str
    narrow: str
    is_broad: bool
    table: Table | None


def value_labels(spec):
    """Every value of a chart in the order in which its labels are read."""
    return spec.values()


def on_page(spec, *, table=True):
    """The chart for a page; without its table only where the page already shows one."""
    return ChartOnPage(
        spec.title,
        svg(spec),
        svg(spec, narrow=True),
        spec.sheet is BROAD,
        spec.table() if table else None,
    )


def svg(spec, *, narrow=False):
    """Return the picture for a web page: its value labels inside it, as links.

    The bars are one image to a screen reader; the links stand beside it, since nothing inside an
    image can be reached. A narrow picture has letters that can be read on a telephone.
    """
    canvas = Canvas(TELEPHONE if narrow else spec.sheet)
    height = spec.draw(canvas)
    picture = format_html(
        '<g role="img" aria-label="{}. {}">{}</g>',
        spec.title,
        spec.description,
        joined(canvas.parts),
    )
    names = joined(map(_linked_name, canvas.names))
    labels = joined(_linked(label, canvas) for label in canvas.labels)
    return _document(spec, canvas.sheet, height, picture + names + labels)


def drawing(spec, *, font):
    """Return the picture without value labels, and the labels to be laid over it as links."""
    canvas = Canvas(PAPER, links_names=False)
    height = spec.draw(canvas)
    attributes = format_html(' role="img" font-family="{}"', font)
    picture = _document(spec, PAPER, height, joined(canvas.parts), attributes)
    return Drawing(picture, PAPER.width, height, tuple(canvas.labels))


def _document(spec, sheet, height, content, attributes=""):
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"{} font-size="{}" fill="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        number(sheet.width),
        number(height),
        attributes,
        number(sheet.font),
        INK,
        spec.title,
        spec.description,
        content,
    )


def _linked_name(name):
    return format_html('<a href="{}"><title>{}</title>{}</a>', name.href, name.full, name.svg)


def _linked(label, canvas):
    words = canvas.words(label.x, label.y, label.value.text, fill=label.fill)
    if not label.value.href:
        return words
    return format_html('<a href="{}" aria-label="{}">{}</a>', label.value.href, label.name, words)
