"""A self-assessment and what it gives, as PDF: PHIẾU TỰ ĐÁNH GIÁ SẢN XUẤT SẠCH HƠN."""

from django.utils.translation import gettext as _

from assessments.enums import AssessmentKind
from assessments.quick import paper as quick
from assessments.selfassessment.comparing_paper import comparing
from assessments.selfassessment.tables import table
from assessments.selfassessment.wording import standing_of, wording_of
from organisations.documents.model import (
    NO_DATA,
    Align,
    Annex,
    Cell,
    ChartBlock,
    Column,
    Heading,
    InternalSheet,
    Paragraph,
    Row,
    RowStyle,
)
from organisations.vietnamese import format_datetime, format_money, format_number

MOST_IDEAS = 20
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")


def result_sheet(reading, results, comparison=None):
    """`comparison` with norms and peers, of those that have one."""
    assessment = reading.assessment
    name = assessment.site_name
    is_others = assessment.kind == AssessmentKind.QUICK
    return InternalSheet(
        issuing_body=str(assessment.support or assessment.owner) if is_others else name,
        title=wording_of(assessment).title,
        subject=_("%(site)s, số liệu năm %(year)s") % {"site": name, "year": assessment.year},
        body=tuple(_body(reading, results, comparison)),
        annexes=(Annex("", _("Các câu trả lời"), tuple(_answers(reading)), attached_to=""),),
        warning=str(standing_of(assessment)[1]),
    )


def _body(reading, results, comparison):
    """The sections that there are, numbered in their order."""
    sections = [
        (_("Mức độ thực hiện"), [_scores(results)]),
        (_("Hồ sơ sử dụng tài nguyên"), _uses(results)),
        (_("Tiền đi đâu"), _money(results)),
        (_("Giải pháp đáng xem"), _ideas(results)),
    ]
    if comparison:
        sections.insert(2, (_("So với định mức, cơ sở cùng ngành"), comparing(comparison)))
    if reading.assessment.kind == AssessmentKind.QUICK:
        sections[3:3] = [
            (_("Ghi nhận tại hiện trường"), quick.findings(reading)),
            (_("Ý tưởng giải pháp"), quick.ideas(reading)),
        ]
    yield from _beginning(reading, results)
    for number, (title, blocks) in zip(NUMERALS, sections, strict=False):
        yield Heading(1, f"{number}.", title)
        yield from blocks


def _beginning(reading, results):
    yield Paragraph(_standing(reading.assessment))
    if results.unconfirmed:
        said = _("Có %(count)s số lấy từ năm trước chưa được xác nhận.")
        yield Paragraph(said % {"count": results.unconfirmed})


def _uses(results):
    output = results.output_text
    yield Paragraph(
        _("Sản lượng: %(output)s.") % {"output": output}
        if output
        else _("Chưa có sản lượng cùng một đơn vị nên suất không xác định.")
    )
    yield _profile(results)
    if results.intensities:
        yield _intensities(results)


def _standing(assessment):
    if assessment.submitted_at is None:
        return _("Phiếu số %(number)s, chưa nộp.") % {"number": assessment.number}
    return _("Phiếu số %(number)s, %(person)s nộp lúc %(at)s.") % {
        "number": assessment.number,
        "person": assessment.submitted_by_name,
        "at": format_datetime(assessment.submitted_at),
    }


def _scores(results):
    groups, total = results.scores
    rows = [_score_row(each.name, each.score) for each in groups]
    rows.append(_score_row(_("Chung"), total, RowStyle.TOTAL))
    columns = (Column(60), Column(20, Align.RIGHT), Column(20, Align.RIGHT))
    heads = (_("Nhóm"), _("Điểm (trên 100)"), _("Câu đã trả lời"))
    notes = (_("Điểm tạm tính vì chưa trả lời đủ 80% số câu."),) if total.is_provisional else ()
    return table(columns, heads, rows, notes=notes)


def _score_row(name, score, style=RowStyle.PLAIN):
    points = NO_DATA if score.rounded is None else str(score.rounded)
    answered = f"{score.answered}/{score.shown}"
    return Row((Cell(name, heads_row=True), Cell(points), Cell(answered)), style=style)


