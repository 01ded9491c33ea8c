"""Years or months downwards, panels side by side: quantities of different size on one axis."""

from dataclasses import dataclass
from typing import ClassVar

from organisations.charts.canvas import COLOURS, SCREEN
from organisations.charts.spec import Cell, Table, Target, Value, highest, number_cell
from organisations.documents.text import Clean

MONTHS = tuple(f"T{month}" for month in range(1, 13))


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

    def values(self):
        return [value for series in self.series for value in series.values]


@dataclass(frozen=True)
class YearPanels(Clean):
    """Years downwards, panels side by side; on a telephone one below the other."""

    sheet: ClassVar = SCREEN
    rows_name: ClassVar = "Năm"

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

    def values(self):
        """In the order in which the labels are read."""
        for row, _ in enumerate(self.years):
            yield from self._values_of(row)

    def _values_of(self, row):
        for panel in self.panels:
            yield from (series.values[row] for series in panel.series)

    def table(self):
        named = [(panel, series) for panel in self.panels for series in panel.series]
        heads = [", ".join(filter(None, (panel.title, series.name))) for panel, series in named]
        rows = (
            (Cell(year), *(number_cell(value) for value in self._values_of(row)))
            for row, year in enumerate(self.years)
        )
        return Table((self.rows_name, *heads), tuple(rows))

    def draw(self, canvas):
        """Returns the height of the picture."""
        if not canvas.sheet.names_above:
            return _draw_side_by_side(canvas, self.years, self.panels, 2.0) + 4
        y = 2.0
        for panel in self.panels:
            y = _draw_side_by_side(canvas, self.years, [panel], y) + canvas.sheet.line
        return y


def month_panels(title, description, panels):
    """Twelve months downwards; every series has a value for each of them."""
    return MonthPanels(title, description, MONTHS, panels)


@dataclass(frozen=True)
class MonthPanels(YearPanels):
    rows_name: ClassVar = "Tháng"


def _draw_side_by_side(canvas, years, panels, top):
    sheet = canvas.sheet
    years_width = max(sheet.width_of(year) for year in years) + 12
    width = (sheet.width - years_width) / len(panels)
    scales = [
        _scale_of(canvas, panel, years_width + width * index, width)
        for index, panel in enumerate(panels)
    ]
    pairs = list(zip(panels, scales, strict=True))
    top = max(_draw_panel_head(canvas, panel, scale, width - 12, top) for panel, scale in pairs)
    bottom = _draw_years(canvas, years, pairs, years_width, top)
    for panel, scale in pairs:
        canvas.axis_and_target(scale, panel.target, top, bottom)
    return bottom


def _scale_of(canvas, panel, left, width):
    texts = [value.text for value in panel.values()]
    most = highest(panel.values(), panel.target)
    return canvas.scale(left, left + width - 6, most, texts)


def _draw_panel_head(canvas, panel, scale, width, y):
    sheet = canvas.sheet
    for line in sheet.wrap(panel.title, width):
        canvas.text(scale.left, y + sheet.line / 2, line, weight="bold")
        y += sheet.line
    if len(panel.series) > 1:
        for series, colour in zip(panel.series, COLOURS, strict=False):
            canvas.rect(scale.left, y + 2, 9, 9, colour)
            canvas.text(scale.left + 14, y + sheet.line / 2, series.name)
            y += sheet.line
    return canvas.target_words(panel.target, scale, y) + 2


def _draw_years(canvas, years, pairs, years_width, top):
    sheet = canvas.sheet
    tallest = max(len(panel.series) for panel, _scale in pairs)
    height = tallest * (sheet.bar + sheet.bar_gap) + sheet.row_gap
    for row, year in enumerate(years):
        middle = top + height * (row + 0.5)
        canvas.text(years_width - 8, middle, year, anchor="end")
        for panel, scale in pairs:
            _draw_group(canvas, panel, (row, year), scale, middle)
    return top + height * len(years)


def _draw_group(canvas, panel, year, scale, middle):
    row, year_words = year
    step = canvas.sheet.bar + canvas.sheet.bar_gap
    first = middle - (len(panel.series) - 1) * step / 2
    for index, series in enumerate(panel.series):
        name = ", ".join(filter(None, (year_words, panel.title, series.name)))
        at = first + index * step
        canvas.bar(series.values[row], name, scale, at, COLOURS[index], panel.target)
