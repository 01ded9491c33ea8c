"""Reads a finished DOCX back: its words in order with the marks of lists, its parts, its looks."""

import io
import zipfile
from collections import defaultdict

from docx import Document
from docx.oxml.ns import qn


def opened(body):
    return Document(io.BytesIO(body))


def part(body, name):
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return package.read(name).decode()


def lines(body):
    """(style name, text) of every paragraph in order, inside tables too."""
    document = opened(body)
    marks = _Marks(document)
    names = {style.style_id: style.name for style in document.styles}
    return [
        (names[paragraph.pPr.pStyle.val], marks.before(paragraph) + text_of(paragraph))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


def text(body):
    """The document's words, as a reader reads them, with single spaces between them."""
    return " ".join(" ".join(line for _style_name, line in lines(body)).split())


def text_of(element):
    return "".join(words.text or "" for words in element.iter(qn("w:t")))


def links(body):
    """(address, words) of every link in order."""
    document = opened(body)
    rels = document.part.rels
    return [
        (rels[link.get(qn("r:id"))].target_ref, text_of(link))
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]


class _Marks:
    """Counts the lists as Word does."""

    def __init__(self, document):
        self.styles = {style.style_id: style.element for style in document.styles}
        self.counts = defaultdict(int)
        numbering = document.part.numbering_part.element
        levels = {
            each.get(qn("w:abstractNumId")): each.find(f".//{qn('w:lvlText')}").get(qn("w:val"))
            for each in numbering.findall(qn("w:abstractNum"))
        }
        self.levels = {
            each.get(qn("w:numId")): levels[each.find(qn("w:abstractNumId")).get(qn("w:val"))]
            for each in numbering.findall(qn("w:num"))
        }

    def before(self, paragraph):
        number = self._number(paragraph)
        if number is None:
            return ""
        self.counts[number] += 1
        return self.levels[number].replace("%1", str(self.counts[number])) + " "

    def _number(self, paragraph):
        style = self.styles[paragraph.pPr.pStyle.val]
        for holder in (paragraph.pPr, style.pPr):
            found = holder is not None and holder.find(f"{qn('w:numPr')}/{qn('w:numId')}")
            if found is not None and found is not False:
                return found.get(qn("w:val"))
        return None
