"""Years downwards, panels side by side: quantities of different size on one axis."""

from dataclasses import dataclass

from organisations.charts.canvas import (
    BAR,
    BAR_GAP,
    COLOURS,
    FONT_SIZE,
    LETTER,
    LINE,
    ROW_GAP,
    WIDTH,
    Scale,
    wrap,
)
from organisations.charts.spec import Target, Value, highest
from organisations.documents.text import Clean


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

    @property
    def highest(self):
        values = [value for series in self.series for value in series.values]
        return highest(values, self.target)


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

    def values(self):
        """In the order in which the labels are read."""
        for row, _ in enumerate(self.years):
            for panel in self.panels:
                yield from (series.values[row] for series in panel.series)

    def draw(self, canvas):
        """Returns the height of the picture."""
        years_width = max(len(year) for year in self.years) * FONT_SIZE * LETTER + 12
        width = (WIDTH - years_width) / len(self.panels)
        scales = [
            Scale(years_width + width * index, years_width + width * (index + 1) - 6, panel.highest)
            for index, panel in enumerate(self.panels)
        ]
        top = max(
            _draw_panel_head(canvas, panel, scale, width - 12)
            for panel, scale in zip(self.panels, scales, strict=True)
        )
        bottom = _draw_years(canvas, self, scales, years_width, top)
        for panel, scale in zip(self.panels, scales, strict=True):
            canvas.axis_and_target(scale, panel.target, top, bottom)
        return bottom + 4


def _draw_panel_head(canvas, panel, scale, width):
    y = 2.0
    for line in wrap(panel.title, width):
        canvas.text(scale.left, y + LINE / 2, line, weight="bold")
        y += LINE
    if len(panel.series) > 1:
        for series, colour in zip(panel.series, COLOURS, strict=False):
            canvas.rect(scale.left, y + 2, 9, 9, colour)
            canvas.text(scale.left + 14, y + LINE / 2, series.name)
            y += LINE
    return canvas.target_words(panel.target, scale, y) + 2


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
        canvas.bar(series.values[row], name, scale, y, COLOURS[index])
