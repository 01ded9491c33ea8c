"""Reads two PDFs in a process of its own: `python -m reports.outgoing.reading`, JSON in and out.

A file from outside may be made to fill the memory or to keep the processor busy for ever; this
process has little of both, and nothing of the portal's own in it.
"""

import json
import re
import resource
import sys
from difflib import SequenceMatcher
from itertools import dropwhile
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
# So many numbers away, an equal number is the same one read in another order.
NEAR = 8


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
    """[(number as printed, page, words around)] in reading order, without what pages repeat."""
    found = []
    for number, lines in enumerate(_own_lines(pages), start=1):
        words = " ".join(" ".join(lines).split())
        for hit in NUMBER.finditer(words):
            around = words[max(0, hit.start() - AROUND) : hit.end() + AROUND // 2]
            found.append((hit[0], number, around))
    if len(found) > MOST_NUMBERS:
        raise Unreadable("pages")
    return found


def _own_lines(pages):
    """Of each page its lines, without its number and the head of a table that goes on.

    Two programs break one document differently: a head stands again wherever a table is broken.
    """
    seen = set()
    for lines in _without_numbers(pages):
        seen_before = seen.copy()
        seen.update(lines)
        yield list(dropwhile(seen_before.__contains__, lines))


def _without_numbers(pages):
    """The lines of each page; numbers of pages stand all at the top or all at the bottom."""
    told = [[line for line in map(str.strip, text.splitlines()) if line] for text in pages]
    numbered = {end: list(_numbered(told, end)) for end in (0, -1)}
    end = max(numbered, key=lambda each: sum(numbered[each]))
    for lines, is_numbered in zip(told, numbered[end], strict=True):
        if is_numbered:
            lines.pop(end)
    return told


def _numbered(told, end):
    """Annexes are numbered anew; the first page of a document or of an annex is often not."""
    last = 0
    for number, lines in enumerate(told, start=1):
        expected = {str(number), str(last + 1)} if last else {str(number), "2"}
        is_one = bool(lines) and lines[end] in expected
        last = int(lines[end]) if is_one else 0
        yield is_one


def _differences(ours, theirs, ignored):
    matcher = SequenceMatcher(None, [n for n, *_ in ours], [n for n, *_ in theirs], autojunk=False)
    gone, come = [], []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" or _are_one_text(ours[i1:i2], theirs[j1:j2]):
            continue
        if i1 == i2 and all(page == 1 and number in ignored for number, page, _ in theirs[j1:j2]):
            continue
        nearest = theirs[max(0, min(j1, len(theirs) - 1)) :][:1]
        gone += [(row, nearest[0][1] if nearest else 1, i1) for row in ours[i1:i2]]
        come += [(row, row[1], i1) for row in theirs[j1:j2]]
    found = _paired(gone, come)
    return found[:MOST_DIFFERENCES] + _left_off(found[MOST_DIFFERENCES:])


def _are_one_text(gone, come):
    """Numbers of narrow cells that one program reads without the space between them."""
    return "".join(row[0] for row in gone) == "".join(row[0] for row in come)


def _paired(gone, come):
    """One line for a number that stands elsewhere, one for a number that took another's place."""
    found, left = [], list(come)
    alike = [_take(left, lambda other, row=row: _moved(row, other)) for row in gone]
    for row, other in zip(gone, alike, strict=True):
        other = other or _take(left, lambda other, row=row: row[2] == other[2])
        page = other[1] if other else row[1]
        found.append((page, _said([row[0]]), _said([other[0]] if other else [])))
    found += [(page, "", _said([row])) for row, page, _ in left]
    found.sort(key=lambda each: each[0])
    return [{"page": page, "ours": gone, "theirs": come} for page, gone, come in found]


def _moved(row, other):
    return row[0][0] == other[0][0] and abs(row[2] - other[2]) <= NEAR


def _take(rows, is_wanted):
    at = next((at for at, row in enumerate(rows) if is_wanted(row)), None)
    return None if at is None else rows.pop(at)


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
