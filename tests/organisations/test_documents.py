"""The official page as it comes out of the printer: its form and its words."""

import unicodedata
from io import BytesIO

import pikepdf
import pytest

from organisations.documents import model as m
from organisations.documents import pdf
from tests.organisations import pdf_reading as read
from tests.organisations import sample_documents as sample
from tests.organisations.rendering import CODE, CREATED, MM, place, rendered, report_pdf


def html(document):
    return pdf.document_html(document, identifier=CODE, title="Thử", created=CREATED)


@pytest.fixture(scope="module")
def report():
    return report_pdf()


@pytest.fixture(scope="module")
def words(report):
    return read.words(report)


# The page of Nghị định 30


def test_pages_are_a4_and_wide_annexes_lie_down(report):
    with pikepdf.open(BytesIO(report)) as opened:
        sizes = [tuple(round(float(n)) for n in page.mediabox[2:]) for page in opened.pages]

    assert sizes[0] == (595, 842)
    assert set(sizes) == {(595, 842), (842, 595)}


def test_text_keeps_the_margins_of_the_decree(words):
    for page in words:
        landscape = max(word.right for word in page) > 595
        width, height = (841.9, 595.3) if landscape else (595.3, 841.9)
        body = [word for word in page if word.top > 18 * MM]
        assert min(word.left for word in body) >= 30 * MM - 0.5
        assert max(word.right for word in body) <= width - 15 * MM + 1
        assert max(word.bottom for word in body) <= height - 20 * MM + 1


def test_national_heading_stands_right_and_agency_left_on_one_level(words):
    agency = place(words[0], "UBND", "THÀNH", "PHỐ", "HÀ", "NỘI")
    country = place(words[0], "CỘNG", "HÒA", "XÃ", "HỘI")

    assert agency.left < 297 < country.right
    assert abs(agency.top - country.top) < 2


def test_number_and_date_stand_on_one_line_and_stay_open(words, report):
    number, day = place(words[0], "Số:"), place(words[0], "Hà", "Nội,", "ngày")

    assert abs(number.top - day.top) < 1
    assert "/BC-SCT" in read.pages(report)[0]
    assert "năm 2026" in read.pages(report)[0]


def test_page_number_is_centred_in_the_top_margin_but_not_on_the_first_page(words):
    assert min(word.top for word in words[0]) >= 20 * MM - 2

    (number,) = [word for word in words[1] if word.bottom < 20 * MM]
    assert number.text == "2"
    assert (number.left + number.right) / 2 == pytest.approx((30 + 165 / 2) * MM, abs=1)


def test_each_annex_counts_its_own_pages_and_does_not_number_the_first():
    annexes = (sample.code_annex(60, "I"), sample.code_annex(60, "II"), sample.event_annex())
    pages = read.words(rendered(sample.report(annexes=annexes)))
    numbers = [[word.text for word in page if word.bottom < 20 * MM] for page in pages]
    starts = [
        index for index, page in enumerate(pages) if [w.text for w in page[:2]] == ["Phụ", "lục"]
    ]

    assert len(starts) == 3
    for start in starts:
        assert numbers[start] == []
        assert numbers[start + 1] == ["2"]


def test_only_the_document_font_is_embedded(report):
    lines = read.run("pdffonts", "-", pdf=report).splitlines()[2:]

    names = {line.split()[0].partition("+")[2].split("-")[0] for line in lines}
    assert names == {"Tinos"}
    assert all(" yes yes yes " in line for line in lines)


def test_the_body_ends_with_its_closing_sign(report):
    assert "xem xét, tổng hợp./." in read.text(report)


@pytest.mark.parametrize("count", [15, 16, 17, 18, 19])
def test_the_signature_never_stands_alone_on_a_page(count):
    filler = m.Paragraph("Sở Công Thương tiếp tục triển khai các nhiệm vụ đã được phê duyệt.")
    last = m.Paragraph("Trên đây là báo cáo của Sở Công Thương, kính gửi Bộ tổng hợp.")
    pages = read.pages(rendered(sample.report(body=(*[filler] * count, last), annexes=())))

    assert "KT. GIÁM ĐỐC" in pages[-1]
    assert "tổng hợp./." in pages[-1]


