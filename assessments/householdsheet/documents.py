"""The empty sheet of a household on one page of A4."""

from django.utils.translation import gettext as _

from organisations.documents.letterheads import governing_body_of, issuing_body_of
from organisations.documents.model import BlankSheet, Cell, Column, Paragraph, Row, Table


def empty_sheet(sheet, organisation):
    content = sheet.content
    return BlankSheet(
        governing_body=governing_body_of(organisation),
        issuing_body=issuing_body_of(organisation),
        title=content["title"],
        subject=_("Phiên bản %(version)s") % {"version": sheet.version},
        body=(Paragraph(content["intro"], indented=False), _questions(content["questions"])),
    )


def _questions(questions):
    rows = [
        Row((Cell(str(number)), Cell(_text(question))))
        for number, question in enumerate(questions, 1)
    ]
    return Table(
        caption="",
        columns=(Column(5), Column(95)),
        head=(),
        rows=tuple(rows),
        compact=True,
    )


def _text(question):
    """With room to write behind each line of a table."""
    lines = [line["title"] for line in question.get("rows", ())]
    if question["kind"] == "ticks":
        return f"{question['title']}: " + "; ".join(f"☐ {line}" for line in lines)
    room = "; ".join(f"{line}: ........ × ........ đồng" for line in lines)
    return f"{question['title']} {room}".strip()
