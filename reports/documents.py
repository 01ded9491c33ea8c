"""The documents of a version: the report in the form of Nghị định 30, and the internal sheet."""

from textwrap import shorten

from organisations.documents import model
from organisations.documents.letterheads import head_position_of, superior_of, unit_letterhead
from organisations.documents.model import Align
from organisations.vietnamese import format_document_date
from programmes.models import Indicator
from reports import blocks, listings, placeholders
from reports.content import SHEET, claim_slot
from reports.enums import Nature, Verdict
from reports.figures import total
from reports.printing import NO_DATA
from reports.reconciliation import reconcile
from reports.slots import Column, Line, Slot

CODE_COLUMNS = (
    Column("Mã", 8, Align.CENTRE),
    Column("Vị trí in đầu tiên", 30),
    Column("Chỉ tiêu", 31),
    Column("Giá trị in", 31, Align.LEFT),
)
SHEET_COLUMNS = (
    Column("STT", 5, Align.CENTRE),
    Column("Số liệu nêu trong báo cáo (nguyên văn)", 33),
    Column("Chỉ tiêu đối chiếu", 18),
    Column("Số nêu", 10, Align.RIGHT),
    Column("Số liệu gốc", 9, Align.RIGHT),
    Column("Kết quả đối chiếu", 25),
)


def report_document(version, content, printed, *, more=None, replaced=None):
    """The report as it is signed: no verdict of the portal stands in it.

    `more` (reports.national.sections.More) is what a national report has beside its form,
    `replaced` (reports.replacing.Sent) the paper that this one stands for.
    """
    owner = version.owner
    return model.OfficialDocument(
        letterhead=_letterhead(version),
        kind="BÁO CÁO",
        subject=report_subject(version.report),
        addressees=(version.report.form.addressee,),
        body=tuple(_body(version, content, printed, more, replaced)),
        recipients=_recipients(owner),
        signature=model.Signature((head_position_of(owner),), owner.head_name),
        annexes=tuple(_annexes(version, content, printed, more)),
    )


def report_subject(report):
    """The form's title without the type of document, which stands above it."""
    title = placeholders.fill(report.form.title, report.round, report.owner.name)
    words = title.removeprefix("Báo cáo ")
    return words[:1].upper() + words[1:]


def _letterhead(version):
    return unit_letterhead(version.owner, "BC", year=version.created_at.year)


def _recipients(owner):
    superior = superior_of(owner)
    governing = (f"{superior} (để báo cáo)",) if superior else ()
    return ("Như trên", *governing, "Lưu: VT")


def _body(version, content, printed, more, replaced):
    if replaced:
        yield model.Paragraph(replaced.sentence)
    if version.is_nil:
        yield model.Paragraph(_nil_words(version))
    for laid in content.sections:
        parts = list(_section(laid, version, content, printed))
        parts += more.under.get(laid.section.key, ()) if more else ()
        if parts and laid.section.number:
            yield model.Heading(1, f"{laid.section.number}.", laid.title)
        yield from parts
    yield model.Paragraph(_closing_words(version))


def _closing_words(version):
    """A report ends in words, never in a table; the form's rules add "./."."""
    owner, form = version.owner, version.report.form
    return f"Trên đây là báo cáo của {owner.name}, kính trình {form.addressee} xem xét, tổng hợp."


def _nil_words(version):
    round_ = version.report.round
    first = format_document_date(round_.window_from)
    last = format_document_date(round_.window_to)
    return (
        f"{version.owner.name} báo cáo không phát sinh: trong kỳ số liệu từ ngày {first} đến hết"
        f" ngày {last}, sổ của đơn vị không có hoạt động sản xuất sạch hơn nào."
    )


def _section(laid, version, content, printed):
    words = content.words.get(laid.section.key)
    if words:
        yield from blocks.narrative_blocks(words, printed)
    for table in laid.tables:
        yield from _table(table, printed)


def _table(laid, printed):
    if not blocks.has_data(laid, printed):
        yield blocks.no_data_line(laid)
        return
    yield blocks.table_block(laid, printed)
    if laid.chart:
        yield blocks.chart_block(laid, printed)


