"""Reads two PDFs in a process of its own: `python -m reports.outgoing.reading`, JSON in and out.

A file from outside may be made to fill the memory or to keep the processor busy for ever; this
process has little of both, and nothing of the portal's own in it.
"""

import json
import re
import resource
import sys
from difflib import SequenceMatcher
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from reports.outgoing.signatures import check_signatures

MEMORY, SECONDS = 2 * 1024**3, 50
MOST_PAGES = 500
MOST_NUMBERS = 30_000
MOST_DIFFERENCES = 100
# Fewer letters than this on all pages together: pictures of pages, with a stamp at most.
FEWEST_LETTERS = 40
NUMBER = re.compile(r"\d(?:[\d.,/]*\d)?%?")
AROUND = 40


class Unreadable(Exception):
    """`args[0]` is the name of a sentence in reports.outgoing.comparing."""


def compare(ours, theirs, ignored):
    """Every place where the numbers of the two files differ, with the page of the second."""
    expected, found = _pages(ours), _pages(theirs)
    letters = sum(sign.isalpha() for page in found for sign in page)
    answer = {"pages": len(found), "has_text": letters >= FEWEST_LETTERS, "differences": []}
    if answer["has_text"]:
        answer["differences"] = _differences(_numbers(expected), _numbers(found), set(ignored))
    return answer


def _pages(body_path):
    try:
        reader = PdfReader(body_path)
        if reader.is_encrypted:
            raise Unreadable("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("pages")
        return [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Unreadable("broken") from fault


def _numbers(pages):
    """[(number as printed, page, words around)] in reading order, without the numbers of pages."""
    found = []
    for number, text in enumerate(pages, start=1):
        lines = [line for line in text.splitlines() if line.strip() != str(number)]
        words = " ".join(" ".join(lines).split())
        for hit in NUMBER.finditer(words):
            around = words[max(0, hit.start() - AROUND) : hit.end() + AROUND // 2]
            found.append((hit[0], number, around))
    if len(found) > MOST_NUMBERS:
        raise Unreadable("pages")
    return found


def _differences(ours, theirs, ignored):
    matcher = SequenceMatcher(None, [n for n, *_ in ours], [n for n, *_ in theirs], autojunk=False)
    found = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = ours[i1:i2], theirs[j1:j2]
        if not gone and all(page == 1 and number in ignored for number, page, _ in come):
            continue
        for at in range(max(len(gone), len(come))):
            found.append(_difference(gone[at : at + 1], come[at : at + 1], theirs, j1))
    return found[:MOST_DIFFERENCES] + _left_off(found[MOST_DIFFERENCES:])


def _difference(gone, come, theirs, position):
    """A number that is missing is looked for where the signed copy goes on."""
    nearest = come or theirs[max(0, min(position, len(theirs) - 1)) :][:1]
    page = nearest[0][1] if nearest else 1
    return {"page": page, "ours": _said(gone), "theirs": _said(come)}


def _said(rows):
    return f"{rows[0][0]} (…{rows[0][2]}…)" if rows else ""


def _left_off(rest):
    """Many at once are one line more: then the file is another one, and nobody reads them all."""
    if not rest:
        return []
    return [{"page": rest[0]["page"], "ours": "", "theirs": f"+{len(rest)}"}]


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    asked = json.load(sys.stdin)
    try:
        answer = compare(asked["ours"], asked["theirs"], asked["ignored"])
        answer["signatures"] = check_signatures(Path(asked["theirs"]).read_bytes(), asked["roots"])
    except Unreadable as fault:
        answer = {"refused": fault.args[0]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
