"""What stands around the body: letterheads, titles, Nơi nhận with the signature, annex heads."""

from organisations.documents import model
from organisations.documents.docx_parts import (
    ADDRESSEES,
    RECIPIENTS,
    element,
    frame,
    paragraph,
    rule,
    run,
    text_width,
    twips,
)

LEFT_SHARE = 0.42
RECIPIENTS_SHARE = 0.48
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# As long (mm) as the motto in 13 points bold.
MOTTO_LENGTH = 56
# The line below a name or a title is between a third and a half as long as its words.
LINE_SHARE = 0.4
# The widest a title may be, and the line below an annex's title (mm).
TITLE_WIDTH, ANNEX_LINE = 150, 40
AGENCY_SIZE, TITLE_SIZE = 12.5, 14
# Of a report's cover: empty lines above and below its title, and the width of the facts' names.
COVER_LINES, FACTS_SHARE = 6, 0.32


def head_of(document, writer, width):
    """Everything above the body, on a page of this width (mm)."""
    return HEADS[type(document)](document, writer, width)


def _official(document, writer, width):
    letterhead = document.letterhead
    mark = [writer.paragraph("DocumentMark", letterhead.mark)] if letterhead.mark else []
    numbers = (
        [writer.paragraph("DocumentNumber", letterhead.number_line), *mark],
        [writer.paragraph("PlaceAndDate", letterhead.place_and_date)],
    )
    yield _letterhead(letterhead.governing_body, letterhead.issuing_body, writer, width, numbers)
    yield from _title(document.kind, document.subject, writer, width)
    yield from _addressees(document.addressees, writer)


def _cover(document, writer, width):
    numbers = None
    if document.place_and_date:
        place = writer.paragraph("PlaceAndDate", document.place_and_date)
        numbers = ([paragraph("DocumentNumber")], [place])
    yield _letterhead("", document.issuing_body, writer, width, numbers)
    yield from _title(document.title, document.subject, writer, width)


def _internal(document, writer, width):
    border = element("bdr", val="single", sz=6, space=4, color="000000")
    halves = (twips(width / 2), twips(width / 2))
    body = [writer.paragraph("SheetHead", document.issuing_body)]
    warning = [paragraph("SheetHead", run(document.warning, border), align="right")]
    yield frame(halves, (body, warning))
    yield from _title(document.title, document.subject, writer, width)


def _report(document, writer, width):
    """The cover: who, what, of whom; the body begins on the next page."""
    above = [writer.paragraph("NationalName", document.governing_body or "")]
    yield from above if document.governing_body else ()
    yield writer.paragraph("IssuingBody", document.issuing_body)
    yield _line_below(document.issuing_body, AGENCY_SIZE, width)
    yield from (paragraph("TitleGap") for _line in range(COVER_LINES))
    yield from _title(document.title, document.subject, writer, width)
    if document.warning:
        border = element("bdr", val="single", sz=6, space=4, color="000000")
        yield paragraph("SheetHead", run(document.warning, border), align="center")
    yield from (paragraph("TitleGap") for _line in range(COVER_LINES))
    widths = (twips(width * FACTS_SHARE), twips(width * (1 - FACTS_SHARE)))
    rows = [
        ([writer.paragraph("BodyText", name)], [writer.paragraph("BodyText", strong(words))])
        for name, words in document.facts
    ]
    yield frame(widths, *rows)
    yield paragraph("Gap", element("r", element("br", type="page")))


def strong(words):
    return model.Emphasis(words, strong=True)


def _letterhead(governing_body, issuing_body, writer, width, numbers):
    """Agency and nation beside each other, number and place below them on one level."""
    left, right = width * LEFT_SHARE, width * (1 - LEFT_SHARE)
    agency = [writer.paragraph("GoverningBody", governing_body)] if governing_body else []
    agency.append(writer.paragraph("IssuingBody", issuing_body))
    agency.append(_line_below(issuing_body, AGENCY_SIZE, left))
    nation = [
        writer.paragraph("NationalName", COUNTRY),
        writer.paragraph("Motto", MOTTO),
        rule(right, MOTTO_LENGTH),
    ]
    rows = [(agency, nation)] + ([numbers] if numbers else [])
    return frame((twips(left), twips(right)), *rows)


def _line_below(text, size, width):
    return rule(width, LINE_SHARE * min(text_width(text, size), width))


def _title(kind, subject, writer, width):
    yield writer.paragraph("Title", kind)
    yield writer.paragraph("Subtitle", subject)
    yield rule(width, LINE_SHARE * min(text_width(subject, TITLE_SIZE), TITLE_WIDTH))
    yield paragraph("TitleGap")


def _addressees(addressees, writer):
    if len(addressees) == 1:
        yield writer.paragraph("Addressee", f"Kính gửi: {addressees[0]}")
    elif addressees:
        yield writer.paragraph("Addressee", "Kính gửi:")
        yield from _listed("AddresseeList", addressees, writer, ADDRESSEES)


def _listed(style, names, writer, numbering):
    """One line each behind a hyphen; a semicolon between them, a full stop at the end."""
    for position, name in enumerate(names, start=1):
        end = ";" if position < len(names) else "."
        yield writer.paragraph(style, name + end, numbering=numbering)


def closing(document, writer, width):
    """Nơi nhận on the left, the signature on the right, on one page."""
    left, right = twips(width * RECIPIENTS_SHARE), twips(width * (1 - RECIPIENTS_SHARE))
    recipients = [
        writer.paragraph("RecipientsTitle", "Nơi nhận:"),
        *_listed("Recipients", document.recipients, writer, RECIPIENTS),
    ]
    signature = [writer.paragraph("Authority", line) for line in document.signature.authority]
    signature.append(writer.paragraph("Signer", document.signature.name))
    return frame((left, right), (recipients, signature))


def annex_head(annex, writer, width):
    yield writer.paragraph("AnnexNumber", annex.label)
    yield writer.paragraph("AnnexTitle", annex.title)
    if annex.attached_to:
        yield writer.paragraph("AttachedTo", f"({annex.attached_to})")
    yield rule(width, ANNEX_LINE)
    yield paragraph("TitleGap")


HEADS = {
    model.OfficialDocument: _official,
    model.InternalSheet: _internal,
    model.CoverSheet: _cover,
    model.BoundReport: _report,
}
