"""The Word document: what the PDF says, in the form of the decree, ready to be edited."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from organisations import charts
from organisations.documents import model as m
from organisations.documents import pdf
from organisations.documents.docx import render_docx
from organisations.documents.docx_blocks import without_repeated_charts
from tests.organisations import docx_reading as read
from tests.organisations import pdf_reading, sample_frames
from tests.organisations import sample_documents as sample
from tests.organisations.test_documents import CODE, CREATED, MM
from tests.organisations.test_documents import html as page_of

TITLE = "Báo cáo giai đoạn 2009-2015"


def rendered(document, **changes):
    facts = {"identifier": CODE, "title": TITLE, "created": CREATED}
    return render_docx(document, **(facts | changes))


def without_charts(**changes):
    body = [block for block in sample.report_body() if not isinstance(block, m.ChartBlock)]
    return sample.report(body=body, **changes)


def every_block():
    """What the samples leave out: bases, letters, spans, units, styles of rows, two addressees."""
    cells = (m.Cell("Nội dung", rowspan=2), m.Cell("Kinh phí", colspan=2))
    table = m.Table(
        caption="Biểu 09. Kinh phí",
        unit="Đơn vị tính: triệu đồng",
        columns=(m.Column(50), m.Column(25, m.Align.RIGHT), m.Column(25, m.Align.RIGHT)),
        head=(m.Row(cells), m.Row((m.Cell("Kế hoạch"), m.Cell("Thực hiện")))),
        rows=(
            m.Row((m.Cell("Truyền thông", colspan=3),), m.RowStyle.GROUP),
            m.Row((m.Cell("Tập huấn", rowspan=2, indent=1), m.Cell("1,5"), m.Cell("2,5"))),
            m.Row((m.Cell("3,5"), m.Cell(m.Emphasis("–"))), m.RowStyle.UNCONFIRMED),
            m.Row((m.Cell("Cộng"), m.Cell("5"), m.Cell("2,5")), m.RowStyle.TOTAL),
        ),
    )
    return sample.report(
        letterhead=sample.letterhead(governing_body="", number="5"),
        addressees=("Bộ Công Thương", "UBND Thành phố"),
        signature=m.Signature(("GIÁM ĐỐC",)),
        body=(
            m.LegalBasis("Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020;"),
            m.Heading(3, "a)", "Nội dung"),
            m.Paragraph(("Không thụt ", m.Emphasis("đậm", strong=True)), indented=False),
            m.NumberedList(("Một;", "Hai;")),
            m.NumberedList(("Ba;", "Bốn;", "Năm;", "Sáu;", "Bảy;"), lettered=True),
            m.NumberedList(("Tám;",)),
            table,
            table,
        ),
        annexes=(m.Annex("", "Trống", (), attached_to="Kèm theo Báo cáo"),),
    )


DOCUMENTS = [
    without_charts(),
    every_block(),
    sample_frames.cover_sheet(),
    sample_frames.reconciliation_sheet(),
]


@pytest.fixture(scope="module")
def report():
    return rendered(sample.report())


# Words


def words_of_page(document):
    """The words of the page that the PDF is printed from, in order."""
    body = page_of(document).partition("<body>")[2].replace('<span class="unit">', " ")
    whole = re.sub(r"</?(?:a|em|strong|span)\b[^>]*>", "", body)
    return unescape(re.sub("<[^>]+>", " ", whole)).split()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_words_are_those_of_the_pdf_in_the_same_order(document):
    assert read.text(rendered(document)).split() == words_of_page(document)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_printed_pdf_has_every_word_of_the_docx_and_no_other(document):
    """But for page numbers and heads of tables, which a PDF repeats on each page."""
    printed = pdf.render_pdf(document, identifier=CODE, title=TITLE, created=CREATED)
    pages = [[w for w in page if w.bottom > 20 * MM] for page in pdf_reading.words(printed)]
    on_paper = counted(word.text for page in pages for word in page)
    in_word = counted([read.text(rendered(document))])

    assert in_word - on_paper == Counter()
    assert set(on_paper - in_word) <= set(counted(heads_of(document)))


def counted(texts):
    """Words without case; a number of a document may break after its hyphens."""
    return Counter(" ".join(texts).upper().replace("-", "- ").split())


def heads_of(part):
    if isinstance(part, m.Table):
        cells = (cell for row in part.head for cell in row.cells)
        return [m.plain_text(cell.parts) for cell in cells]
    if isinstance(part, tuple):
        return [head for child in part for head in heads_of(child)]
    children = (*getattr(part, "body", ()), *getattr(part, "annexes", ()))
    return [head for child in children for head in heads_of(child)]


def test_every_figure_opens_its_rows_and_looks_like_the_words_around_it(report):
    document = sample.report()
    drawn = read_figures_of_repeated_charts(document)
    expected = Counter(pdf_reading.figures(document)) - Counter(drawn)
    found = read.opened(report).element.body.iter(qn("w:hyperlink"))

    assert Counter(read.links(report)) == expected
    assert len(expected) > 150
    assert not [link for link in found for _ in link.iter(qn("w:rStyle"), qn("w:color"), qn("w:u"))]


def read_figures_of_repeated_charts(document):
    kept = list(without_repeated_charts(document.body))
    return [
        pair for block in document.body if block not in kept for pair in pdf_reading.figures(block)
    ]


def test_a_chart_beside_its_table_is_left_out_and_any_other_becomes_a_table(report):
    lines = [line for _style, line in read.lines(report)]
    at = lines.index("Hình 02. Hoạt động truyền thông theo hình thức")

    assert not [line for line in lines if "Hình 01" in line]
    assert lines[at + 1 : at + 7] == [
        "Hoạt động truyền thông theo hình thức",
        "Số cuộc",
        "Khóa, lớp tập huấn",
        "28",
        "Phóng sự trên Đài Phát thanh và Truyền hình Hà Nội",
        "13",
    ]


def test_a_chart_after_a_table_of_other_numbers_keeps_its_own():
    chart = m.ChartBlock("Hình 02", sample.kind_chart())

    assert list(without_repeated_charts((sample.plan_table(), chart)))[-1] == chart
    assert list(without_repeated_charts((chart, sample.year_table()))) == [
        chart,
        sample.year_table(),
    ]


def other_charts():
    rows = (charts.PlannedRow("Hội thảo", 3, 2, f"{sample.BASE}/h/"),)
    task = charts.GanttRow(
        "Tập huấn", "đang thực hiện", charts.Look.UNDER_WAY, f"{sample.BASE}/t/", 2, 5
    )
    return (
        charts.PlanDone("Kết quả", "Mô tả", rows, "Số cuộc"),
        charts.GanttStrip("Nhiệm vụ năm 2026", "Mô tả", 2026, (task,), date(2026, 7, 1)),
    )


@pytest.mark.parametrize("spec", [sample.year_chart(), sample.kind_chart(), *other_charts()])
def test_every_kind_of_chart_becomes_its_own_table_with_its_links(spec):
    chart = m.ChartBlock("Hình", spec)
    body = rendered(sample.report(body=(chart,), annexes=()))
    table = spec.table()

    assert [cell.text for cell in read.opened(body).tables[1].rows[0].cells] == list(table.columns)
    found = [[cell.text for cell in row.cells] for row in read.opened(body).tables[1].rows[1:]]
    assert found == [[cell.text for cell in row] for row in table.rows]
    assert read.links(body) == [(c.href, c.text) for row in table.rows for c in row if c.href]


def test_what_people_wrote_is_never_markup():
    hostile = '</w:t></w:r><w:r><w:t>x & "\u0000\u0001'
    body = rendered(sample.report(subject=hostile, body=(m.Paragraph(hostile),), annexes=()))

    assert read.text(body).count('</w:t></w:r><w:r><w:t>x & "') == 2


# The form


def test_paper_margins_and_page_numbers_are_those_of_the_decree(report):
    document = read.opened(report)
    sizes = [
        (s.orientation, round(s.page_width.mm), round(s.page_height.mm)) for s in document.sections
    ]

    assert sizes == [
        (WD_ORIENT.PORTRAIT, 210, 297),
        (WD_ORIENT.LANDSCAPE, 297, 210),
        (WD_ORIENT.PORTRAIT, 210, 297),
    ]
    for section in document.sections:
        margins = (
            section.top_margin,
            section.right_margin,
            section.bottom_margin,
            section.left_margin,
        )
        assert [round(margin.mm) for margin in margins] == [20, 15, 20, 30]
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert " PAGE " in section.header._element.xml
        assert read.text_of(section.first_page_header._element) == ""
        (number,) = section.header.paragraphs
        assert (number.style.font.size.pt, number.style.paragraph_format.alignment) == (13, 1)


def resolved(style, read_one):
    """What a style says, or the styles it is based on."""
    while style is not None:
        if (found := read_one(style)) is not None:
            return found
        style = style.base_style
    return None


SIZES = {
    "Quốc hiệu": 12,
    "Tiêu ngữ": 13,
    "Cơ quan chủ quản": 12.5,
    "Cơ quan ban hành": 12.5,
    "Số, ký hiệu": 13,
    "Địa danh, thời gian": 13,
    "Nơi nhận": 12,
    "Danh sách nơi nhận": 11,
}


def test_fonts_and_sizes_are_those_of_the_decree(report):
    styles = read.opened(report).styles
    defaults = part = read.part(report, "word/styles.xml").partition("</w:rPrDefault>")[0]

    assert 'w:ascii="Times New Roman" w:hAnsi="Times New Roman"' in defaults
    assert '<w:sz w:val="28"/>' in part
    for name, size in SIZES.items():
        assert resolved(styles[name], lambda style: style.font.size).pt == size
    body = styles["Body Text First Indent"]
    assert resolved(body, lambda style: style.font.size) is None
    assert round(body.paragraph_format.first_line_indent.mm, 1) == 12.7
    assert resolved(body, lambda style: style.paragraph_format.alignment) == 3
    assert resolved(body, lambda style: style.paragraph_format.space_before).pt == 6
    assert styles["Căn cứ"].font.italic
    assert {
        fonts for fonts in re.findall(r'w:ascii="([^"]+)"', read.part(report, "word/document.xml"))
    } == set()


def test_every_paragraph_has_a_style_of_the_form(report):
    names = Counter(style for style, _line in read.lines(report))

    assert {"Heading 1", "Heading 2", "List Bullet", "List Number", "Caption"} <= set(names)
    assert names["Heading 1"] == 6
    assert names["Normal"] == 0


def test_the_letterhead_is_a_table_with_its_four_parts_and_lines(report):
    table = read.opened(report).tables[0]
    (agency, nation), (number, place) = (row.cells for row in table.rows)

    assert agency.text.split("\n")[:2] == ["UBND THÀNH PHỐ HÀ NỘI", "SỞ CÔNG THƯƠNG"]
    assert nation.text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert number.text.startswith("Số: ")
    assert place.text.startswith("Hà Nội, ngày")
    assert [cell.paragraphs[-1].style.name for cell in (agency, nation)] == ["Kẻ ngang"] * 2
    assert table.style.name == "Normal Table"


def test_tables_repeat_their_heads_and_keep_their_columns(report):
    tables = read.opened(report).tables
    years = next(table for table in tables if table.cell(0, 0).text == "Năm")
    heads = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        for row in years.rows
    ]
    wide = next(table for table in tables if "Tên hoạt động" in read.text_of(table._tbl))

    assert heads == [True, True] + [False] * 8
    assert years.style.name == "Table Grid"
    assert [p.alignment for p in years.cell(3, 1).paragraphs] == [2]
    assert [p.alignment for p in years.cell(3, 0).paragraphs] == [1]
    assert years.cell(0, 0)._tc is years.cell(1, 0)._tc
    assert years.cell(9, 6).paragraphs[0]._p.xml.count("<w:b/>") == 1
    assert sum(column.width.mm for column in years.columns) == pytest.approx(165, abs=0.5)
    assert sum(column.width.mm for column in wide.columns) == pytest.approx(252, abs=0.5)


def test_spanned_cells_fill_the_grid_of_their_table():
    table = read.opened(rendered(every_block())).tables[1]

    grid = [[cell.text for cell in row.cells] for row in table.rows]
    assert grid == [
        ["Nội dung", "Kinh phí", "Kinh phí"],
        ["Nội dung", "Kế hoạch", "Thực hiện"],
        ["Truyền thông"] * 3,
        ["Tập huấn", "1,5", "2,5"],
        ["Tập huấn", "3,5", "–"],
        ["Cộng", "5", "2,5"],
    ]
    assert all(p.paragraph_format.keep_with_next for p in table.cell(4, 1).paragraphs)


def test_each_numbered_list_begins_at_one_and_letters_follow_the_vietnamese_alphabet():
    lines = [line for _style, line in read.lines(rendered(every_block()))]

    for line in ("1. Một;", "2. Hai;", "đ) Bảy;", "1. Tám;", "- Bộ Công Thương;"):
        assert lines.count(line) == 1


def test_the_signature_stays_with_the_last_words_of_the_body(report):
    document = read.opened(report)
    last = next(p for p in document.paragraphs if p.text.endswith("tổng hợp./."))
    closing = next(t for t in document.tables if t.cell(0, 0).text.startswith("Nơi nhận:"))

    gap = last._p.getnext()
    assert last.paragraph_format.keep_with_next
    assert document.styles["Khoảng dưới tiêu đề"].paragraph_format.keep_with_next
    assert (gap.pPr.pStyle.val, gap.getnext()) == ("TitleGap", closing._tbl)
    assert closing.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert closing.cell(0, 1).text.split("\n") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"]


# The file


def test_the_file_says_its_title_and_language_and_no_author(report):
    properties = read.opened(report).core_properties

    assert (properties.title, properties.identifier) == (TITLE, CODE)
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.created == properties.modified == datetime(2026, 12, 20, 2, 0, tzinfo=UTC)
    assert '<w:lang w:val="vi-VN"' in read.part(report, "word/styles.xml")
    assert "python-docx" not in read.part(report, "docProps/core.xml")


def test_the_same_document_gives_the_same_bytes(report):
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert rendered(sample.report()) == report
    assert rendered(sample.report(), created=CREATED + timedelta(seconds=1)) != report


def test_nothing_floats_and_nothing_comes_from_outside(report):
    document = read.part(report, "word/document.xml")

    assert not re.findall(r"<w:(?:drawing|pict|object|txbxContent|framePr)\b", document)
    assert "TargetMode" not in read.part(report, "_rels/.rels")
    targets = re.findall(
        r'Target="(https?://[^"]+)"', read.part(report, "word/_rels/document.xml.rels")
    )
    assert targets
    assert len(targets) == len(set(targets))


def test_a_long_annex_is_written_in_reasonable_time_and_size():
    body = rendered(sample.report(annexes=(sample.code_annex(1_500),)))

    assert len(read.opened(body).tables[-1]._tbl.tr_lst) == 1_501
    assert len(body) < 2_000_000


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
def test_libreoffice_prints_the_pages_of_the_pdf(report, tmp_path):
    (tmp_path / "a.docx").write_bytes(report)
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*convert, tmp_path / "a.docx"], check=True, capture_output=True)

    pages = pdf_reading.pages((tmp_path / "a.pdf").read_bytes())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
