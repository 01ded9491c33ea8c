"""The model as a Word document in the form of Nghị định 30, for officials to go on editing.

It says what the PDF says, word for word, in real headings, lists and tables. Styles, numbering,
page and page number stand in docx_form, the parts of an empty document. The same document,
identifier, title and instant give the same bytes.
"""

import copy
import io
import zipfile
from datetime import UTC
from pathlib import Path

from docx import Document

from organisations.documents import model
from organisations.documents.docx_blocks import block_elements
from organisations.documents.docx_frames import annex_head, closing, head_of
from organisations.documents.docx_parts import Writer, element, paragraph, run, twips
from organisations.documents.identity import identifier_keyword, require_identifier
from organisations.documents.text import clean

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM = Path(__file__).parent / "docx_form"
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
# A4 in millimetres, and what the margins of the form (30 left, 15 right) take of its width.
PAPER = (210, 297)
MARGINS = 45


def render_docx(document, *, identifier, title, created):
    """Return the document as DOCX; arguments as of `render_pdf`."""
    require_identifier(identifier)
    word = Document(_form())
    _write_properties(word.core_properties, identifier, clean(title), created)
    Story(word).tell(document)
    saved = io.BytesIO()
    word.save(saved)
    return _with_fixed_times(saved)


def _form():
    """The empty document, packed from its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for path in sorted(FORM.rglob("*")):
            if path.is_file():
                package.write(path, path.relative_to(FORM))
    packed.seek(0)
    return packed


def _with_fixed_times(saved):
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, ZIP_EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return fixed.getvalue()


def _write_properties(properties, identifier, title, created):
    """No author: whoever edits the file has a name of their own."""
    if created.tzinfo is None:
        raise ValueError("The instant of a document needs its time zone.")
    properties.title = title[:LONGEST_PROPERTY]
    properties.identifier = identifier
    properties.keywords = identifier_keyword(identifier)
    properties.language = "vi-VN"
    properties.created = properties.modified = created.astimezone(UTC)


class Story:
    """Writes one document from its first line to its last annex."""

    def __init__(self, word):
        self.word = word
        self.page = word.element.body.sectPr
        self.writer = Writer(word)
        self.width = 0

    def tell(self, document):
        self._lay_page(getattr(document, "landscape", False))
        if isinstance(document, model.BoundReport):
            self._write_footers(document.running_line)
        self._add(head_of(document, self.writer, self.width))
        self._add(block_elements(document.body, self.writer, twips(self.width)))
        if isinstance(document, model.OfficialDocument):
            self._keep_last_with_signature()
            signature = closing(document, self.writer, self.width)
            self._add([paragraph("TitleGap"), signature, paragraph("Gap")])
        for annex in document.annexes:
            self._end_section()
            self._lay_page(annex.landscape)
            self._add(annex_head(annex, self.writer, self.width))
            self._add(block_elements(annex.body, self.writer, twips(self.width)))

    def _write_footers(self, line):
        """On the first page of a section and on the others; sections to come have them too."""
        section = self.word.sections[-1]
        for footer in (section.first_page_footer, section.footer):
            footer.is_linked_to_previous = False
            body = footer._element
            for empty in list(body):
                body.remove(empty)
            body.append(paragraph("TableTextSmall", run(line), align="center"))

    def _add(self, elements):
        for each in elements:
            self.page.addprevious(each)

    def _lay_page(self, lies):
        """The page of the section under way, upright or lying; the margins stay as they are."""
        width, height = reversed(PAPER) if lies else PAPER
        turned = {"orient": "landscape"} if lies else {}
        size = element("pgSz", w=twips(width), h=twips(height), **turned)
        self.page.replace(self.page.pgSz, size)
        self.width = width - MARGINS

    def _keep_last_with_signature(self):
        """No signature stands alone on a page."""
        self.page.getprevious().get_or_add_pPr().get_or_add_keepNext()

    def _end_section(self):
        """What follows begins on a new page, counts its pages from 1 and hides the first number."""
        last = self.page.getprevious().get_or_add_pPr()
        last.append(copy.deepcopy(self.page))
