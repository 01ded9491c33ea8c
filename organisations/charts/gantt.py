"""The tasks of a year on its twelve months: when each is due, its state, the day of acceptance."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from django.utils.translation import gettext as _

from organisations.charts.canvas import BROAD, COLOURS, GRID, TARGET
from organisations.charts.spec import NO_DATA, Cell, Table, Value
from organisations.charts.years import MONTHS
from organisations.documents.text import Clean
from organisations.vietnamese import format_date

BLUE, ORANGE, GREEN, _purple, GREY = COLOURS
NAME_LINES = 2
# Parts of the sheet's width: where the months begin and end.
NAMES, STATES = 0.4, 0.73
# How far apart the strokes across a bar are.
STROKES = 7


class Look(Enum):
    """How a bar is drawn: fill, edge, dashes of the edge, strokes across it. Words say it too."""

    PLANNED = ("#ffffff", BLUE, "none", False)
    UNDER_WAY = ("#cfe0f2", BLUE, "none", True)
    DONE = (GREEN, GREEN, "none", False)
    LATE = ("#fde3cb", ORANGE, "none", True)
    STOPPED = ("#f0f0f0", GREY, "4 3", False)


@dataclass(frozen=True)
class GanttRow(Clean):
    """One task. Its state stands in words; months may be unknown, both of them."""

    label: str
    state: str
    look: Look
    href: str = ""
    first_month: int | None = None
    last_month: int | None = None
    accepted_on: dt.date | None = None

    def __post_init__(self):
        super().__post_init__()
        months = (self.first_month, self.last_month)
        if months != (None, None) and not (
            None not in months and 1 <= self.first_month <= self.last_month <= 12
        ):
            raise ValueError(f"{self.label}: {months} are no two months in order.")

    @property
    def has_months(self):
        return self.first_month is not None

    @property
    def months(self):
        """'T3-T9', 'T3', or – where nobody wrote it down."""
        if not self.has_months:
            return NO_DATA
        ends = dict.fromkeys((MONTHS[self.first_month - 1], MONTHS[self.last_month - 1]))
        return "-".join(ends)

    @property
    def accepted(self):
        return format_date(self.accepted_on) if self.accepted_on else NO_DATA

    @property
    def when(self):
        """What the second line says: 'T3-T9, nghiệm thu 15/09/2026'."""
        known = self.months if self.has_months else _("chưa ghi tháng")
        if not self.accepted_on:
            return known
        return f"{known}, {_('nghiệm thu')} {self.accepted}"


@dataclass(frozen=True)
class GanttStrip(Clean):
    """Rows in the order given; `today` draws its line when it lies in the year."""

    sheet: ClassVar = BROAD

    title: str
    description: str
    year: int
    rows: tuple[GanttRow, ...]
    today: dt.date | None = None

    def values(self):
        """In a PDF the state is the link to the task; a page has linked names instead."""
        return [Value(1, row.state, row.href) for row in self.rows]

    def table(self):
        columns = (_("Nhiệm vụ"), _("Thời gian"), _("Trạng thái"), _("Ngày nghiệm thu"))
        rows = (
            (Cell(row.label, row.href), Cell(row.months), Cell(row.state), Cell(row.accepted))
            for row in self.rows
        )
        return Table(columns, tuple(rows))

    def draw(self, canvas):
        """Returns the height of the picture."""
        months = _Months.on(canvas.sheet, self.year)
        top = _draw_head(canvas, self, months)
        if canvas.sheet.names_above:
            return _draw_above(canvas, self, months, top) + 4
        return _draw_beside(canvas, self, months, top) + 4


@dataclass(frozen=True)
class _Months:
    """Where the year lies on the sheet."""

    year: int
    left: float
    right: float

    @classmethod
    def on(cls, sheet, year):
        if sheet.names_above:
            return cls(year, 1, sheet.width - 1)
        return cls(year, sheet.width * NAMES, sheet.width * STATES)

    @property
    def width(self):
        return (self.right - self.left) / 12

    def start(self, month):
        return self.left + (month - 1) * self.width

    def day(self, day):
        """The middle of a day."""
        within = (day.day - 0.5) / monthrange(day.year, day.month)[1]
        return self.start(day.month) + within * self.width

    def has(self, day):
        return day is not None and day.year == self.year


def _draw_head(canvas, spec, months):
    """What the signs mean, today's words, and the names of the months."""
    sheet, y = canvas.sheet, 2.0
    if any(months.has(row.accepted_on) for row in spec.rows):
        words = _("Ngày nghiệm thu")
        x = sheet.width - sheet.width_of(words) - 2 if not sheet.names_above else sheet.font
        canvas.diamond(x - sheet.font * 0.5, y + sheet.line / 2, sheet.font * 0.5)
        canvas.text(x + sheet.font * 0.3, y + sheet.line / 2, words)
        y += sheet.line if sheet.names_above else 0
    if months.has(spec.today):
        x, words = months.day(spec.today), f"{_('Hôm nay')} {spec.today:%d/%m}"
        anchor = "start" if spec.today.month < 7 else "end"
        canvas.text(x, y + sheet.line / 2, words, anchor=anchor, fill=TARGET)
        y += sheet.line
    size = min(sheet.font, months.width / 3 / sheet.letter)
    y += sheet.line if y == 2.0 and not sheet.names_above else 0
    for month, name in enumerate(MONTHS, start=1):
        middle = months.start(month) + months.width / 2
        canvas.text(middle, y + sheet.line / 2, name, anchor="middle", font=size)
    return y + sheet.line + 2