def _annexes(version, content, printed, more):
    numbers = iter(("I", "II", "III", "IV"))
    letterhead = _letterhead(version)
    attached = f"Kèm theo Báo cáo s{letterhead.number_line[1:]} {letterhead.date_words}"
    if content.events:
        yield model.Annex(
            next(numbers),
            "Danh sách hội nghị, hội thảo, tập huấn",
            (blocks.plain_table("", listings.EVENT_COLUMNS, content.events, printed),),
            attached_to=attached,
        )
    for title, found in more.annexes if more else ():
        yield model.Annex(next(numbers), title, found, attached_to=attached)
    if lines := _code_lines(printed):
        codes = (
            _how_to_look_up(version),
            blocks.plain_table("", CODE_COLUMNS, lines, printed, compact=True),
        )
        yield model.Annex(next(numbers), "Bảng mã số liệu", codes, attached_to=attached)


def _how_to_look_up(version):
    """So that a printed and scanned copy can be followed too."""
    prefix = version.figure_code(0)[:-3]
    return model.Paragraph(
        f"Mã đầy đủ là {prefix} và các chữ số dưới đây. Tra cứu tại"
        f" {version.public_url}/so-lieu/ (cần đăng nhập): mỗi mã mở các dòng số liệu gốc đã chốt"
        " khi lập báo cáo và tính lại giá trị từ các dòng đó. Mã văn bản của báo cáo là"
        f" {version.public_code}; ai cũng kiểm tra được mã này hoặc tệp PDF tại"
        f" {version.public_url}/xac-minh/."
    )


def _code_lines(printed):
    """One line for each code that stands in the report; a report of nothing has none."""
    return [
        _code_line(figure, printed)
        for figure in printed.figures.values()
        if figure.printed != NO_DATA and figure.place != SHEET
    ]


def _code_line(figure, printed):
    number = f"{figure.ordinal:03d}"
    words = shorten(figure.printed, 80, placeholder="…")
    return Line(
        (
            number,
            figure.place,
            figure.indicator.label if figure.indicator else _nature_words(figure),
            printed.link(figure, words),
        )
    )


def _nature_words(figure):
    return "Mục tiêu" if figure.nature == Nature.TEXT else "Số liệu nêu trong báo cáo"


def reconciliation_sheet(version, printed, *, access):
    """Phiếu đối chiếu số liệu: for the unit alone, never part of the signed report."""
    rows = reconcile(version, access=access)
    lines = [_sheet_line(number, row, printed) for number, row in enumerate(rows, start=1)]
    intro = model.Paragraph(_sheet_intro(rows))
    body = (intro,)
    if lines:
        body += (blocks.plain_table("", SHEET_COLUMNS, lines, printed),)
    return model.InternalSheet(
        issuing_body=version.owner.name.upper(),
        title="PHIẾU ĐỐI CHIẾU SỐ LIỆU",
        subject=f"{report_subject(version.report)} (bản {version.number})",
        body=body,
        landscape=True,
    )


def _sheet_intro(rows):
    if not rows:
        return "Báo cáo không có số liệu nào nêu bằng lời cần đối chiếu."
    matched = sum(row.verdict == Verdict.MATCH for row in rows)
    return (
        f"Báo cáo nêu {len(rows)} số liệu, nhận định bằng lời; {matched} khớp số liệu gốc. Số liệu"
        " nêu in đúng lời văn, có mã riêng và không cộng vào biểu nào."
    )


def _sheet_line(number, row, printed):
    code = row.claim.detail["indicator"]
    logged = printed.get(total(code)) if code else None
    indicator = logged.indicator.label if logged else _indicator_words(code)
    return Line(
        (
            str(number),
            claim_slot(row.claim),
            indicator,
            Slot(claim_slot(row.claim).key, row.stated),
            Slot(total(code)) if logged else NO_DATA,
            f"{row.verdict.label[:1].upper()}{row.verdict.label[1:]}. {row.remark}",
        )
    )


def _indicator_words(code):
    indicator = Indicator.objects.filter(code=code).first()
    return indicator.label if indicator else NO_DATA
