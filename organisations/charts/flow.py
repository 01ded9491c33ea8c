"""Process steps one below the other, with what comes in from the left and goes out to the right."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from organisations.charts.canvas import AXIS, BROAD, COLOURS, INK
from organisations.charts.spec import Cell, Table
from organisations.documents.text import Clean

# Parts of the width: where the boxes begin and end.
BOX, BOX_END = 0.36, 0.64
ARROW, PAD = 34, 8
GROUND = "#eef3f9"
BACK = COLOURS[3]


@dataclass(frozen=True)
class FlowNode(Clean):
    code: str
    label: str


@dataclass(frozen=True)
class Flow(Clean):
    """From one node to another; None is the world outside."""

    label: str
    start: str | None
    end: str | None


@dataclass(frozen=True)
class FlowChart(Clean):
    """Nodes in their order. A flow to the next node goes down, all others leave and arrive aside.

    What goes back to an earlier node, or jumps, is named at both ends.
    """

    sheet: ClassVar = BROAD

    title: str
    description: str
    nodes: tuple[FlowNode, ...]
    flows: tuple[Flow, ...]

    def values(self):
        return []

    def table(self):
        names = {node.code: node.label for node in self.nodes}
        rows = tuple(
            (
                Cell(flow.label),
                Cell(names.get(flow.start, _("từ ngoài vào"))),
                Cell(names.get(flow.end, _("ra ngoài"))),
            )
            for flow in self.flows
        )
        return Table((_("Dòng"), _("Từ"), _("Đến")), rows)

    def sides(self):
        """(node, from the left, to the right, down to the next) of each node."""
        codes = [node.code for node in self.nodes]
        after = dict(zip(codes, [*codes[1:], None], strict=True))
        for node in self.nodes:
            arriving = [
                flow
                for flow in self.flows
                if flow.end == node.code and after.get(flow.start) != node.code
            ]
            leaving = [f for f in self.flows if f.start == node.code]
            down = [f for f in leaving if f.end is not None and f.end == after[node.code]]
            yield node, arriving, [flow for flow in leaving if flow not in down], down

    def draw(self, canvas):
        """Returns the height of the picture."""
        y = 4.0
        for node, arriving, leaving, down in self.sides():
            y = self._step(canvas, y, node, arriving, leaving)
            if down:
                y = self._down(canvas, y, ", ".join(flow.label for flow in down))
            else:
                y += canvas.sheet.row_gap
        return y

    def _step(self, canvas, y, node, arriving, leaving):
        width, line = canvas.sheet.width, canvas.sheet.line
        left, right = (0, width) if canvas.sheet.names_above else (width * BOX, width * BOX_END)
        names = canvas.sheet.wrap(node.label, right - left - 2 * PAD)
        rows = max(len(names), 1 if canvas.sheet.names_above else 0)
        if not canvas.sheet.names_above:
            rows = max(rows, len(arriving), len(leaving))
        height = rows * line + PAD
        if canvas.sheet.names_above:
            y = self._listed(canvas, y, _("vào"), arriving)
        canvas.rect(left, y, right - left, height, GROUND, stroke=COLOURS[0])
        first = y + height / 2 - (len(names) - 1) * line / 2
        for at, name in enumerate(names):
            middle = first + at * line
            canvas.text((left + right) / 2, middle, name, anchor="middle", weight="bold")
        if canvas.sheet.names_above:
            return self._listed(canvas, y + height, _("ra"), leaving)
        self._aside(canvas, y, height, arriving, left, is_in=True)
        self._aside(canvas, y, height, leaving, right, is_in=False)
        return y + height

    def _aside(self, canvas, y, height, flows, edge, *, is_in):
        line = canvas.sheet.line
        first = y + height / 2 - (len(flows) - 1) * line / 2
        for at, flow in enumerate(flows):
            middle = first + at * line
            start, end = (edge - ARROW, edge) if is_in else (edge, edge + ARROW)
            other = flow.start if is_in else flow.end
            colour = BACK if other else AXIS
            canvas.line(start, middle, middle, colour, width=1.2, end=end)
            canvas.arrow_head(end, middle, "right", fill=colour)
            words = self._words(flow, is_in=is_in)
            room = start - 4 if is_in else canvas.sheet.width - end - 4
            x, anchor = (start - 4, "end") if is_in else (end + 4, "start")
            (shown, *_rest) = canvas.sheet.cut(words, room, 1)
            canvas.text(x, middle, shown, anchor=anchor)

    def _words(self, flow, *, is_in):
        other = flow.start if is_in else flow.end
        if other is None:
            return flow.label
        told = _("%(flow)s (từ %(code)s)") if is_in else _("%(flow)s (về %(code)s)")
        return told % {"flow": flow.label, "code": other}

    def _listed(self, canvas, y, way, flows):
        """On a telephone: what comes in above the box, what goes out below it."""
        for flow in flows:
            words = f"{way}: {self._words(flow, is_in=way == _('vào'))}"
            for line in canvas.sheet.wrap(words, canvas.sheet.width - 12):
                canvas.text(12, y + canvas.sheet.line / 2, line)
                y += canvas.sheet.line
        return y + 2

    def _down(self, canvas, y, words):
        x, line = canvas.sheet.width / 2, canvas.sheet.line
        bottom = y + line * 1.5
        x = 20 if canvas.sheet.names_above else x
        canvas.line(x, y, bottom, INK, width=1.2)
        canvas.arrow_head(x, bottom, "down")
        room = canvas.sheet.width - x - 12
        (shown, *_rest) = canvas.sheet.cut(words, room, 1)
        canvas.text(x + 8, (y + bottom) / 2, shown)
        return bottom
