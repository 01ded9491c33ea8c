"""Findings and ideas of a quick assessment on paper."""

from django.utils.translation import gettext as _

from assessments.selfassessment.tables import table
from organisations.documents.model import NO_DATA, Align, Cell, Column, Paragraph, Row
from organisations.vietnamese import format_money


def findings(reading):
    if not reading.findings:
        yield Paragraph(_("Chưa có ghi nhận nào."))
        return
    rows = [
        Row(
            (
                Cell(str(each.number)),
                Cell(each.area, heads_row=True),
                Cell(each.seen),
                Cell(f"{each.loss}: {each.size}"),
                Cell(each.category or NO_DATA),
            )
        )
        for each in reading.findings
    ]
    columns = (Column(7, Align.CENTRE), Column(20), Column(34), Column(22), Column(17))
    heads = (
        _("STT"),
        _("Khu vực"),
        _("Hiện trạng"),
        _("Mất gì, ước tính"),
        _("Nhóm giải pháp"),
    )
    yield table(columns, heads, rows)


def ideas(reading):
    if reading.idea_hint:
        yield Paragraph(reading.idea_hint)
    if not reading.options:
        return
    rows = [
        Row(
            (
                Cell(row.code),
                Cell(row.name, heads_row=True),
                Cell(row.get_category_display()),
                Cell(NO_DATA if row.investment is None else format_money(row.investment)),
                Cell(NO_DATA if row.annual_saving is None else format_money(row.annual_saving)),
            )
        )
        for row in reading.options
    ]
    columns = (
        Column(12),
        Column(34),
        Column(20),
        Column(17, Align.RIGHT),
        Column(17, Align.RIGHT),
    )
    heads = (_("Mã"), _("Giải pháp"), _("Nhóm"), _("Đầu tư"), _("Tiết kiệm một năm"))
    yield table(columns, heads, rows, notes=(_("Đầu tư và tiết kiệm là số ước tính."),))
