"""The plain table of the papers of assessments, and the few kinds of column it has."""

from organisations.documents.model import Cell, Row, Table


def table(columns, heads, rows, *, notes=()):
    return Table(
        caption="",
        columns=columns,
        head=(Row(tuple(Cell(head) for head in heads)),),
        rows=tuple(rows),
        notes=notes,
    )
