"""Tables of the report: from sheets as they were filled in and computed, and from plain rows."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.worksheets import streams
from assessments.worksheets.cells import printed
from assessments.worksheets.computing import computed
from assessments.worksheets.schema import Type
from organisations.documents.model import (
    NBSP,
    NO_DATA,
    Align,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    RowStyle,
    Table,
)
from organisations.vietnamese import format_number

LEFT, CENTRE, RIGHT = Align.LEFT, Align.CENTRE, Align.RIGHT
NUMBERS = {Type.INTEGER, Type.DECIMAL, Type.PERCENT, Type.MONEY}
# A cell that has nothing to say, other than one whose figure is not known.
NOTHING = NBSP
# What was typed with more digits is printed with these.
MOST_PLACES = 6
CENTRED = {Type.DATE, Type.MONTH, Type.BOOLEAN}


def nothing_yet():
    return Paragraph(_("Chưa có."))


def section(number, title, blocks):
    """A heading with what it heads; that there is nothing yet is said."""
    blocks = [block for block in blocks if block is not None]
    yield Heading(2, number, str(title), anchor=f"section-{number}")
    yield from blocks or [nothing_yet()]


def table(caption, columns, rows, *, notes=(), unit=""):
    """`columns` are (head, width, align); `rows` lists of words, or Rows; None of no rows."""
    rows = [row if isinstance(row, Row) else row_of(row) for row in rows]
    if not rows:
        return None
    return Table(
        caption=caption,
        columns=tuple(Column(width, align) for _head, width, align in columns),
        head=(Row(tuple(Cell(str(head)) for head, _width, _align in columns)),),
        rows=tuple(rows),
        unit=unit,
        notes=tuple(str(note) for note in notes),
        compact=True,
    )


def row_of(words, style=RowStyle.PLAIN):
    first, *others = (said(word) for word in words)
    return Row((Cell(first, heads_row=True), *map(Cell, others)), style=style)


def said(value):
    return NO_DATA if value in (None, "") else str(value)


def facts(caption, named, *, beside=""):
    """Figures below the sheets of a task (worksheets.figures.Named); `beside` heads their notes."""
    notes = beside or _("Ghi chú")
    columns = [(_("Chỉ tiêu"), 46, LEFT), (_("Giá trị"), 26, RIGHT), (notes, 28, LEFT)]
    rows = [(each.title, each.figure, each.note or NOTHING) for each in named]
    if not any(each.note for each in named):
        columns = [(_("Chỉ tiêu"), 60, LEFT), (_("Giá trị"), 40, RIGHT)]
        rows = [row[:2] for row in rows]
    return table(caption, columns, rows)


@dataclass(frozen=True)
class Shown:
    """A column of a sheet: its share of the width, another head, what stands for a blank."""

    key: str
    width: float
    head: str = ""
    align: Align | None = None
    blank: str = ""


def of_sheet(contents, name, caption, shown, *, order=None, notes=()):
    """The rows of a sheet with what is computed of them; None when it is empty."""
    sheet = contents.form.sheet(name)
    lines = list(zip(contents.of(name), computed(sheet, contents), strict=True))
    if order:
        lines.sort(key=order)
    known = {column.key for column in sheet.columns}
    shown = [each for each in shown if each.key in known]
    rows = [
        [
            _cell(sheet, sheet.column(each.key), line, figures, contents) or each.blank
            for each in shown
        ]
        for line, figures in lines
    ]
    columns = [_head(sheet.column(each.key), each) for each in shown]
    return table(caption, _whole_width(columns), rows, notes=notes)


def _whole_width(columns):
    """An older version of the sheets may lack a column: the others share its room."""
    whole = sum(width for _head, width, _align in columns)
    return [(head, width * 100 / whole, align) for head, width, align in columns]


def _head(column, shown):
    title = shown.head or column.title
    head = f"{title} ({column.unit})" if column.unit else title
    return head, shown.width, shown.align or _align(column)


def _align(column):
    if column.type in NUMBERS or column.type == Type.COMPUTED:
        return RIGHT
    return CENTRE if column.type in CENTRED or column.key == "ma" else LEFT


def _cell(sheet, column, line, figures, contents):
    if column.key in figures:
        return figures[column.key]
    value = line[column.key]
    if isinstance(value, Decimal) and -value.as_tuple().exponent > MOST_PLACES:
        return format_number(value, MOST_PLACES)
    if column.type == Type.REFERENCE and isinstance(value, str):
        named = name_of(column, value, contents)
        return named or printed(sheet, column, value, contents.catalogue)
    return printed(sheet, column, value, contents.catalogue)


def name_of(column, code, contents):
    """Of what a code stands for, beside the code; None of what is no row of a sheet."""
    catalogue = contents.catalogue
    if column.ref == "resource":
        return catalogue.resources[code].name if code in catalogue.resources else None
    if column.ref in ("08_Co_hoi", "13_Xep_hang"):
        return solution_name(code, contents)
    if column.ref == "06_Chi_phi":
        return stream_name(code, contents)
    if column.ref in ("02_Cong_doan", "04_Dong"):
        line = contents.by_key(column.ref).get(code)
        return f"{code}. {line['ten']}" if line else None
    return None


def solution_name(code, contents):
    line = contents.by_key("08_Co_hoi").get(code)
    return f"{code}. {line['ten']}" if line else code


def stream_name(code, contents):
    line = contents.by_key(streams.COSTS).get(code)
    return f"{code}. {streams.flow_name(line['dong'], contents)}" if line else code
