"""Bars from the longest to the shortest, and how much of the whole the first ones make together."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _

from organisations.charts.bars import Bar
from organisations.charts.canvas import BROAD, COLOURS, GRID, TARGET
from organisations.charts.spec import Cell, Table, highest, number_cell
from organisations.documents.text import Clean
from organisations.vietnamese import format_number

NAMES, END, SHARES = 0.3, 0.8, 0.84


@dataclass(frozen=True)
class Pareto(Clean):
    """`bars` stand in the order of their values, which are known."""

    sheet: ClassVar = BROAD

    title: str
    description: str
    bars: tuple[Bar, ...]
    unit: str = ""

    def values(self):
        return [bar.value for bar in self.bars]

    def shares(self):
        """Of the whole, up to each bar, as words; none of nothing."""
        whole = sum(Decimal(value.number) for value in self.values())
        reached, found = Decimal(0), []
        for value in self.values():
            reached += Decimal(value.number)
            found.append(f"{format_number(100 * reached / whole, 1)}%" if whole else "–")
        return found

    def table(self):
        rows = tuple(
            (Cell(bar.label), number_cell(bar.value), Cell(share, is_number=True))
            for bar, share in zip(self.bars, self.shares(), strict=True)
        )
        return Table((self.title, self.unit or _("Giá trị"), _("Cộng dồn")), rows)

    def draw(self, canvas):
        """Returns the height of the picture."""
        width = canvas.sheet.width
        names_width = width * NAMES
        top = canvas.heading(self.unit, names_width)
        canvas.text(width * SHARES, top - canvas.sheet.line / 2, _("cộng dồn"), weight="bold")
        texts = [value.text for value in self.values()]
        scale = canvas.scale(names_width, width * END, highest(self.values(), None), texts)
        y, points = top, []
        for bar, share in zip(self.bars, self.shares(), strict=True):
            middle, y = canvas.row(bar.label, y, names_width)
            canvas.bar(bar.value, bar.label, scale, middle, COLOURS[0])
            canvas.line(width * SHARES - 8, middle - 8, middle + 8, GRID, width=1)
            canvas.text(width * SHARES, middle, share, fill=TARGET)
            points.append(middle)
        canvas.axis_and_target(scale, None, top, y)
        return y + 4
