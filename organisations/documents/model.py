"""What a document says, without a word on how it is drawn.

The frames follow Nghị định 30/2020/NĐ-CP, Phụ lục I; the blocks are what stands between them.
Everything is frozen, in NFC and free of markup, so that PDF, DOCX and XLSX say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from organisations import charts
from organisations.documents.text import Clean, list_letter

NBSP = "\u00a0"
NUMBER_GAP = NBSP * 10
DATE_GAP = NBSP * 6
NO_DATA = "–"
CLOSING = "./."
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z")


def require_web_address(href):
    """Refuse an address that a reader of the printed file could not open."""
    if not WEB_ADDRESS.match(href):
        raise ValueError(f"A figure needs an absolute web address, not {href!r}.")


# Inline parts: plain strings, or one of these two.


@dataclass(frozen=True)
class Figure(Clean):
    """A printed number that is itself the link to its rows; nothing visible shows it."""

    text: str
    href: str

    def __post_init__(self):
        super().__post_init__()
        require_web_address(self.href)


@dataclass(frozen=True)
class Emphasis(Clean):
    """Words in italics, or in bold when strong."""

    text: str
    strong: bool = False


Inline = str | Figure | Emphasis
Inlines = tuple[Inline, ...]


def as_inlines(content):
    """Accept a string, one part or a sequence of parts; return a tuple of parts."""
    return (content,) if isinstance(content, (str, Figure, Emphasis)) else tuple(content)


def plain_text(parts):
    """Return what a reader reads, for titles, comparisons and formats without links."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)


# Blocks of the body.


@dataclass(frozen=True)
class Heading(Clean):
    """Level 1: I. in capitals, level 2: 1., level 3: a). The number is given, never counted."""

    level: int
    number: str
    text: str
    # By what a list of contents finds it; unique in its document.
    anchor: str = ""

    def __post_init__(self):
        super().__post_init__()
        if self.level not in (1, 2, 3):
            raise ValueError(f"A heading has level 1, 2 or 3, not {self.level}.")

    @property
    def line(self):
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True)
class Paragraph(Clean):
    parts: Inlines
    indented: bool = True

    def __post_init__(self):
        object.__setattr__(self, "parts", as_inlines(self.parts))
        super().__post_init__()


@dataclass(frozen=True)
class LegalBasis(Clean):
    """One căn cứ, in italics on its own line."""

    parts: Inlines

    def __post_init__(self):
        object.__setattr__(self, "parts", as_inlines(self.parts))
        super().__post_init__()


@dataclass(frozen=True)
class CentredLine(Clean):
    """A bold line of its own in the middle, e.g. QUYẾT ĐỊNH: between căn cứ and Điều 1."""

    text: str


class _Items(Clean):
    def __post_init__(self):
        object.__setattr__(self, "items", tuple(as_inlines(item) for item in self.items))
        super().__post_init__()


@dataclass(frozen=True)
class BulletList(_Items):
    """Items behind a hyphen, as official documents write them."""

    items: tuple[Inlines, ...]

    @property
    def marked_items(self):
        return tuple(("-", item) for item in self.items)


@dataclass(frozen=True)
class NumberedList(_Items):
    """Items behind 1., 2. or, lettered, behind a), b), c), d), đ)."""

    items: tuple[Inlines, ...]
    lettered: bool = False

    @property
    def marked_items(self):
        return tuple((self._mark(position), item) for position, item in enumerate(self.items))

    def _mark(self, position):
        return f"{list_letter(position)})" if self.lettered else f"{position + 1}."


