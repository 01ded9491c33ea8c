"""Joins finished documents behind a front, without rendering any of them again.

The joined file is PDF/A-3u like its front and claims no tags: the chapters' own structure trees
would collide. Links stay; each chapter gets one bookmark, with its own first ones beneath. Signed
originals would lose their signatures here: the unsigned renderings are joined, and the originals
attached whole.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pikepdf.models.metadata import encode_pdf_date

from organisations.documents.identity import write_identifier
from organisations.documents.stamps import stamp_pages

STRUCTURE = ("/StructTreeRoot", "/MarkInfo", "/PageLabels")
PRINTED = 4
COMPACT = pikepdf.ObjectStreamMode.generate


class DocumentsNotJoined(Exception):
    """A chapter cannot be read; the sentence says which."""


@dataclass(frozen=True)
class Attached:
    """A file that lies in the joined one as it is; `source` is a path or its bytes."""

    name: str
    source: Path | bytes
    content_type: str
    words: str
    relationship: str = "/Supplement"


@dataclass(frozen=True)
class Start:
    """Where a chapter begins (page, counted from 0), and its own bookmarks [(title, page)]."""

    title: str
    page: int
    sections: list


def join_pdfs(front, chapters, *, identifier, created, **more):
    """Return the joined file; see join_pdfs_to."""
    joined = BytesIO()
    join_pdfs_to(joined, front, chapters, identifier=identifier, created=created, **more)
    return joined.getvalue()


def join_pdfs_to(
    target,
    front,
    chapters,
    *,
    identifier,
    created,
    stamp="",
    attached=(),
    progress=lambda done, title: None,
):
    """Write front and chapters, (title, path or bytes) each, to a path or an open file.

    `stamp` are words for the lower margin of every page, before its number; `progress(done, title)`
    is called before each chapter. The same input gives the same bytes. Each chapter is first freed
    of its structure tree, one at a time, since all of them must be open at once when the file is
    written.
    """
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="join-")))
        joined = opened.enter_context(_open(front, "Trang đầu"))
        _forget_structure(joined)
        starts = []
        for number, (title, source) in enumerate(chapters):
            progress(number, title)
            bare, sections = _bare_chapter(source, title, folder / f"{number}.pdf")
            chapter = opened.enter_context(pikepdf.open(bare))
            starts.append(Start(title, len(joined.pages), sections))
            joined.add_pages_from(chapter, forms="strip")
        _set_bookmarks(joined, starts)
        if stamp:
            stamp_pages(joined, stamp, identifier=identifier)
        _attach(joined, attached, created)
        write_identifier(joined, identifier, created)
        joined.save(target, deterministic_id=True, object_stream_mode=COMPACT)


def page_count(source, title):
    """Of a chapter that is to be joined: its place in a table of contents depends on it."""
    with _open(source, title) as chapter:
        return len(chapter.pages)


def _bare_chapter(source, title, path):
    """Write the chapter without its structure tree, nine tenths of its objects."""
    with _open(source, title) as chapter:
        sections = list(_sections_of(chapter))
        _forget_structure(chapter)
        chapter.save(path, object_stream_mode=COMPACT)
    return path, sections


def _sections_of(chapter):
    """(title, page) of the first bookmarks under the document's own title."""
    with chapter.open_outline() as outline:
        items = list(outline.root)
        if len(items) > 0:
            items = [*items[0].children, *items[1:]]
    numbers = {page.obj.objgen: number for number, page in enumerate(chapter.pages)}
    for item in items:
        place = item.destination
        if isinstance(place, pikepdf.Array) and place[0].objgen in numbers:
            yield item.title, numbers[place[0].objgen]


def _open(source, title):
    try:
        return pikepdf.open(BytesIO(source) if isinstance(source, bytes) else Path(source))
    except (pikepdf.PdfError, OSError) as unreadable:
        raise DocumentsNotJoined(
            f"Không đọc được tệp PDF của “{title}”. Hãy tạo lại tệp đó rồi ghép lại."
        ) from unreadable


def _forget_structure(pdf):
    """Take away what points into a structure tree, and mark links as printed (PDF/A wants it)."""
    for key in STRUCTURE:
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        _delete(page.obj, "/StructParents")
        for annotation in page.obj.get("/Annots", ()):
            _delete(annotation, "/StructParent")
            annotation.F = PRINTED


def _delete(pdf_object, key):
    if key in pdf_object:
        del pdf_object[key]


def _set_bookmarks(joined, starts):
    with joined.open_outline() as outline:
        outline.root[:] = [_bookmark(start) for start in starts]


def _bookmark(start):
    item = pikepdf.OutlineItem(start.title, start.page)
    item.is_closed = True
    item.children.extend(
        pikepdf.OutlineItem(title, start.page + page) for title, page in start.sections
    )
    return item


def _attach(joined, attached, created):
    """Whole and untouched, named from the file's catalogue too, as PDF/A-3 asks."""
    if not attached:
        return
    at = encode_pdf_date(created)
    specifications = []
    for file in attached:
        body = file.source if isinstance(file.source, bytes) else Path(file.source).read_bytes()
        specification = pikepdf.AttachedFileSpec(
            joined,
            body,
            filename=file.name,
            description=file.words,
            mime_type=file.content_type,
            relationship=pikepdf.Name(file.relationship),
            creation_date=at,
            mod_date=at,
        )
        joined.attachments[file.name] = specification
        specifications.append(joined.attachments[file.name].obj)
    joined.Root.AF = pikepdf.Array(specifications)