def _profile(results):
    rows = [
        Row(
            (
                Cell(each.name, heads_row=True),
                Cell(each.total_text),
                Cell(each.unit),
                Cell(each.relative_text if each.is_relative else NO_DATA),
                Cell(each.change_text if each.is_relative else NO_DATA),
                Cell("; ".join(each.missing)),
            )
        )
        for each in results.indicators
    ]
    widths = (24, 14, 9, 20, 12, 21)
    right = {1, 3, 4}
    columns = tuple(
        Column(width, Align.RIGHT if number in right else Align.LEFT)
        for number, width in enumerate(widths)
    )
    heads = (
        _("Chỉ tiêu"),
        _("Cả năm"),
        _("Đơn vị"),
        _("Tính trên sản phẩm"),
        _("So với năm gốc"),
        _("Còn thiếu"),
    )
    return table(columns, heads, rows, notes=tuple(_notes(results)))


def _intensities(results):
    rows = [
        Row(
            (
                Cell(each.name, heads_row=True),
                Cell(each.amount_text),
                Cell(each.per_text),
                Cell(each.toe_text),
                Cell(_("ước tính") if each.is_estimate else ""),
            )
        )
        for each in results.intensities
    ]
    columns = (
        Column(32),
        Column(18, Align.RIGHT),
        Column(22, Align.RIGHT),
        Column(16, Align.RIGHT),
        Column(12),
    )
    heads = (_("Tài nguyên"), _("Cả năm"), _("Trên sản phẩm"), _("TOE"), _("Ghi chú"))
    return table(columns, heads, rows)


def _notes(results):
    yield _("Năng suất (sản phẩm trên tài nguyên) càng cao càng tốt; phát thải càng thấp càng tốt.")
    if results.before:
        yield _("Năm gốc: %(year)s.") % {"year": results.before.assessment.year}
    if results.estimates:
        yield _("Ước tính: %(names)s.") % {"names": ", ".join(results.estimates)}


def _money(results):
    if not results.costs:
        yield Paragraph(_("Chưa ghi số tiền nào."))
        return
    rows = [
        Row(
            (
                Cell(each.name, heads_row=True),
                Cell(format_money(each.money)),
                Cell(f"{format_number(each.share, 1)}%" if each.share is not None else NO_DATA),
            )
        )
        for each in results.costs
    ]
    columns = (Column(50), Column(30, Align.RIGHT), Column(20, Align.RIGHT))
    yield ChartBlock(_("Tiền chi cho tài nguyên và chất thải"), results.chart())
    yield table(columns, (_("Khoản"), _("Số tiền"), _("Tỷ lệ")), rows)
    if results.without_cost:
        names = ", ".join(results.without_cost)
        yield Paragraph(_("Chưa ghi tiền: %(names)s.") % {"names": names})


def _ideas(results):
    if not results.ideas:
        yield Paragraph(_("Chưa có câu trả lời nào dẫn tới một gợi ý."))
        return
    rows = [
        Row((Cell(str(number)), Cell(each.item.idea), Cell(each.saving), Cell(each.trust)))
        for number, each in enumerate(results.ideas[:MOST_IDEAS], 1)
    ]
    columns = (Column(8, Align.CENTRE), Column(38), Column(34), Column(20))
    heads = (_("STT"), _("Gợi ý"), _("Mức tiết kiệm thường gặp"), _("Mức tin cậy"))
    notes = (_("Mức thường gặp không phải số đo tại cơ sở và không phải lời hứa."),)
    yield table(columns, heads, rows, notes=notes)


def _answers(reading):
    for number, section in enumerate(reading.sections, 1):
        yield Heading(2, f"{number}.", str(section.progress.step.title))
        if section.lines:
            rows = [
                Row((Cell(line.label), Cell(line.text), Cell(line.note))) for line in section.lines
            ]
            heads = (_("Câu hỏi, tên"), _("Trả lời"), _("Ghi chú, quy đổi"))
            yield table((Column(46), Column(24), Column(30)), heads, rows)
        for sentence in section.missing:
            yield Paragraph(sentence)
