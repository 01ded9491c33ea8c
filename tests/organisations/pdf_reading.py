"""Reads a finished PDF back: its words with their places, its links and what lies under them."""

import re
import subprocess
from dataclasses import dataclass, fields, is_dataclass
from html import unescape
from io import BytesIO

import pikepdf

from organisations import charts
from organisations.documents import model

WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Link:
    page: int
    uri: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, word):
        middle = (word.top + word.bottom) / 2
        inside = word.left >= self.left - 0.5 and word.right <= self.right + 0.5
        return inside and self.top <= middle <= self.bottom


def run(*command, pdf):
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def text(pdf, *options):
    return run("pdftotext", *options, "-", "-", pdf=pdf)


def pages(pdf):
    """Return the text of each page, laid out as printed."""
    return text(pdf, "-layout").split("\f")[:-1]


def words(pdf):
    """Return the words of each page with their boxes, from the top left corner, in points."""
    return [
        [Word(unescape(found[4]), *map(float, found[:4])) for found in WORD.findall(page)]
        for page in text(pdf, "-bbox").split("<page ")[1:]
    ]


def links(pdf):
    found = []
    with pikepdf.open(BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages):
            height = float(page.mediabox[3])
            for annotation in page.obj.get("/Annots", ()):
                x1, y1, x2, y2 = map(float, annotation.Rect)
                found.append(
                    Link(
                        number,
                        str(annotation.A.URI),
                        min(x1, x2),
                        height - max(y1, y2),
                        max(x1, x2),
                        height - min(y1, y2),
                    )
                )
    return found


def linked_texts(pdf):
    """Return (address, words under the link) for every link, in the file's order."""
    placed = words(pdf)
    return [
        (link.uri, " ".join(word.text for word in placed[link.page] if link.covers(word)))
        for link in links(pdf)
    ]


def figures(part):
    """Return (address, text) of every figure and chart value in a document, in reading order."""
    if isinstance(part, model.Figure):
        return [(part.href, part.text)]
    if isinstance(part, (charts.BarChart, charts.YearPanels)):
        return [(value.href, value.text) for value in charts.value_labels(part) if value.href]
    if isinstance(part, tuple):
        return [pair for child in part for pair in figures(child)]
    if is_dataclass(part):
        return [pair for field in fields(part) for pair in figures(getattr(part, field.name))]
    return []
