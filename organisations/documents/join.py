"""Joins finished documents behind a front, without rendering any of them again.

The joined file is PDF/A-3u like its front and claims no tags: the chapters' own structure trees
would collide. Links stay, each chapter gets one bookmark. Signed originals lose their signatures
here, so join the unsigned renderings and attach the originals afterwards.
"""

from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from organisations.documents.identity import write_identifier

STRUCTURE = ("/StructTreeRoot", "/MarkInfo", "/PageLabels")
PRINTED = 4
COMPACT = pikepdf.ObjectStreamMode.generate


class DocumentsNotJoined(Exception):
    """A chapter cannot be read; the sentence says which."""


def join_pdfs(front, chapters, *, identifier, created):
    """Return the joined file; see join_pdfs_to."""
    joined = BytesIO()
    join_pdfs_to(joined, front, chapters, identifier=identifier, created=created)
    return joined.getvalue()


def join_pdfs_to(target, front, chapters, *, identifier, created):
    """Write front and chapters, (title, path or bytes) each, to a path or an open file.

    The same input gives the same bytes. Each chapter is first freed of its structure tree, one at
    a time, since all of them must be open at once when the file is written.
    """
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="join-")))
        joined = opened.enter_context(_open(front, "Trang đầu"))
        _forget_structure(joined)
        starts = []
        for number, (title, source) in enumerate(chapters):
            bare = _bare_chapter(source, title, folder / f"{number}.pdf")
            chapter = opened.enter_context(pikepdf.open(bare))
            starts.append((title, len(joined.pages)))
            joined.add_pages_from(chapter, forms="strip")
        _set_bookmarks(joined, starts)
        write_identifier(joined, identifier, created)
        joined.save(target, deterministic_id=True, object_stream_mode=COMPACT)


def _bare_chapter(source, title, path):
    """Write the chapter without its structure tree, nine tenths of its objects."""
    with _open(source, title) as chapter:
        _forget_structure(chapter)
        chapter.save(path, object_stream_mode=COMPACT)
    return path


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
        outline.root[:] = [pikepdf.OutlineItem(title, page) for title, page in starts]
