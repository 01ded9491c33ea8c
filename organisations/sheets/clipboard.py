"""Takes apart what Excel puts on the clipboard."""

import re

# Excel quotes a cell only when it has several lines; other quotation marks stand as in the cell.
QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(\t|\n|\Z)')
PLAIN = re.compile(r"([^\t\n]*)(\t|\n|\Z)")


def pasted_rows(text):
    """Rows of cells: tabs between cells, lines between rows, quoted cells of several lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows, row, at = [], [], 0
    while at < len(text):
        cell, end, at = _cell(text, at)
        row.append(cell)
        if end != "\t":
            rows.append(row)
            row = []
    return [*rows, row] if row else rows


def _cell(text, at):
    quoted = QUOTED.match(text, at)
    if quoted and "\n" in quoted[1]:
        return quoted[1].replace('""', '"'), quoted[2], quoted.end()
    plain = PLAIN.match(text, at)
    return plain[1], plain[2], plain.end()
