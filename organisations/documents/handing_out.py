"""A document made on the spot and handed out, as PDF or as a Word file of the same words."""

from organisations import files
from organisations.documents.docx import DOCX, render_docx
from organisations.documents.pdf import render_pdf

FORMS = {"pdf": (render_pdf, "application/pdf"), "docx": (render_docx, DOCX)}


def handed_out(document, form, *, identifier, title, created):
    """The answer with the file, called by its title; raises DocumentNotRendered."""
    render, content_type = FORMS[form]
    body = render(document, identifier=identifier, title=title, created=created)
    name = f"{files.file_name(title)}.{form}"
    return files.download_bytes(body, name=name, content_type=content_type)
