"""The comparison with norms, reference values and peers on paper."""

from django.utils.translation import gettext as _

from assessments.selfassessment.tables import table
from organisations.documents.model import (
    Align,
    Cell,
    ChartBlock,
    Column,
    Paragraph,
    Row,
    RowStyle,
)


def comparing(comparison):
    yield from _benchmarks(comparison)
    if comparison.others:
        names = "; ".join(f"{row.product} ({row.unit})" for row in comparison.others)
        said = _("Không so được vì không phải lượng dùng trên sản phẩm: %(names)s.")
        yield Paragraph(said % {"names": names})
    yield from _peers(comparison)


def _benchmarks(comparison):
    if not comparison.lines:
        yield Paragraph(
            _("Chưa có giá trị so sánh nào trên sản phẩm cho ngành của cơ sở.")
            if comparison.division
            else _("Cơ sở chưa ghi ngành (VSIC cấp 2) nên chưa có gì để so.")
        )
        return
    for chart in comparison.charts:
        yield ChartBlock(chart.title, chart)
    columns = (Column(24), Column(20, Align.RIGHT), Column(14, Align.RIGHT), Column(22), Column(20))
    heads = (
        _("Sản phẩm, phạm vi; chỉ số"),
        _("Giá trị so sánh"),
        _("Của cơ sở"),
        _("So sánh, nếu đúng phạm vi"),
        _("Nguồn, mức tin cậy"),
    )
    notes = (_("Sản phẩm, công suất nào đúng với cơ sở thì người đánh giá đối chiếu."),)
    yield table(columns, heads, map(_line, comparison.lines), notes=notes)


def _line(line):
    row = line.row
    verdict = " ".join(filter(None, (line.verdict, line.basis_text)))
    return Row(
        (
            Cell(f"{row.product}; {row.indicator}", heads_row=True),
            Cell(f"{line.figure_text}, {line.validity_text}"),
            Cell(line.own_text),
            Cell(verdict),
            Cell(f"{line.source_text}; {row.get_provenance_display()}"),
        ),
        style=RowStyle.ENDED if line.is_grey else RowStyle.PLAIN,
    )


def _peers(comparison):
    if not comparison.peers:
        yield Paragraph(
            _("Chưa đủ 5 doanh nghiệp cùng ngành có số liệu cùng đơn vị nên không so với nơi khác.")
        )
        return
    rows = [
        Row(
            (
                Cell(peer.intensity.name, heads_row=True),
                Cell(peer.median_text),
                Cell(str(peer.median.plants)),
                Cell(peer.intensity.per_text),
                Cell(peer.times_text),
            )
        )
        for peer in comparison.peers
    ]
    columns = (
        Column(30),
        Column(22, Align.RIGHT),
        Column(12, Align.RIGHT),
        Column(20, Align.RIGHT),
        Column(16),
    )
    heads = (_("Tài nguyên"), _("Trung vị cùng ngành"), _("Số cơ sở"), _("Của cơ sở"), _("So sánh"))
    notes = (_("Trung vị của các cơ sở cùng ngành cấp 2 đã nộp phiếu, không phân biệt sản phẩm."),)
    yield table(columns, heads, rows, notes=notes)
