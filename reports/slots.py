"""What a laid-out table is made of."""

from dataclasses import dataclass

from organisations.documents.model import Align, RowStyle
from reports.figures import Key


@dataclass(frozen=True)
class Slot:
    """A place where a figure is printed; `text` where the words are known before the value."""

    key: Key
    text: str | None = None


@dataclass(frozen=True)
class Column:
    label: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Line:
    """One row: words and slots, in the order of the columns.

    `spans` makes it one cell across the table; that cell is a tuple of words and slots.
    """

    cells: tuple
    style: RowStyle = RowStyle.PLAIN
    indent: int = 0
    spans: bool = False


@dataclass(frozen=True)
class LaidTable:
    """A table of the form as it is printed in one version."""

    table: object
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    chart: tuple | None = None
    compact: bool = False

    def slots(self):
        """Every slot with where it stands, in reading order."""
        for line in self.lines:
            if line.spans:
                yield from ((part, f"{self.table.label}, dòng cộng") for part in _slots(line))
                continue
            head = _head(line)
            for column, cell in zip(self.columns, line.cells, strict=True):
                if isinstance(cell, Slot):
                    yield cell, f"{self.table.label}, {head}, {column.label}"


def _slots(line):
    return (part for part in line.cells[0] if isinstance(part, Slot))


def _head(line):
    """What a reader would call the row: its serial number, else its first words."""
    first, second = (cell.text if isinstance(cell, Slot) else cell for cell in line.cells[:2])
    if first.isdigit() and int(first) < 1000:
        return f"dòng {first}"
    return first or second
