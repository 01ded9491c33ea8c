"""The empty sheet of a household on one page of A4."""

from django.utils.translation import gettext as _

from organisations.documents.letterheads import governing_body_of, issuing_body_of
from organisations.documents.model import Align, BlankSheet, Cell, Column, Paragraph, Row, Table

TICKS, FIGURES = "☐ ✓   ☐ ~", "........ × .......... đồng"


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
    rows = [row for number, question in enumerate(questions, 1) for row in _rows(number, question)]
    heads = (_("Câu"), _("Câu hỏi"), _("Trả lời"))
    return Table(
        caption="",
        columns=(Column(6, Align.CENTRE), Column(60), Column(34)),
        head=(Row(tuple(Cell(head) for head in heads)),),
        rows=tuple(rows),
        compact=True,
    )


def _rows(number, question):
    """A question with room to write beside it; each line of a table on a line of its own."""
    yield Row((Cell(str(number)), Cell(question["title"]), Cell()))
    is_ticked = question["kind"] == "ticks"
    for line in question.get("rows", ()):
        room = TICKS if is_ticked else FIGURES
        yield Row((Cell(""), Cell(line["title"]), Cell(room)))