class Align(Enum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class RowStyle(Enum):
    PLAIN = "plain"
    TOTAL = "total"
    GROUP = "group"
    UNCONFIRMED = "unconfirmed"
    ENDED = "ended"


@dataclass(frozen=True)
class Column:
    """A column's share of the table's width, and how its data cells stand."""

    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Cell(Clean):
    parts: Inlines = ()
    heads_row: bool = False
    colspan: int = 1
    rowspan: int = 1
    indent: int = 0
    align: Align | None = None

    def __post_init__(self):
        object.__setattr__(self, "parts", as_inlines(self.parts))
        super().__post_init__()


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    style: RowStyle = RowStyle.PLAIN

    def __post_init__(self):
        object.__setattr__(self, "cells", tuple(self.cells))


@dataclass(frozen=True)
class Table(Clean):
    """A table with its caption, unit and notes; every row fills the grid of its columns.

    One that is filled in by hand has rows as high as handwriting.
    """

    caption: str
    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()
    compact: bool = False
    to_fill_in: bool = False

    def __post_init__(self):
        super().__post_init__()
        _require_full_width(self.columns)
        _require_full_grid(self.head, len(self.columns), self.caption)
        _require_full_grid(self.rows, len(self.columns), self.caption)


def _require_full_width(columns):
    total = sum(column.width for column in columns)
    if abs(total - 100) > 0.5:
        raise ValueError(f"The columns' widths add up to {total}, not to 100.")


def _require_full_grid(rows, width, caption):
    """Refuse rows that leave a hole or stick out, counting cells that span from above."""
    hanging = [0] * width
    for number, row in enumerate(rows, start=1):
        free = hanging.count(0)
        if sum(cell.colspan for cell in row.cells) != free:
            raise ValueError(f"{caption}: row {number} does not fill {free} free columns.")
        hanging = next_hanging(hanging, row)
    if any(hanging):
        raise ValueError(f"{caption}: a cell reaches below the last row.")


def next_hanging(hanging, row):
    """Return how many more rows each column is taken by cells from above, after this row."""
    columns = iter([index for index, rows in enumerate(hanging) if rows == 0])
    following = [max(rows - 1, 0) for rows in hanging]
    for cell in row.cells:
        for _ in range(cell.colspan):
            following[next(columns)] = cell.rowspan - 1
    return following


@dataclass(frozen=True)
class ChartBlock(Clean):
    """A chart under its caption; its numbers also stand in a table of the document."""

    caption: str
    spec: charts.Spec

    def __post_init__(self):
        super().__post_init__()
        for label in charts.value_labels(self.spec):
            if label.href:
                require_web_address(label.href)


Block = (
    Heading | Paragraph | LegalBasis | CentredLine | BulletList | NumberedList | Table | ChartBlock
)


# Frames.


@dataclass(frozen=True)
class Letterhead(Clean):
    """Who issues, where and when; number and date stay open for văn thư until they are known.

    `mark` stands under the number, e.g. DỰ THẢO.
    """

    issuing_body: str
    place: str
    symbol: str
    governing_body: str = ""
    number: str = ""
    issued_on: date | None = None
    year: int | None = None
    mark: str = ""

    @property
    def number_line(self):
        return f"Số: {self._padded_number or NUMBER_GAP}/{self.symbol}"

    @property
    def _padded_number(self):
        return self.number.zfill(2) if self.number.isdigit() else self.number

    @property
    def place_and_date(self):
        return f"{self.place}, {self.date_words}"

    @property
    def date_words(self):
        if self.issued_on:
            return long_date(self.issued_on)
        return f"ngày{DATE_GAP}tháng{DATE_GAP}năm {self.year or NBSP * 8}"


def long_date(day):
    """Write a date as Nghị định 30 wants it: leading zero for days below 10 and months 1 and 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


@dataclass(frozen=True)
class Signature(Clean):
    """The authority lines, e.g. KT. GIÁM ĐỐC and PHÓ GIÁM ĐỐC, and the signer's name if known."""

    authority: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Annex(Clean):
    """Phụ lục with its own page numbers; `attached_to` is the line (Kèm theo …) if it is wanted.

    A paper that is issued by another one is called by its own `kind`, e.g. KẾ HOẠCH.
    """

    number: str
    title: str
    body: tuple[Block, ...]
    landscape: bool = False
    attached_to: str = ""
    kind: str = "Phụ lục"

    @property
    def label(self):
        return f"{self.kind} {self.number}".strip()


@dataclass(frozen=True)
class OfficialDocument(Clean):
    """A document in the form of Nghị định 30; its body ends with ./. without being told to."""

    letterhead: Letterhead
    kind: str
    subject: str
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: Signature
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "body", closed(self.body))


@dataclass(frozen=True)
class InternalSheet(Clean):
    """A working sheet that is never issued, e.g. Phiếu đối chiếu số liệu."""

    issuing_body: str
    title: str
    subject: str
    body: tuple[Block, ...]
    landscape: bool = False
    annexes: tuple[Annex, ...] = ()
    warning: str = "TÀI LIỆU NỘI BỘ – KHÔNG PHÁT HÀNH"


@dataclass(frozen=True)
class CoverSheet(Clean):
    """The front of a joined file: what it holds, who is in it and who is missing."""

    issuing_body: str
    title: str
    subject: str
    body: tuple[Block, ...]
    place_and_date: str = ""
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True)
class BlankSheet(Clean):
    """A sheet that is printed to be filled in by hand: no number, no signature of ours."""

    issuing_body: str
    title: str
    subject: str
    body: tuple[Block, ...]
    governing_body: str = ""
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True)
class BoundReport(Clean):
    """A report of work that was carried out, behind a cover: no number and no signature of ours.

    `facts` are what the cover says, name and words. The `footer` stands on every page, and in it
    the `warning`, which the cover frames.
    """

    issuing_body: str
    title: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    body: tuple[Block, ...]
    governing_body: str = ""
    footer: str = ""
    warning: str = ""
    annexes: tuple[Annex, ...] = ()

    @property
    def contents(self):
        """The headings that the list of contents names, with their pages."""
        return [b for b in self.body if isinstance(b, Heading) and b.anchor]

    @property
    def running_line(self):
        return " – ".join(part for part in (self.footer, self.warning) if part)


Document = OfficialDocument | InternalSheet | CoverSheet | BlankSheet | BoundReport


def closed(body):
    """Return the body ending with ./. in its last words; after a table on a line of its own."""
    last = body[-1] if body else None
    if isinstance(last, Paragraph):
        return (*body[:-1], replace(last, parts=_closed_parts(last.parts)))
    if isinstance(last, (BulletList, NumberedList)):
        items = (*last.items[:-1], _closed_parts(last.items[-1]))
        return (*body[:-1], replace(last, items=items))
    return (*body, Paragraph(CLOSING))


def _closed_parts(parts):
    if plain_text(parts).rstrip().endswith(CLOSING):
        return parts
    *before, last = parts
    if isinstance(last, str):
        return (*before, last.rstrip().removesuffix(".").removesuffix(";") + CLOSING)
    return (*parts, CLOSING)
