"""A line in the lower margin of every page of finished documents, none of them rendered again."""

from io import BytesIO

import pikepdf
from django.template.loader import render_to_string

from organisations.documents.pdf import ARCHIVAL, html_to_pdf
from organisations.documents.text import clean

STAMPS = "organisations/documents/stamps.html"


def stamp_pages(pdf, words, *, identifier):
    """Lay "<words> · trang n/N" over each page of an opened file, in its lower margin.

    The documents of this portal leave 20 mm there. Raises DocumentNotRendered.
    """
    html = render_to_string(STAMPS, {"words": clean(words), **_leaves(pdf)})
    drawn = html_to_pdf(html, identifier=identifier, variant=ARCHIVAL)
    with pikepdf.open(BytesIO(drawn)) as stamps:
        for page, stamp in zip(pdf.pages, stamps.pages, strict=True):
            page.add_overlay(stamp)


def _leaves(pdf):
    """Every page's size in points, and each size once."""
    pages = [_size(page) for page in pdf.pages]
    sizes = list(dict.fromkeys(pages))
    names = {size: f"size{number}" for number, size in enumerate(sizes)}
    return {
        "sizes": [(names[size], *size) for size in sizes],
        "pages": [names[size] for size in pages],
    }


def _size(page):
    left, lower, right, upper = (float(each) for each in page.mediabox)
    return f"{right - left:.2f}", f"{upper - lower:.2f}"
