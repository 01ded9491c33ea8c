"""What goes into one place and what comes out of it, as ribbons as wide as their amounts."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from organisations.charts.canvas import BROAD, COLOURS, INK, TARGET
from organisations.charts.spec import Cell, Table, Value, number_cell
from organisations.documents.text import Clean

HIGHEST, GAP, THICKNESS = 260, 10, 12
LEAST = 1.5
MOST_LINES = 2
# Parts of the width: where the ribbons begin, meet, and end; beside them stand the words.
LEFT, MIDDLE, RIGHT = 0.27, 0.48, 0.7
BLUE, ORANGE = COLOURS[0], COLOURS[1]


@dataclass(frozen=True)
class Ribbon(Clean):
    """`is_unseen`: what nobody accounts for; it is drawn as such and named in words."""

    label: str
    value: Value
    is_unseen: bool = False


@dataclass(frozen=True)
class Sankey(Clean):
    sheet: ClassVar = BROAD

    title: str
    description: str
    place: str
    inputs: tuple[Ribbon, ...]
    outputs: tuple[Ribbon, ...]
    unit: str = ""
    # How high all that goes in, or comes out, is drawn.
    highest: float = HIGHEST

    def values(self):
        return [ribbon.value for ribbon in (*self.inputs, *self.outputs)]

    def table(self):
        rows = [(_("vào"), ribbon) for ribbon in self.inputs]
        rows += [(_("ra"), ribbon) for ribbon in self.outputs]
        cells = tuple(
            (Cell(ribbon.label), Cell(way), number_cell(ribbon.value)) for way, ribbon in rows
        )
        return Table((_("Dòng"), _("Vào hay ra"), self.unit or _("Lượng")), cells)

    def draw(self, canvas):
        """Returns the height of the picture."""
        width, top = canvas.sheet.width, canvas.sheet.line * 1.5
        whole = max(map(_total, (self.inputs, self.outputs))) or 1.0
        per_unit = self.highest / whole
        middle = self._middle(canvas, width, top, _total(self.inputs) * per_unit)
        ends = []
        for ribbons, x, is_in in ((self.inputs, LEFT, True), (self.outputs, RIGHT, False)):
            side = _Side(canvas, x * width, middle, top, is_in=is_in)
            for ribbon in ribbons:
                side.add(ribbon, per_unit)
            ends.append(side.bottom)
        return max(*ends, top + self.highest) + canvas.sheet.line

    def _middle(self, canvas, width, top, height):
        x = MIDDLE * width
        canvas.text(x, top / 2, self.place, anchor="middle", weight="bold")
        canvas.rect(x - THICKNESS / 2, top, THICKNESS, max(height, LEAST), INK)
        return x


class _Side:
    """Ribbons of one side, one below the other, as wide at the middle as at their own end."""

    def __init__(self, canvas, x, middle, top, *, is_in):
        self.canvas, self.x, self.middle, self.is_in = canvas, x, middle, is_in
        self.bottom = self.joint = top

    def add(self, ribbon, per_unit):
        height = max(float(ribbon.value.number or 0) * per_unit, LEAST)
        lines = self._lines(ribbon)
        place = max(height, self.canvas.sheet.line * len(lines))
        top = self.bottom + (place - height) / 2
        colour = TARGET if ribbon.is_unseen else BLUE if self.is_in else ORANGE
        here = (self.x, top, top + height)
        edge = -THICKNESS / 2 if self.is_in else THICKNESS / 2
        there = (self.middle + edge, self.joint, self.joint + height)
        self.canvas.band(*((here, there) if self.is_in else (there, here)), colour)
        self.canvas.rect(self.x - (4 if self.is_in else 0), top, 4, height, colour)
        self._say(lines, top + height / 2)
        self.joint += height
        self.bottom += place + GAP / 2

    def _lines(self, ribbon):
        """Two at most: a name that is too long loses its end, an amount is never broken."""
        sheet, amount = self.canvas.sheet, ribbon.value.text
        room = self._begin if self.is_in else sheet.width - self._begin
        lines = sheet.wrap(f"{ribbon.label}:", room)
        if sheet.width_of(f"{lines[-1]} {amount}") <= room:
            lines[-1] += f" {amount}"
        else:
            lines.append(amount)
        if len(lines) <= MOST_LINES:
            return lines
        (name,) = sheet.cut(ribbon.label, room - sheet.width_of(":"), 1)
        return [f"{name}:", amount]

    @property
    def _begin(self):
        return self.x - 8 if self.is_in else self.x + 8

    def _say(self, lines, middle):
        anchor, line = "end" if self.is_in else "start", self.canvas.sheet.line
        top = middle - line * (len(lines) - 1) / 2
        for at, words in enumerate(lines):
            self.canvas.text(self._begin, top + at * line, words, anchor=anchor)


def _total(ribbons):
    return sum(float(ribbon.value.number or 0) for ribbon in ribbons)