def _draw_months(canvas, months, top, bottom):
    """Their borders; today's line is drawn after the bars."""
    for month in range(1, 14):
        canvas.line(months.start(month), top, bottom, GRID, width=1)


def _draw_today(canvas, spec, months, top, bottom):
    if months.has(spec.today):
        canvas.line(months.day(spec.today), top, bottom, TARGET, width=1.5, dashes="4 3")


def _draw_beside(canvas, spec, months, top):
    """Names on the left, months in the middle, states on the right."""
    sheet = canvas.sheet
    small = sheet.font * 0.88
    widths = (months.left - sheet.font, sheet.width - months.right - sheet.font)
    blocks = [
        (
            sheet.cut(row.label, widths[0], NAME_LINES),
            sheet.wrap(row.when, widths[1] / 0.88),
        )
        for row in spec.rows
    ]
    heights = [max(len(name), 1 + len(when)) * sheet.line + sheet.row_gap for name, when in blocks]
    bottom = top + sum(heights)
    _draw_months(canvas, months, top, bottom)
    y = top
    for row, (name, when), height in zip(spec.rows, blocks, heights, strict=True):
        middle = y + height / 2
        canvas.line(0, y, y, GRID, width=1, end=sheet.width)
        canvas.linked_name(name, _first(sheet, name, middle), row)
        _draw_bar(canvas, row, months, middle, sheet.bar * 1.2)
        x, first = months.right + sheet.font * 0.6, _first(sheet, ["", *when], middle)
        canvas.label(_state(row, canvas), row.label, x, first)
        for index, line in enumerate(when, start=1):
            canvas.text(x, first + index * sheet.line, line, font=small)
        y += height
    _draw_today(canvas, spec, months, top, bottom)
    return bottom


def _first(sheet, lines, middle):
    """The height of the first of lines that are centred on one height."""
    return middle - (len(lines) - 1) * sheet.line / 2


def _draw_above(canvas, spec, months, top):
    """On a telephone: the name, the state and the months in words, and the bar below them."""
    sheet, y = canvas.sheet, top
    for row in spec.rows:
        canvas.line(0, y, y, GRID, width=1, end=sheet.width)
        y += sheet.row_gap / 2
        name = sheet.cut(row.label, sheet.width, NAME_LINES + 1)
        canvas.linked_name(name, y + sheet.line / 2, row)
        y += len(name) * sheet.line
        canvas.label(_state(row, canvas), row.label, 0, y + sheet.line / 2)
        y += sheet.line
        for line in sheet.wrap(row.when, sheet.width):
            canvas.text(0, y + sheet.line / 2, line)
            y += sheet.line
        below = y + sheet.bar * 1.6
        _draw_months(canvas, months, y, below)
        _draw_bar(canvas, row, months, y + sheet.bar * 0.8, sheet.bar)
        _draw_today(canvas, spec, months, y, below)
        y = below + sheet.row_gap
    return y


def _state(row, canvas):
    return Value(1, row.state, "" if canvas.links_names else row.href)


def _draw_bar(canvas, row, months, middle, height):
    fill, edge, dashes, has_strokes = row.look.value
    if row.has_months:
        left, right = months.start(row.first_month), months.start(row.last_month + 1)
        top, bottom = middle - height / 2, middle + height / 2
        canvas.rect(left, top, right - left, height, fill, stroke=edge, dashes=dashes)
        if has_strokes:
            for step in range(1, int((right - left - height) / STROKES) + 1):
                x = left + step * STROKES
                canvas.line(x, bottom, top, edge, width=1, end=x + height)
    if months.has(row.accepted_on):
        canvas.diamond(months.day(row.accepted_on), middle, height * 0.55)
