"""One figure of one's own as a line across what others have: single values and ranges."""

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from django.utils.translation import gettext as _

from organisations.charts.canvas import COLOURS, SCREEN
from organisations.charts.spec import Cell, Number, Table, Target, Value, highest, number_cell
from organisations.documents.text import Clean

GREY = "#707070"
NARROWEST = 4.0


class Tone(Enum):
    """How a mark is drawn: fill, edge, dashes of the edge. Words beside it say the same."""

    NORM = (COLOURS[0], COLOURS[0], "none")
    REFERENCE = (COLOURS[2], COLOURS[2], "none")
    ENDED = ("#f0f0f0", GREY, "4 3")


@dataclass(frozen=True)
class Mark(Clean):
    """From `low` to the number of `value`, which are the same where it is no range."""

    label: str
    low: Number
    value: Value
    look: Tone


@dataclass(frozen=True)
class Strip(Clean):
    """`own` is drawn across all marks, which stand in the order given."""

    sheet: ClassVar = SCREEN

    title: str
    description: str
    own: Value
    marks: tuple[Mark, ...]
    unit: str = ""

    def values(self):
        """In the order in which the labels are read."""
        return [mark.value for mark in self.marks]

    def table(self):
        rows = ((Cell(mark.label), number_cell(mark.value)) for mark in self.marks)
        own = (Cell(_("Của cơ sở")), number_cell(self.own))
        return Table((self.title, self.unit or _("Giá trị")), (own, *rows))

    def draw(self, canvas):
        """Returns the height of the picture."""
        sheet = canvas.sheet
        names_width = 0 if sheet.names_above else sheet.width * 0.45
        top = canvas.heading(self.unit, names_width)
        target = Target(self.own.number, self.own.text)
        texts = [value.text for value in self.values()]
        most = highest(self.values(), target)
        scale = canvas.scale(names_width, sheet.width, most, texts)
        y = top = canvas.target_words(target, scale, top)
        for mark in self.marks:
            middle, below = canvas.row(mark.label, y, names_width)
            self._draw_mark(canvas, mark, scale, middle, target)
            if sheet.names_above:
                half = sheet.bar / 2 + 2
                canvas.axis_and_target(scale, target, middle - half, middle + half)
            y = below
        if not sheet.names_above:
            canvas.axis_and_target(scale, target, top, y)
        return y + 4

    def _draw_mark(self, canvas, mark, scale, middle, target):
        fill, edge, dashes = mark.look.value
        start, end = scale.x(mark.low), scale.x(mark.value.number)
        width = max(end - start, NARROWEST)
        left, height = end - width, canvas.sheet.bar
        canvas.rect(left, middle - height / 2, width, height, fill, stroke=edge, dashes=dashes)
        x = canvas.clear_of(target, scale, end + 6, mark.value.text)
        canvas.label(mark.value, mark.label, x, middle)
