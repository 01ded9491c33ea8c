"""What was planned and what was done, row by row: a light bar and a solid one inside it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from organisations.charts.canvas import COLOURS, SCREEN
from organisations.charts.spec import NO_DATA, Cell, Number, Table, Target, Value
from organisations.documents.text import Clean
from organisations.vietnamese import format_number

PLANNED_FILL, EDGE, DONE = "#dde6f0", COLOURS[0], COLOURS[0]
# (unit, one of it in đồng, digits behind the comma): the largest amount decides.
MONEY = (("tỷ đồng", 10**9, 3), ("triệu đồng", 10**6, 1))


@dataclass(frozen=True)
class PlannedRow(Clean):
    """One line. None is "not known" and prints –; more may be done than was planned."""

    label: str
    planned: Number | None
    done: Number | None
    href: str = ""

    def __post_init__(self):
        super().__post_init__()
        if any(number is not None and number < 0 for number in (self.planned, self.done)):
            raise ValueError(f"{self.label}: {self.planned}, {self.done} need to be 0 or more.")

    @property
    def percent(self):
        """'66,7%', or – where there is nothing to compare with.

        Only what was done in full is 100%, and only what was not begun is 0%.
        """
        if self.done is None or not self.planned:
            return NO_DATA
        exact = Decimal(self.done) * 100 / Decimal(self.planned)
        rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        if exact and not rounded:
            return "<0,1%"
        if rounded == 100 != exact:
            rounded += Decimal("0.1") if exact > 100 else -Decimal("0.1")
        return f"{format_number(rounded)}%"


@dataclass(frozen=True)
class PlanDone(Clean):
    """Planned and done on one scale. Amounts of money are in đồng and print in triệu or tỷ."""

    sheet: ClassVar = SCREEN

    title: str
    description: str
    rows: tuple[PlannedRow, ...]
    unit: str = ""
    is_money: bool = False
    target: Target | None = None

    @cached_property
    def _most(self):
        numbers = [number for row in self.rows for number in (row.planned, row.done)]
        numbers.append(self.target.number if self.target else None)
        return max((number for number in numbers if number is not None), default=0)

    @property
    def _money(self):
        return next((unit for unit in MONEY if self._most >= unit[1]), MONEY[-1])

    @property
    def axis(self):
        """The unit that the words are in."""
        return self._money[0] if self.is_money else self.unit

    def values(self):
        """In the order in which the labels are read."""
        return [self._value(row) for row in self.rows]

    def _value(self, row):
        """'8/12 (66,7%)'; what is not known prints –."""
        known = [number for number in (row.planned, row.done) if number is not None]
        if not known:
            return Value(None)
        share = f" ({row.percent})" if row.percent != NO_DATA else ""
        text = f"{self._words(row.done)}/{self._words(row.planned)}{share}"
        return Value(max(known), text, row.href)

    def _words(self, number):
        if number is None:
            return NO_DATA
        if not self.is_money:
            return format_number(number)
        return _in_money(number, *self._money[1:])

    def table(self):
        """Amounts in full: the chart rounds, the table does not."""
        unit = "đồng" if self.is_money else self.unit
        tail = f" ({unit})" if unit else ""
        columns = (self.title, _("Kế hoạch") + tail, _("Thực hiện") + tail, _("% kế hoạch"))
        return Table(columns, tuple(self._cells(row) for row in self.rows))

    def _cells(self, row):
        numbers = [
            NO_DATA if number is None else format_number(number)
            for number in (row.planned, row.done)
        ]
        cells = (Cell(words, is_number=True) for words in (*numbers, row.percent))
        return (Cell(row.label, row.href), *cells)

    def draw(self, canvas):
        """Returns the height of the picture."""
        sheet = canvas.sheet
        names_width = 0 if sheet.names_above else sheet.width * 0.4
        top = _draw_key(canvas, canvas.heading(self.axis, names_width), names_width)
        texts = [value.text for value in self.values()]
        scale = canvas.scale(names_width, sheet.width, float(self._most) or 1.0, texts)
        y = top = canvas.target_words(self.target, scale, top)
        body = sheet.bar * 1.4
        for row, value in zip(self.rows, self.values(), strict=True):
            middle, below = canvas.row(row.label, y, names_width, body)
            _draw_pair(canvas, row, scale, middle, body)
            end = scale.length(value.number) if value.number is not None else 0
            x = canvas.clear_of(self.target, scale, scale.left + end + 6, value.text)
            canvas.label(value, row.label, x, middle)
            if sheet.names_above:
                half = body / 2 + 2
                canvas.axis_and_target(scale, self.target, middle - half, middle + half)
            y = below
        if not sheet.names_above:
            canvas.axis_and_target(scale, self.target, top, y)
        return y + 4


def _in_money(amount, unit, places):
    """Rounded to the unit; money that there is never prints as 0."""
    rounded = (Decimal(amount) / unit).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if amount and not rounded:
        return f"<{format_number(Decimal(1).scaleb(-places))}"
    return format_number(rounded)


def _draw_key(canvas, y, x):
    """Which bar is which, in words beside a sample of each."""
    sheet = canvas.sheet
    middle, size = y + sheet.line / 2, sheet.font
    canvas.rect(x, middle - size / 2, size * 1.6, size, PLANNED_FILL, stroke=EDGE)
    canvas.text(x + size * 2, middle, _("Kế hoạch"))
    x += size * 2.6 + sheet.width_of(_("Kế hoạch")) + size
    canvas.rect(x, middle - size * 0.25, size * 1.6, size * 0.5, DONE)
    canvas.text(x + size * 2, middle, _("Thực hiện"))
    return y + sheet.line + 4


def _draw_pair(canvas, row, scale, middle, body):
    """The plan's bar, and inside it the solid one, which goes on where more was done."""
    if row.planned is not None:
        width = max(scale.length(row.planned), 1.0)
        canvas.rect(scale.left, middle - body / 2, width, body, PLANNED_FILL, stroke=EDGE)
    if row.done is not None:
        width = max(scale.length(row.done), 1.0)
        canvas.rect(scale.left, middle - body / 4, width, body / 2, DONE)
