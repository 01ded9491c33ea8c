"""Charts as SVG: one spec, one picture for the page and for the PDF.

The picture uses attributes only (no style, no script), so the strictest content security policy
lets it pass. Every value stands in words at its bar and links to its figure. In a PDF links inside
an SVG are lost, so there the labels are left out of the picture and handed over with their places.

A page shows `on_page(spec)` by includes/chart.html: the wide or the narrow picture, and the table.
"""

from organisations.charts.bars import Bar, BarChart
from organisations.charts.canvas import COLOURS, TARGET, PlacedLabel
from organisations.charts.flow import Flow, FlowChart, FlowNode
from organisations.charts.gantt import GanttRow, GanttStrip, Look
from organisations.charts.pareto import Pareto
from organisations.charts.picture import (
    ChartOnPage,
    Drawing,
    Spec,
    drawing,
    on_page,
    svg,
    value_labels,
)
from organisations.charts.plan_done import PlanDone, PlannedRow
from organisations.charts.sankey import Ribbon, Sankey
from organisations.charts.spec import NO_DATA, Cell, Table, Target, Value
from organisations.charts.strip import Mark, Strip, Tone
from organisations.charts.tiles import Tile, TileMap
from organisations.charts.years import MONTHS, MonthPanels, Panel, Series, YearPanels, month_panels

__all__ = [
    "COLOURS",
    "MONTHS",
    "NO_DATA",
    "TARGET",
    "Bar",
    "BarChart",
    "Cell",
    "ChartOnPage",
    "Drawing",
    "Flow",
    "FlowChart",
    "FlowNode",
    "GanttRow",
    "GanttStrip",
    "Look",
    "Mark",
    "MonthPanels",
    "Panel",
    "Pareto",
    "PlacedLabel",
    "PlanDone",
    "PlannedRow",
    "Ribbon",
    "Sankey",
    "Series",
    "Spec",
    "Strip",
    "Table",
    "Target",
    "Tile",
    "TileMap",
    "Tone",
    "Value",
    "YearPanels",
    "drawing",
    "month_panels",
    "on_page",
    "svg",
    "value_labels",
]
