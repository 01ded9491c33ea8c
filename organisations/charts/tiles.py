"""The 34 provinces as tiles on a map, with Hoàng Sa and Trường Sa in the sea to the east.

A tile says its value in words; its colour, one of five steps of one hue, only repeats it. Where
nothing is known the tile is hatched and says –.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from organisations.charts import tile_grid
from organisations.charts.canvas import AXIS, GRID, INK, SCREEN, Canvas, joined
from organisations.charts.spec import NO_DATA, Cell, Number, Table, Value, number_cell
from organisations.documents.text import Clean

# (fill, words on it): light to dark, so also in a black-and-white copy; contrast at least 5.1.
CLASSES = (
    ("#e8f1fa", INK),
    ("#b9d4ee", INK),
    ("#7fb0dd", INK),
    ("#3470ad", "#ffffff"),
    ("#0f3d6e", "#ffffff"),
)
EDGE, NO_DATA_FILL = "#0f3d6e", "#ffffff"
# A tile holds the word "Nguyên" and so many letters of a value, on every sheet.
LONGEST = 7
GAP = 2
STROKES = 7
UNKNOWN = Value(None)


@dataclass(frozen=True)
class Tile(Clean):
    """The value of one province, by its code since 1/7/2025."""

    code: str
    value: Value

    def __post_init__(self):
        super().__post_init__()
        if self.code not in tile_grid.provinces():
            raise ValueError(f"{self.code}: no province of the map has this code.")
        if len(self.value.text) > LONGEST:
            raise ValueError(f"{self.value.text!r} is longer than the {LONGEST} letters of a tile.")


@dataclass(frozen=True)
class TileMap(Clean):
    """A province without a tile is drawn as one of which nothing is known.

    `bounds` are the lowest numbers of the second to the fifth class, for maps that are compared
    with each other; without them every class has about as many different values.
    """

    sheet: ClassVar = SCREEN

    title: str
    summary: str
    tiles: tuple[Tile, ...]
    unit: str = ""
    bounds: tuple[Number, ...] = ()

    def __post_init__(self):
        super().__post_init__()
        if len({tile.code for tile in self.tiles}) < len(self.tiles):
            raise ValueError("A province has one tile.")
        if self.bounds and not len(set(self.bounds)) == len(CLASSES) - 1:
            raise ValueError(f"{len(CLASSES)} classes have {len(CLASSES) - 1} bounds.")
        if list(self.bounds) != sorted(self.bounds):
            raise ValueError("Bounds go upwards.")

    @property
    def description(self):
        """What the map shows, and whose the archipelagos are."""
        return f"{self.summary} {archipelagos_belong()}"

    @cached_property
    def _places(self):
        """(place, value) of every province, from the north-west to the south."""
        values = {tile.code: tile.value for tile in self.tiles}
        return [(place, values.get(code, UNKNOWN)) for code, place in tile_grid.provinces().items()]

    @cached_property
    def _bounds(self):
        if self.bounds:
            return self.bounds
        known = sorted({value.number for value in self.values() if value.number is not None})
        if len(known) < len(CLASSES):
            return known[1:]
        return [known[-(-len(known) * step // len(CLASSES))] for step in range(1, len(CLASSES))]

    def class_of(self, value):
        """0 to 4, or None where nothing is known."""
        return None if value.number is None else bisect_right(self._bounds, value.number)

    @property
    def weight(self):
        """Values are bold unless one of them fills its tile."""
        longest = max(len(value.text) for value in self.values())
        return "bold" if longest < LONGEST else "normal"

    def values(self):
        """In the order in which the labels are read."""
        return [value for _place, value in self._places]

    def table(self):
        rows = ((Cell(place.name, value.href), number_cell(value)) for place, value in self._places)
        return Table((_("Tỉnh, thành phố"), self.unit or _("Giá trị")), tuple(rows))

    def draw(self, canvas):
        """Returns the height of the picture."""
        sheet = canvas.sheet
        grid = _Grid.on(sheet)
        if sheet.names_above:
            top = _draw_key(canvas, self, 0, canvas.heading(self.unit, 0), columns=2) + 6
        else:
            left = grid.column * tile_grid.width() + sheet.font * 3
            _draw_key(canvas, self, left, canvas.heading(self.unit, left), columns=1)
            top = 2.0
        for place in tile_grid.archipelagos():
            _draw_archipelago(canvas, place, grid, top)
        for place, value in self._places:
            _draw_tile(canvas, self, place, value, (grid, top))
        return top + grid.row * tile_grid.height()


@dataclass(frozen=True)
class _Grid:
    """How far apart the columns and the rows are; a tile is about as high as it is wide."""

    column: float
    row: float

    @classmethod
    def on(cls, sheet):
        width = sheet.width / tile_grid.width() if sheet.names_above else sheet.font * 4.8
        return cls(width, sheet.line * 3 + sheet.font * 0.3 + GAP)


def archipelagos_belong():
    """'Quần đảo Hoàng Sa thuộc Đà Nẵng, quần đảo Trường Sa thuộc Khánh Hòa.'"""
    parts = (
        _("quần đảo %(name)s thuộc %(province)s")
        % {"name": place.name, "province": tile_grid.provinces()[place.code].name}
        for place in tile_grid.archipelagos()
    )
    words = ", ".join(parts)
    return f"{words[:1].upper()}{words[1:]}."


def _draw_tile(canvas, spec, place, value, at):
    """The tile with its words is one link; a PDF lays the value over it."""
    grid, top = at
    left, upper = place.column * grid.column + GAP / 2, top + place.row * grid.row + GAP / 2
    width, height = grid.column - GAP, grid.row - GAP
    step = spec.class_of(value)
    look = {"anchor": "middle", "fill": INK if step is None else CLASSES[step][1]}
    middle, line = left + width / 2, canvas.sheet.line
    last = upper + height / 2 + line
    tile = Canvas(canvas.sheet)
    _draw_box(tile, step, (left, upper, width, height))
    lines = name_lines(place.name)
    for number, text in enumerate(lines):
        tile.text(middle, last - line * (1 + len(lines) / 2 - number), text, **look)
    if canvas.links_names:
        tile.text(middle, last, value.text, weight=spec.weight, **look)
    else:
        start = middle - canvas.sheet.width_of(value.text) / 2
        canvas.label(value, place.name, start, last, fill=look["fill"])
    if canvas.links_names and value.href:
        canvas.linked(joined(tile.parts), f"{place.name}: {value.text}", value.href)
    else:
        canvas.parts += tile.parts


def _draw_box(canvas, step, box):
    left, top, width, height = box
    if step is not None:
        canvas.rect(left, top, width, height, CLASSES[step][0], stroke=EDGE)
        return
    canvas.rect(left, top, width, height, NO_DATA_FILL, stroke=AXIS, dashes="4 3")
    for offset in range(STROKES, int(width + height), STROKES):
        x, end = left + max(offset - height, 0), left + min(offset, width)
        y = top + min(offset, height)
        canvas.line(x, y, y - (end - x), GRID, width=1, end=end)


def name_lines(name):
    """One line for two short words, else two of about the same length; nothing is cut."""
    if len(name) < LONGEST or " " not in name:
        return [name]
    words = name.split()
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(ways, key=lambda lines: max(map(len, lines))))


def _draw_archipelago(canvas, place, grid, top):
    """A handful of islets and the name below them, as far east as the sheet reaches."""
    sheet = canvas.sheet
    lines = place.name.split() if sheet.names_above else [place.name]
    half = max(map(sheet.width_of, lines)) / 2 + sheet.font
    x = min(place.column * grid.column, sheet.width - half)
    y = top + place.row * grid.row
    for right, down in ((-1.3, 0), (-0.4, -0.7), (0.1, 0.4), (0.9, -0.3), (1.5, 0.5)):
        canvas.diamond(x + right * sheet.font, y + down * sheet.font * 0.7, sheet.font * 0.28)
    for number, line in enumerate(lines, start=1):
        canvas.text(x, y + sheet.line * number, line, anchor="middle")


def _draw_key(canvas, spec, left, top, *, columns):
    """What each colour means, from the values that have it; returns where it ends."""
    sheet = canvas.sheet
    width = (sheet.width - left) / columns
    entries = _key(spec)
    for index, (step, words) in enumerate(entries):
        x, y = left + index % columns * width, top + index // columns * (sheet.line + 4)
        _draw_box(canvas, step, (x + 1, y + 1, sheet.font * 1.4, sheet.line - 2))
        canvas.text(x + sheet.font * 2, y + sheet.line / 2, words)
    return top + -(-len(entries) // columns) * (sheet.line + 4)


def _key(spec):
    """(class, 'lowest – highest') of each class that some province is in."""
    known = [value for value in spec.values() if value.number is not None]
    known.sort(key=lambda value: value.number)
    entries = []
    for step in range(len(CLASSES)):
        texts = [value.text for value in known if spec.class_of(value) == step]
        if texts:
            ends = dict.fromkeys((texts[0], texts[-1]))
            entries.append((step, " – ".join(ends)))
    if len(known) < len(spec.values()):
        entries.append((None, f"{NO_DATA} {_('không có số liệu')}"))
    return entries
