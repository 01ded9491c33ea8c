"""Makes the model ready for the templates: everything escaped, every number a string.

Each block becomes a pair of its template and what that template needs.
"""

from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join

from organisations import charts
from organisations.documents import model
from organisations.documents.fonts import DOCUMENT_FONT

FOLDER = "organisations/documents/blocks"
CHART_LABEL_LINE = 14.0


def inline_html(parts):
    """Return the parts as safe HTML; whatever came from a person is escaped here."""
    return format_html_join("", "{}", ((_part_html(part),) for part in parts))


def _part_html(part):
    if isinstance(part, model.Figure):
        name = "words" if " " in part.text else "whole"
        return format_html('<a class="{}" href="{}">{}</a>', name, part.href, part.text)
    if isinstance(part, model.Emphasis):
        return format_html("<{0}>{1}</{0}>", "strong" if part.strong else "em", part.text)
    return conditional_escape(part)


def prepared(blocks):
    """Return (template, content) for each block, in order."""
    return [PREPARATIONS[type(block)](block) for block in blocks]


def _heading(block):
    return f"{FOLDER}/heading.html", {
        "level": str(block.level),
        "line": block.line,
        "anchor": block.anchor,
    }


def _paragraph(block):
    look = "indented" if block.indented else "flush"
    return f"{FOLDER}/paragraph.html", {"look": look, "html": inline_html(block.parts)}


def _legal_basis(block):
    return f"{FOLDER}/paragraph.html", {"look": "basis", "html": inline_html(block.parts)}


def _centred(block):
    return f"{FOLDER}/paragraph.html", {"look": "centred", "html": inline_html((block.text,))}


def _list(block):
    items = [(mark, inline_html(item)) for mark, item in block.marked_items]
    return f"{FOLDER}/list.html", {"items": items}


def _chart(block):
    drawing = charts.drawing(block.spec, font=DOCUMENT_FONT)
    content = {
        "caption": block.caption,
        "svg": drawing.svg,
        "width": _points(drawing.width),
        "height": _points(drawing.height),
        "labels": [_chart_label(label) for label in drawing.labels],
    }
    return f"{FOLDER}/chart.html", content


def _chart_label(label):
    return {
        "text": label.value.text,
        "href": label.value.href,
        "left": _points(label.x),
        "top": _points(label.y - CHART_LABEL_LINE / 2),
        "colour": label.fill,
    }


def _points(number):
    return f"{number:.2f}pt"


def _table(block):
    return f"{FOLDER}/table.html", {
        "caption": block.caption,
        "unit": block.unit,
        "density": _density(block),
        "widths": [f"{column.width:g}%" for column in block.columns],
        "head": [_head_row(row) for row in block.head],
        "rows": list(_body_rows(block)),
        "notes": block.notes,
    }


def _density(table):
    if table.to_fill_in:
        return "to-fill-in"
    return "compact" if table.compact else "regular"


@dataclass(frozen=True)
class TableCell:
    """A cell as the template prints it."""

    html: str
    colspan: str
    rowspan: str
    look: str
    heads_row: bool = False


def _head_row(row):
    return [
        TableCell(_head_html(cell), str(cell.colspan), str(cell.rowspan), "center")
        for cell in row.cells
    ]


def _head_html(cell):
    parts = (_unbroken(part) if isinstance(part, str) else _part_html(part) for part in cell.parts)
    return format_html_join("", "{}", ((part,) for part in parts))


def _unbroken(text):
    """No date and no number in the head of a narrow column is broken."""
    return format_html_join(" ", "{}", ((_whole(word),) for word in text.split(" ")))


def _whole(word):
    has_digit = any(char.isdigit() for char in word)
    return format_html('<span class="whole">{}</span>', word) if has_digit else word


def _body_rows(table):
    hanging = [0] * len(table.columns)
    for row in table.rows:
        free = [index for index, rows in enumerate(hanging) if rows == 0]
        yield {"style": row.style.value, "cells": list(_body_cells(row, table.columns, free))}
        hanging = model.next_hanging(hanging, row)


def _body_cells(row, columns, free):
    position = 0
    for cell in row.cells:
        align = cell.align or columns[free[position]].align
        look = align.value + (f" indent-{min(cell.indent, 3)}" if cell.indent else "")
        yield TableCell(
            inline_html(cell.parts), str(cell.colspan), str(cell.rowspan), look, cell.heads_row
        )
        position += cell.colspan


PREPARATIONS = {
    model.Heading: _heading,
    model.Paragraph: _paragraph,
    model.LegalBasis: _legal_basis,
    model.CentredLine: _centred,
    model.BulletList: _list,
    model.NumberedList: _list,
    model.Table: _table,
    model.ChartBlock: _chart,
}