def test_no_heading_is_left_alone_at_the_foot_of_a_page():
    section = (
        m.Heading(1, "I.", "Tiêu đề"),
        m.Heading(2, "1.", "Tiêu đề"),
        m.Paragraph("Sở Công Thương tiếp tục triển khai các nhiệm vụ đã được phê duyệt. " * 2),
    )
    pages = read.pages(rendered(sample.report(body=section * 30, annexes=())))

    assert len(pages) > 3
    assert not [page for page in pages if "tiêu đề" in page.strip().splitlines()[-1].lower()]


def test_recipients_stand_left_level_with_the_signature(words):
    page = next(page for page in words if any(word.text == "GIÁM" for word in page))
    recipients, authority = place(page, "Nơi", "nhận:"), place(page, "KT.", "GIÁM", "ĐỐC")

    assert recipients.left == pytest.approx(30 * MM, abs=1)
    assert authority.left > 297
    assert abs(recipients.top - authority.top) < 4
    assert place(page, "Nguyễn", "Văn", "Mẫu").top - authority.top > 25 * MM


def test_a_long_table_repeats_its_head_on_every_page(report):
    code_pages = [page for page in read.pages(report) if "7K3F9" in page]

    assert len(code_pages) > 2
    assert all("Mã Biểu, mục Chỉ tiêu Giá trị" in " ".join(page.split()) for page in code_pages)


def test_no_date_in_the_head_of_a_narrow_column_is_broken():
    narrow = m.Table(
        "",
        (m.Column(6), m.Column(94)),
        (m.Row((m.Cell("Đến 22/11/2026"), m.Cell("Tên"))),),
        (m.Row((m.Cell("1"), m.Cell("Một"))),),
    )
    printed = read.text(rendered(sample.report(body=(narrow,), annexes=())))

    assert "22/11/2026" in printed


def test_numbers_of_a_column_end_at_the_same_place(words):
    page = next(page for page in words if any(word.text == "1.880" for word in page))
    ends = {round(word.right) for word in page if word.text in {"700", "200", "550", "2.430"}}
    table = [word for word in page if word.text in {"2.430", "700"} and word.right > 500]

    assert len(table) == 2
    assert round(table[0].right) == round(table[1].right)
    assert round(table[0].right) in ends


# Words


@pytest.mark.parametrize("wanted", ["Ủy ban nhân dân", "Nghị định", "2.430 lượt", "30.000 bộ"])
def test_vietnamese_words_and_numbers_come_out_whole(report, wanted):
    assert wanted in " ".join(read.text(report).split())


def test_decomposed_letters_are_printed_composed():
    body = (m.Paragraph(unicodedata.normalize("NFD", "Ủy ban, Nghị định, thể thức")),)
    text = read.text(rendered(sample.report(body=body, annexes=())))

    assert "Ủy ban, Nghị định, thể thức" in text


def test_what_people_wrote_is_never_markup():
    hostile = '<img src="http://evil.example/x.png"><script>1</script> & \u0000"'
    cell = m.Cell((hostile, m.Figure(hostile, "https://a.example/x"), m.Emphasis(hostile)))
    table = m.Table(hostile, (m.Column(100),), (m.Row((cell,)),), (m.Row((cell,)),), hostile)
    document = sample.report(
        subject=hostile,
        kind=hostile,
        letterhead=sample.letterhead(issuing_body=hostile, place=hostile),
        addressees=(hostile, hostile),
        recipients=(hostile,),
        signature=m.Signature((hostile,), hostile),
        body=(m.Heading(1, hostile, hostile), table, m.BulletList((hostile,))),
        annexes=(m.Annex(hostile, hostile, (), attached_to=hostile),),
    )

    page = html(document)

    assert "<img" not in page
    assert "<script" not in page
    assert page.count("&lt;img") >= 18
