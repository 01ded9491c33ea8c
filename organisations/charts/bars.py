"""Horizontal bars of one kind, one below the other."""

from dataclasses import dataclass
from typing import ClassVar

from organisations.charts.canvas import COLOURS, SCREEN
from organisations.charts.spec import Cell, Table, Target, Value, highest, number_cell
from organisations.documents.text import Clean


@dataclass(frozen=True)
class Bar(Clean):
    label: str
    value: Value


@dataclass(frozen=True)
class BarChart(Clean):
    """Horizontal bars of one kind, one below the other, in the order given."""

    sheet: ClassVar = SCREEN

    title: str
    description: str
    bars: tuple[Bar, ...]
    unit: str = ""
    target: Target | None = None

    def values(self):
        """In the order in which the labels are read."""
        return [bar.value for bar in self.bars]

    def table(self):
        rows = ((Cell(bar.label), number_cell(bar.value)) for bar in self.bars)
        return Table((self.title, self.unit or "Giá trị"), tuple(rows))

    def draw(self, canvas):
        """Returns the height of the picture."""
        sheet = canvas.sheet
        names_width = 0 if sheet.names_above else sheet.width * 0.4
        top = canvas.heading(self.unit, names_width)
        texts = [value.text for value in self.values()]
        most = highest(self.values(), self.target)
        scale = canvas.scale(names_width, sheet.width, most, texts)
        y = top = canvas.target_words(self.target, scale, top)
        for bar in self.bars:
            middle, below = canvas.row(bar.label, y, names_width)
            canvas.bar(bar.value, bar.label, scale, middle, COLOURS[0], self.target)
            if sheet.names_above:
                half = sheet.bar / 2 + 2
                canvas.axis_and_target(scale, self.target, middle - half, middle + half)
            y = below
        if not sheet.names_above:
            canvas.axis_and_target(scale, self.target, top, y)
        return y + 4
