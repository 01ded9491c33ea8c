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
    """One row: words and slots, in the order of the columns."""

    cells: tuple
    style: RowStyle = RowStyle.PLAIN
    indent: int = 0


@dataclass(frozen=True)
class LaidTable:
    """A table of the form as it is printed in one version."""

    table: object
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    chart: tuple | None = None

    def slots(self):
        """Every slot with where it stands, in reading order."""
        for line in self.lines:
            head = _head(line)
            for column, cell in zip(self.columns, line.cells, strict=True):
                if isinstance(cell, Slot):
                    yield cell, f"{self.table.label}, {head}, {column.label}"


def _head(line):
    """What a reader would call the row: the second cell where the first is a serial number."""
    words = [cell.text if isinstance(cell, Slot) else cell for cell in line.cells]
    numbered = len(words) > 2 and words[0].isdigit() and int(words[0]) < 1000
    return (words[1] if numbered else words[0]) or ""
