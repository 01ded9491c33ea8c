"""The sample report as PDF, made once for all who only read it."""

import sys
from datetime import datetime, timedelta, timezone
from functools import cache

from organisations.documents import pdf
from organisations.documents.renderer import Renderer
from tests.organisations import sample_documents as sample

CREATED = datetime(2026, 12, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))
CODE = "K7Q2-9XWD-44TM-PZ31"
MM = 72 / 25.4


def rendered(document, **changes):
    facts = {"identifier": CODE, "title": "Báo cáo giai đoạn 2009-2015", "created": CREATED}
    return pdf.render_pdf(document, **(facts | changes))


@cache
def report_pdf():
    """Never changed by whoever reads it: bytes."""
    return rendered(sample.report())


def altered(statement):
    """A renderer whose process begins with that statement."""
    program = f"from organisations.documents import fonts, render; {statement}; render.main()"
    return Renderer((sys.executable, "-c", program))


def place(words, *line):
    """Return the first word of a run of words on a page."""
    texts = [word.text for word in words]
    for start in range(len(texts)):
        if texts[start : start + len(line)] == list(line):
            return words[start]
    raise AssertionError(f"{line} is not on the page")
