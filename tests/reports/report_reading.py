"""Reads a finished report back by its tags: its tables, charts and links, each with its words.

The tags say which words are a header, a cell or a link, and name the annotation of each link, so
a number that is not a figure is known by its place and never by how it looks.
"""

import re
import subprocess
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

ELEMENT = re.compile(r"( *)([A-Za-z0-9]+)(?: \((?:block|inline)\))?(?: <[^>]*>)?:?\Z")
WORDS = re.compile(r'( *)"(.*)"\Z')
OBJECT = re.compile(r"( *)Object (\d+) (\d+)\Z")


@dataclass
class Node:
    kind: str
    depth: int
    words: str = ""
    children: list = field(default_factory=list)

    def all(self, kind):
        found = [self] if self.kind == kind else []
        return found + [node for child in self.children for node in child.all(kind)]


@dataclass(frozen=True)
class Part:
    """Words of one line; `uri` is the address when they are a link."""

    text: str
    uri: str = ""


@dataclass(frozen=True)
class Cell:
    is_head: bool
    parts: tuple

    @property
    def text(self):
        return " ".join(part.text for part in self.parts)

    @property
    def unlinked(self):
        return " ".join(part.text for part in self.parts if not part.uri)

    @property
    def links(self):
        """[(uri, words)]: lines of one link are one link."""
        return joined(part for part in self.parts if part.uri)


@dataclass(frozen=True)
class Table:
    """`caption` is "" where a table goes on after a page break."""

    caption: str
    heads: tuple
    rows: tuple


@dataclass(frozen=True)
class Chart:
    """What stands in the picture, and the words laid over it in reading order."""

    drawn: str
    parts: tuple


class Report:
    def __init__(self, pdf):
        self.addresses = _addresses(pdf)
        self.root = _tree(pdf)

    @property
    def tables(self):
        """Every table in order; one that goes on overleaf takes the caption of its beginning."""
        found = []
        for node in self.root.all("Table"):
            caption = _said(node.all("Caption"))
            heads = tuple(_said([cell]) for head in node.all("THead") for cell in head.all("TH"))
            rows = tuple(self._row(row) for body in node.all("TBody") for row in body.all("TR"))
            if not caption and found and found[-1].heads == heads:
                caption = found[-1].caption
            found.append(Table(caption, heads, rows))
        return found

    @property
    def charts(self):
        return [
            Chart(_said([picture]), self._parts(box, leave_out=("Figure", "Caption")))
            for box in self.root.all("Div")
            for picture in box.children
            if picture.kind == "Figure"
        ]

    @property
    def links(self):
        return list(self._parts(self.root, only_links=True))

    @property
    def sentences(self):
        """The links of each paragraph."""
        return [joined(self._parts(node, only_links=True)) for node in self.root.all("P")]

    def rows_of(self, label):
        """{first column: the other cells' words} of the table whose caption begins so."""
        tables = [table for table in self.tables if table.caption.startswith(label + ".")]
        return {
            row[0].text: [cell.text for cell in row[1:]] for table in tables for row in table.rows
        }

    def _row(self, row):
        return tuple(
            Cell(cell.kind == "TH", self._parts(cell))
            for cell in row.children
            if cell.kind in ("TH", "TD")
        )

    def _parts(self, node, *, leave_out=(), only_links=False):
        if node.kind == "Link":
            return (Part(_said([node]), self._address(node)),)
        own = (Part(node.words),) if node.words and not only_links else ()
        return own + tuple(
            part
            for child in node.children
            if child.kind not in leave_out
            for part in self._parts(child, leave_out=leave_out, only_links=only_links)
        )

    def _address(self, link):
        (target,) = [child.words for child in link.children if child.kind == "Object"]
        return self.addresses[target]


def joined(parts):
    links = []
    for part in parts:
        if links and links[-1][0] == part.uri:
            links[-1] = (part.uri, f"{links[-1][1]} {part.text}")
        else:
            links.append((part.uri, part.text))
    return links


def _said(nodes):
    """All words below, but no object numbers."""
    spoken = [
        " ".join(filter(None, [node.words, _said(node.children)]))
        for node in nodes
        if node.kind != "Object"
    ]
    return " ".join(filter(None, spoken))


def _addresses(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            "{} {}".format(*annotation.objgen): str(annotation.A.URI)
            for page in opened.pages
            for annotation in page.obj.get("/Annots", ())
        }


def _tree(pdf):
    """What `pdfinfo -struct-text` says, as nodes by their indentation."""
    printed = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    root = Node("Root", -1)
    open_nodes = [root]
    for line in printed.splitlines():
        if not line.strip() or line.strip().startswith("/"):
            continue
        node = _node(line)
        while open_nodes[-1].depth >= node.depth:
            open_nodes.pop()
        open_nodes[-1].children.append(node)
        open_nodes.append(node)
    return root


def _node(line):
    if found := WORDS.match(line):
        return Node("Words", len(found[1]), found[2].strip())
    if found := OBJECT.match(line):
        return Node("Object", len(found[1]), f"{found[2]} {found[3]}")
    found = ELEMENT.match(line)
    assert found, f"pdfinfo says what this reader does not know: {line!r}"
    return Node(found[2], len(found[1]))
