"""A Word file laid out and printed to PDF by another program than the portal's, as offices do.

No office program is needed: the words and tables of the DOCX, read back, are set anew with other
type, other margins and therefore other pages.
"""

import html
import io

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from weasyprint import HTML

STYLE = """
@page { size: A4; margin: 25mm 15mm; @bottom-center { content: counter(page) } }
body { font: 14pt serif }
table { border-collapse: collapse; width: 100% }
tr { break-inside: avoid }
td { border: 1px solid; padding: 1mm; vertical-align: top }
"""


def print_docx(body, *, change=()):
    """The PDF of a DOCX. `change` is (old, new): the first place where old stands is changed."""
    document = Document(io.BytesIO(body))
    said = "".join(_block(block) for block in document.iter_inner_content())
    if change:
        assert change[0] in said
        said = said.replace(*change, 1)
    return HTML(string=f"<style>{STYLE}</style>{said}").write_pdf()


def _block(block):
    if isinstance(block, Paragraph):
        return f"<p>{html.escape(block.text)}</p>"
    assert isinstance(block, Table)
    rows = "".join(f"<tr>{''.join(map(_cell, _cells(row)))}</tr>" for row in block.rows)
    return f"<table>{rows}</table>"


def _cells(row):
    """Each once: a merged cell stands in a row as often as it is wide."""
    return {cell._tc: cell for cell in row.cells}.values()


def _cell(cell):
    return f"<td>{''.join(map(_block, cell.iter_inner_content()))}</td>"
