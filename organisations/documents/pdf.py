"""The model as PDF in the form of Nghị định 30, rendered in a process that may not reach outside.

The same document, identifier, title and instant give the same bytes on the same image.
"""

import base64
import json
import signal

from django.template.loader import render_to_string

from organisations.documents import model
from organisations.documents.fonts import document_font_available
from organisations.documents.identity import FIELD, identifier_keyword, require_identifier
from organisations.documents.markup import prepared
from organisations.documents.renderer import Busy, Outcome, Renderer
from organisations.documents.text import clean

__all__ = ["DocumentNotRendered", "document_font_available", "document_html", "render_pdf"]

TIME_LIMIT_SECONDS = 120
TAGGED, ARCHIVAL = "pdf/ua-1", "pdf/a-3u"
FRAMES = {
    model.OfficialDocument: "organisations/documents/official.html",
    model.InternalSheet: "organisations/documents/internal_sheet.html",
    model.CoverSheet: "organisations/documents/cover_sheet.html",
    model.BlankSheet: "organisations/documents/blank_sheet.html",
    model.BoundReport: "organisations/documents/bound_report.html",
}


class DocumentNotRendered(Exception):
    """The PDF could not be made; the sentence is for the person who asked for it."""

    sentence = "Không tạo được tệp PDF. Hãy thử lại; nếu vẫn lỗi, báo cho quản trị hệ thống."

    def __init__(self, detail=""):
        super().__init__(self.sentence)
        self.detail = detail


class DocumentFontMissing(DocumentNotRendered):
    sentence = (
        "Máy chủ chưa có phông chữ Tinos nên không tạo được văn bản. "
        "Quản trị hệ thống cài gói fonts-croscore."
    )


class RenderingTooLong(DocumentNotRendered):
    sentence = (
        f"Tạo tệp PDF quá {TIME_LIMIT_SECONDS} giây nên đã dừng. "
        "Hãy chuyển danh sách dài sang tệp Excel kèm theo."
    )


class RendererBusy(DocumentNotRendered):
    sentence = "Máy chủ đang lập những văn bản khác. Hãy thử lại sau ít phút."


class DocumentTooLarge(DocumentNotRendered):
    sentence = "Văn bản quá lớn để tạo tệp PDF. Hãy chuyển danh sách dài sang tệp Excel kèm theo."


class AddressInDocumentRefused(DocumentNotRendered):
    sentence = "Văn bản gọi tới một địa chỉ bên ngoài nên không tạo được tệp PDF."


FAILURES = {
    Outcome.FONT_MISSING: DocumentFontMissing,
    Outcome.ADDRESS_REFUSED: AddressInDocumentRefused,
    Outcome.OUT_OF_MEMORY: DocumentTooLarge,
    -signal.SIGKILL: DocumentTooLarge,
    -signal.SIGABRT: DocumentTooLarge,
    -signal.SIGSEGV: DocumentTooLarge,
    -signal.SIGTRAP: DocumentTooLarge,
}
renderer = Renderer()


def render_pdf(document, *, identifier, title, created, variant=TAGGED):
    """Return the document as PDF; `identifier` is its public code, `created` an aware instant.

    Raises DocumentNotRendered with a Vietnamese sentence.
    """
    html = document_html(document, identifier=identifier, title=title, created=created)
    return html_to_pdf(html, identifier=identifier, variant=variant)


def document_html(document, *, identifier, title, created):
    """Return the page that becomes the PDF."""
    require_identifier(identifier)
    context = {
        "document": document,
        "body": prepared(document.body),
        "annexes": [(annex, prepared(annex.body)) for annex in document.annexes],
        "title": clean(title),
        "identifier": identifier,
        "identifier_field": FIELD,
        "keyword": identifier_keyword(identifier),
        "created": _instant(created),
    }
    return render_to_string(FRAMES[type(document)], context)


def html_to_pdf(html, *, identifier, variant=TAGGED, media=None):
    """Render in a process with its own limits; `media` are the files behind media: names."""
    order = {
        "html": html,
        "file_id": identifier_keyword(identifier),
        "variant": variant,
        "media": {name: base64.b64encode(body).decode() for name, body in (media or {}).items()},
    }
    try:
        code, said = renderer.carry_out(json.dumps(order).encode(), TIME_LIMIT_SECONDS)
    except TimeoutError as late:
        raise RenderingTooLong from late
    except Busy as busy:
        raise RendererBusy from busy
    if code != Outcome.DONE:
        raise FAILURES.get(code, DocumentNotRendered)(said.decode(errors="replace")[-2000:])
    return said


def _instant(created):
    if created.tzinfo is None:
        raise ValueError("The instant of a document needs its time zone.")
    return created.isoformat(timespec="seconds")
