"""What every chart is made of: values with their words, the line of a target, a table's cells."""

from dataclasses import dataclass
from decimal import Decimal

from organisations.documents.text import Clean

NO_DATA = "–"

Number = int | float | Decimal


@dataclass(frozen=True)
class Value(Clean):
    """One value with its words, which say the number as the table does, and its address.

    `number` is None where nothing is known; that prints – and draws no bar. Zero is a value.
    """

    number: Number | None
    text: str = NO_DATA
    href: str = ""

    def __post_init__(self):
        super().__post_init__()
        if self.number is None and self.text != NO_DATA:
            raise ValueError(f"A value without a number prints {NO_DATA}, not {self.text!r}.")
        if self.number is not None and (self.number < 0 or self.text in ("", NO_DATA)):
            raise ValueError(f"{self.number} needs to be 0 or more and to be said in words.")


@dataclass(frozen=True)
class Target(Clean):
    """A line across the bars; its words, e.g. 'Mục tiêu 2015: 50%', stand above it."""

    number: Number
    text: str


@dataclass(frozen=True)
class Cell(Clean):
    """One cell of the table beside a chart."""

    text: str
    href: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Table(Clean):
    """The chart's numbers again; the first cell of a row names it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def heads(self):
        """A head stands as its column does: numbers to the right."""
        below = self.rows[0] if self.rows else map(Cell, self.columns)
        pairs = zip(self.columns, below, strict=True)
        return [Cell(name, is_number=cell.is_number) for name, cell in pairs]

    @property
    def labelled_rows(self):
        """Each cell with the name of its column: on a telephone a row is a card."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def number_cell(value):
    return Cell(value.text, value.href, is_number=True)


def highest(values, target):
    """The number that the longest line of a scale stands for; never 0."""
    numbers = [float(value.number) for value in values if value.number is not None]
    numbers += [float(target.number)] if target else []
    return max(numbers, default=0) or 1.0
