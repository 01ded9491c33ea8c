"""What stands in a cell that is not plain text, a number or a day."""

from dataclasses import dataclass
from datetime import date, datetime

from organisations.sheets import extraction


@dataclass(frozen=True)
class Percent:
    """A number cell that Excel shows with a percent sign; `ratio` is 0.5 for 50%."""

    ratio: float


@dataclass(frozen=True)
class Fault:
    """A cell that shows an error such as #DIV/0!, or a formula that was never calculated."""

    code: str


@dataclass(frozen=True)
class Garbled:
    """Text that says something else than it seems to: typed in an old font, or encoded twice.

    `encoding` is what it really is in, UTF-8 or that of an old font (TCVN3, VNI). It is refused
    with words, never converted.
    """

    encoding: str
    text: str


@dataclass(frozen=True)
class Merged:
    """A cell under or beside the first of a merged range; `cell` is what the first one holds.

    `since` is the number of the row where the range begins, `is_wide` whether it has more than
    one column.
    """

    cell: object
    since: int
    is_wide: bool


def packed(cell):
    """As JSON can hold it: itself, or a pair of its type and its content."""
    if isinstance(cell, datetime):
        return [extraction.INSTANT, cell.isoformat()]
    if isinstance(cell, date):
        return [extraction.DATE, cell.isoformat()]
    if isinstance(cell, Percent):
        return [extraction.PERCENT, cell.ratio]
    if isinstance(cell, Fault):
        return [extraction.FAULT, cell.code]
    if isinstance(cell, Garbled):
        return [extraction.GARBLED, [cell.encoding, cell.text]]
    return cell


def unpacked(written):
    """The cell behind what `packed` and the extraction write."""
    if type(written) is not list:
        return written
    kind, content = written
    return UNPACKED[kind](content)


UNPACKED = {
    extraction.DATE: date.fromisoformat,
    extraction.INSTANT: datetime.fromisoformat,
    extraction.PERCENT: Percent,
    extraction.FAULT: Fault,
    extraction.GARBLED: lambda content: Garbled(*content),
    extraction.MERGED: lambda content: Merged(unpacked(content[0]), *content[1:]),
}
