"""The blocks of the body as Word has them: headings, lists and tables that can be edited."""

from docx.oxml.ns import qn

from organisations.documents import model
from organisations.documents.docx_parts import (
    BULLETS,
    element,
    paragraph,
    table_cell,
    table_element,
    table_row,
    twips,
)

GROUP_FILL = "F0F0F0"
INDENTS = (0, twips(3.5), twips(7), twips(10.5))
CELL_PADDING = 80
# The first column of a chart's table, beside one column of numbers and beside several (percent).
NAMES_BESIDE_ONE, NAMES_BESIDE_MORE = 70, 40


def block_elements(blocks, writer, width):
    """The elements for the blocks, in a column of this width (twips)."""
    for block in without_repeated_charts(blocks):
        if isinstance(block, model.ChartBlock):
            block = chart_table(block)
        yield from ELEMENTS[type(block)](block, writer, width)


def without_repeated_charts(blocks):
    """Leave out a chart whose numbers all stand in the table just before it."""
    table = None
    for block in blocks:
        if isinstance(block, model.ChartBlock):
            if table is None or not _chart_texts(block) <= _table_texts(table):
                yield block
            continue
        table = block if isinstance(block, model.Table) else None
        yield block


def _chart_texts(block):
    return {value.text for value in block.spec.values()}


def _table_texts(table):
    return {model.plain_text(cell.parts) for row in table.rows for cell in row.cells}


def chart_table(block):
    """The chart's own table under its caption: Word has no picture of ours to edit."""
    table = block.spec.table()
    others = len(table.columns) - 1
    first = NAMES_BESIDE_ONE if others == 1 else NAMES_BESIDE_MORE
    columns = [
        model.Column(
            (100 - first) / others if at else first,
            model.Align.RIGHT if cell.is_number else model.Align.LEFT,
        )
        for at, cell in enumerate(table.heads)
    ]
    return model.Table(
        caption=block.caption,
        columns=tuple(columns),
        head=(model.Row(tuple(map(model.Cell, table.columns))),),
        rows=tuple(model.Row(tuple(map(_chart_cell, row))) for row in table.rows),
    )


def _chart_cell(cell):
    opens = cell.href and model.WEB_ADDRESS.match(cell.href)
    return model.Cell(model.Figure(cell.text, cell.href) if opens else cell.text)


def _heading(block, writer, _width):
    yield writer.paragraph(f"Heading{block.level}", block.line)


def _paragraph(block, writer, _width):
    yield writer.paragraph("BodyTextFirstIndent" if block.indented else "BodyText", block.parts)


def _legal_basis(block, writer, _width):
    yield writer.paragraph("LegalBasis", block.parts)


def _centred(block, writer, _width):
    yield writer.paragraph("CentredLine", block.text)


def _bullets(block, writer, _width):
    for item in block.items:
        yield writer.paragraph("ListBullet", item, numbering=BULLETS)


def _numbers(block, writer, _width):
    """Word cannot count a, b, c, d, đ: letters are written out."""
    if block.lettered:
        for mark, item in block.marked_items:
            yield writer.paragraph("ListLetter", (f"{mark} ", *item))
        return
    numbering = writer.new_numbering()
    for item in block.items:
        yield writer.paragraph("ListNumber", item, numbering=numbering)


def _table(block, writer, width):
    if block.caption:
        yield writer.paragraph("Caption", block.caption)
    if block.unit:
        yield writer.paragraph("TableUnit", block.unit)
    yield TableForm(block, writer, width).element()
    for position, note in enumerate(block.notes):
        words = () if position else (model.Emphasis("Ghi chú:"), " ")
        yield writer.paragraph("TableNote", (*words, note))
    # Word joins tables that touch, and wants a paragraph below the last.
    yield paragraph("Gap")


class TableForm:
    """One table of the model in Word's grid, where a cell of several rows is said in each."""

    def __init__(self, block, writer, width):
        self.block = block
        self.writer = writer
        self.widths = [round(width * column.width / 100) for column in block.columns]
        self.small = "Small" if block.compact else ""

    def element(self):
        head = [
            table_row(cells, repeats=True) for cells in self._cells(self.block.head, self._head)
        ]
        rows = [table_row(cells) for cells in self._cells(self.block.rows, self._body)]
        return table_element(f"TableGrid{self.small}", self.widths, [*head, *rows])

    def _cells(self, rows, make):
        """The cells of each row; below a cell of several rows stands its continuation."""
        hanging = {}
        for number, row in enumerate(rows):
            after = rows[number + 1 : number + 2]
            with_next = any(next_row.style is model.RowStyle.TOTAL for next_row in after)
            waiting, made, at = iter(row.cells), [], 0
            while at < len(self.widths):
                span, rows_below = hanging.pop(at, (0, 0))
                if span:
                    made.append(self._continuation(at, span))
                else:
                    cell = next(waiting)
                    span, rows_below = cell.colspan, cell.rowspan
                    made.append(make(cell, at, row.style, with_next))
                if rows_below > 1:
                    hanging[at] = (span, rows_below - 1)
                at += span
            yield made

    def _continuation(self, at, span):
        text = paragraph(f"TableText{self.small}")
        return table_cell(self._width(at, span), [text], span=span, merge="continue")

    def _width(self, at, span):
        return sum(self.widths[at : at + span])

    def _head(self, cell, at, _style, _with_next):
        words = self.writer.paragraph(f"TableHead{self.small}", cell.parts)
        return self._cell(cell, at, words, middle=True)

    def _body(self, cell, at, style, with_next):
        align = cell.align or self.block.columns[at].align
        indent = INDENTS[min(cell.indent, len(INDENTS) - 1)]
        words = paragraph(
            f"TableText{self.small}",
            *(_in_row_style(part, style) for part in self.writer.inlines(cell.parts)),
            align=align.value,
            indent={"left": indent} if indent else None,
            keep_next=with_next,
        )
        fill = GROUP_FILL if style is model.RowStyle.GROUP else None
        return self._cell(cell, at, words, fill=fill)

    def _cell(self, cell, at, words, **look):
        merge = "restart" if cell.rowspan > 1 else None
        width = self._width(at, cell.colspan)
        return table_cell(width, [words], span=cell.colspan, merge=merge, **look)


ROW_LOOKS = {
    model.RowStyle.TOTAL: "b",
    model.RowStyle.GROUP: "b",
    model.RowStyle.UNCONFIRMED: "i",
    model.RowStyle.ENDED: "i",
}


def _in_row_style(part, style):
    """Make every run of a part bold or italic, as its row wants it."""
    if look := ROW_LOOKS.get(style):
        for each in part.iter(qn("w:r")):
            properties = each.find(qn("w:rPr"))
            if properties is None:
                properties = element("rPr")
                each.insert(0, properties)
            if properties.find(qn(f"w:{look}")) is None:
                properties.insert(0 if look == "b" else len(properties), element(look))
    return part


ELEMENTS = {
    model.Heading: _heading,
    model.Paragraph: _paragraph,
    model.LegalBasis: _legal_basis,
    model.CentredLine: _centred,
    model.BulletList: _bullets,
    model.NumberedList: _numbers,
    model.Table: _table,
}
