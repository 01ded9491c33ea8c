"""Charts as SVG: one spec, one picture for the page and for the PDF.

The picture uses attributes only (no style, no script), so the strictest content security policy
lets it pass. Every value stands in words at its bar and links to its figure. In a PDF links inside
an SVG are lost, so there the labels are left out of the picture and handed over with their places.
"""

from organisations.charts.bars import Bar, BarChart
from organisations.charts.canvas import COLOURS, TARGET, WIDTH, PlacedLabel
from organisations.charts.picture import Drawing, Spec, drawing, svg, value_labels
from organisations.charts.spec import NO_DATA, Target, Value
from organisations.charts.years import Panel, Series, YearPanels

__all__ = [
    "COLOURS",
    "NO_DATA",
    "TARGET",
    "WIDTH",
    "Bar",
    "BarChart",
    "Drawing",
    "Panel",
    "PlacedLabel",
    "Series",
    "Spec",
    "Target",
    "Value",
    "YearPanels",
    "drawing",
    "svg",
    "value_labels",
]
