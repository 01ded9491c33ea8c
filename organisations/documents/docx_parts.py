"""The smallest pieces of a Word document: elements, runs, links, paragraphs, lines, tables."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from organisations.documents import model

HYPERLINK = RELATIONSHIP_TYPE.HYPERLINK
TWIPS_PER_MM = 1440 / 25.4
# A letter of Times New Roman in bold capitals, as a part of its size.
CAPITAL_WIDTH, SMALL_WIDTH = 0.67, 0.45
# Lists of the form (numbering.xml): the style says them too, but not every program reads it there.
BULLETS, RECIPIENTS, ADDRESSEES = 1, 3, 4
DECIMAL_LIST = 1


def twips(millimetres):
    return round(millimetres * TWIPS_PER_MM)


def element(tag, *children, **attributes):
    """A w: element; children that are None are left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def switch(tag, on):
    return element(tag) if on else None


class Writer:
    """Appends to one document; remembers its links, so that each address stands there once."""

    def __init__(self, document):
        self._part = document.part
        self._numbering = document.part.numbering_part.element
        self._links = {}

    def inlines(self, parts):
        """Runs and links for the parts of a text, in order."""
        return [self._inline(part) for part in model.as_inlines(parts)]

    def _inline(self, part):
        if isinstance(part, model.Figure):
            return self._link(part)
        if isinstance(part, model.Emphasis):
            return run(part.text, element("b" if part.strong else "i"))
        return run(part)

    def _link(self, figure):
        """A number that opens its rows; without a style of its own nothing visible shows it."""
        link_id = self._links.get(figure.href)
        if link_id is None:
            link_id = self._links[figure.href] = f"rIdLink{len(self._links) + 1}"
            self._part.rels.add_relationship(HYPERLINK, figure.href, link_id, is_external=True)
        link = element("hyperlink", run(figure.text), history=1)
        link.set(qn("r:id"), link_id)
        return link

    def paragraph(self, style, parts=(), **look):
        return paragraph(style, *self.inlines(parts), **look)

    def new_numbering(self):
        """The number of a list that begins at 1 again."""
        nums = self._numbering.findall(qn("w:num"))
        number = max(int(num.get(qn("w:numId"))) for num in nums) + 1
        restart = element("lvlOverride", element("startOverride", val=1), ilvl=0)
        self._numbering.append(
            element("num", element("abstractNumId", val=DECIMAL_LIST), restart, numId=number)
        )
        return number


def run(text, *look):
    words = element("t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    properties = element("rPr", *look) if look else None
    return element("r", properties, words)


def paragraph(style, *content, align=None, indent=None, keep_next=False, numbering=None):
    """A paragraph in one of the form's styles; only what differs from the style is said."""
    numbered = numbering and element(
        "numPr", element("ilvl", val=0), element("numId", val=numbering)
    )
    properties = element(
        "pPr",
        element("pStyle", val=style),
        switch("keepNext", keep_next),
        numbered,
        element("ind", **indent) if indent else None,
        element("jc", val=align) if align else None,
    )
    return element("p", properties, *content)


def rule(width, length):
    """A line of this length (mm) in the middle of a space of this width (mm)."""
    side = twips(max(width - length, 0) / 2)
    return paragraph("Rule", indent={"left": side, "right": side})


def text_width(text, size):
    """About how long (mm) a bold text is; for the lines below names."""
    letter = CAPITAL_WIDTH if text.isupper() else SMALL_WIDTH
    return len(text) * letter * size * 25.4 / 72


def frame(widths, *rows):
    """A table without lines, which only puts its cells (lists of paragraphs) beside each other."""
    return table_element(
        "TableNormal",
        widths,
        [
            table_row([table_cell(width, cell) for width, cell in zip(widths, row, strict=True)])
            for row in rows
        ],
    )


def table_element(style, widths, rows):
    """`widths` in twips; fixed, so that Word does not move the columns by their contents."""
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, *rows)


def table_row(cells, *, repeats=False):
    """A row stays on one page; one that `repeats` stands on every page of its table."""
    properties = element("trPr", element("cantSplit"), switch("tblHeader", repeats))
    return element("tr", properties, *cells)


def table_cell(width, content, *, span=1, merge=None, fill=None, middle=False):
    properties = element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=span) if span > 1 else None,
        element("vMerge", val=merge) if merge else None,
        element("shd", val="clear", color="auto", fill=fill) if fill else None,
        element("vAlign", val="center") if middle else None,
    )
    return element("tc", properties, *content)
