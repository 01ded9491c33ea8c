"""Horizontal bars of one kind, one below the other."""

from dataclasses import dataclass

from organisations.charts.canvas import BAR, COLOURS, LINE, ROW_GAP, WIDTH, Scale, wrap
from organisations.charts.spec import Target, Value, highest
from organisations.documents.text import Clean


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

    def values(self):
        """In the order in which the labels are read."""
        return [bar.value for bar in self.bars]

    def draw(self, canvas):
        """Returns the height of the picture."""
        names_width = WIDTH * 0.4
        wrapped = [wrap(bar.label, names_width - 10) for bar in self.bars]
        top = _draw_unit(canvas, self.unit, names_width)
        scale = Scale(names_width, WIDTH, highest(self.values(), self.target))
        top = canvas.target_words(self.target, scale, top)
        y = top
        for bar, lines in zip(self.bars, wrapped, strict=True):
            height = max(BAR, LINE * len(lines)) + ROW_GAP
            canvas.lines(lines, names_width - 8, y + height / 2)
            canvas.bar(bar.value, bar.label, scale, y + height / 2, COLOURS[0])
            y += height
        canvas.axis_and_target(scale, self.target, top, y)
        return y + 4


def _draw_unit(canvas, unit, x):
    if not unit:
        return 4.0
    canvas.text(x, 8, unit, weight="bold")
    return 4.0 + LINE
