"""The official page as it comes out of the printer: form, links, tags, identity."""

import subprocess
import sys
import time
import unicodedata
import zlib
from datetime import date, datetime, timedelta, timezone
from io import BytesIO

import pikepdf
import pytest
from weasyprint.urls import URLFetcher

from organisations import charts
from organisations.documents import fonts, join, pdf, render
from organisations.documents import model as m
from organisations.documents.fetcher import AddressRefused, OwnFilesFetcher
from organisations.documents.identity import read_identifier
from tests.organisations import pdf_reading as read
from tests.organisations import sample_documents as sample

CREATED = datetime(2026, 12, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))
CODE = "K7Q2-9XWD-44TM-PZ31"
MM = 72 / 25.4


def rendered(document, **changes):
    facts = {"identifier": CODE, "title": "Báo cáo giai đoạn 2009-2015", "created": CREATED}
    return pdf.render_pdf(document, **(facts | changes))


def html(document):
    return pdf.document_html(document, identifier=CODE, title="Thử", created=CREATED)


@pytest.fixture(scope="module")
def report():
    return rendered(sample.report())


@pytest.fixture(scope="module")
def words(report):
    return read.words(report)


def place(words, *line):
    """Return the first word of a run of words on a page."""
    texts = [word.text for word in words]
    for start in range(len(texts)):
        if texts[start : start + len(line)] == list(line):
            return words[start]
    raise AssertionError(f"{line} is not on the page")


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


@pytest.mark.parametrize(
    ("last", "ending"),
    [
        (m.Paragraph("Xin báo cáo."), "Xin báo cáo./."),
        (m.Paragraph("Xin báo cáo./."), "Xin báo cáo./."),
        (m.Paragraph(("Cộng ", sample.figure("33", "A"))), "Cộng 33./."),
        (m.BulletList(("Một;", "Hai.")), "Hai./."),
        (sample.plan_table(), "./."),
    ],
)
def test_the_closing_sign_is_written_once_whatever_comes_last(last, ending):
    closed = m.closed((last,))[-1]
    parts = closed.items[-1] if isinstance(closed, m.BulletList) else closed.parts

    assert m.plain_text(parts) == ending


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


# Links and tags


def test_every_figure_is_covered_by_a_link_to_its_rows(report):
    expected = sorted(read.figures(sample.report()))

    assert len(expected) > 150
    assert sorted(read.linked_texts(report)) == expected


def test_chart_labels_read_row_by_row_beside_their_years(report):
    page = next(page for page in read.pages(report) if "Hình 01" in page)
    chart = page.partition("Số cuộc, lớp")[2]

    rows = [line.split() for line in chart.splitlines()]
    assert ["2009", "–", "–"] in rows
    assert ["2010", "9", "700"] in rows
    assert ["2014", "8", "580"] in rows


def test_chart_labels_stand_where_the_picture_ends_its_bars(words):
    page = next(page for page in words if any(word.text == "2010" for word in page[:20]))
    drawing = charts.drawing(sample.year_chart(), font="Tinos")
    left = (30 + 165 / 2) * MM - drawing.width / 2
    years = {word.text: word for word in page[:40] if word.text in sample.YEARS}

    for row, year in enumerate(sample.YEARS):
        for label in drawing.labels[2 * row : 2 * row + 2]:
            (word,) = [
                word
                for word in page
                if word.text == label.value.text
                and abs(word.left - left - label.x) < 1
                and abs(word.top - years[year].top) < 2
            ]
            assert word


def test_links_look_like_the_rest_of_the_page(report):
    with pikepdf.open(BytesIO(report)) as opened:
        borders = {
            int(annotation.BS.W)
            for page in opened.pages
            for annotation in page.obj.get("/Annots", ())
        }
    assert borders == {0}


def test_the_file_says_its_language_title_and_that_it_is_tagged(report):
    with pikepdf.open(BytesIO(report)) as opened:
        assert opened.Root.Lang == "vi"
        assert opened.Root.MarkInfo.Marked
        assert str(opened.docinfo.Title) == "Báo cáo giai đoạn 2009-2015"
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        kinds = {str(element.get("/S")) for element in _structure(opened.Root.StructTreeRoot)}
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Link", "/Figure", "/L"} <= kinds


def _structure(element):
    children = element.get("/K", ())
    for child in children if isinstance(children, pikepdf.Array) else ():
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _structure(child)


def test_a_figure_needs_an_address_that_a_printed_page_can_use():
    for address in ("javascript:alert(1)", "/so-lieu/x/", "", "file:///etc/passwd"):
        with pytest.raises(ValueError, match="absolute web address"):
            m.Figure("33", address)


# The model refuses nonsense


def test_a_table_with_a_hole_is_refused():
    columns = (m.Column(50), m.Column(50))
    with pytest.raises(ValueError, match="does not fill"):
        m.Table("Biểu", columns, (), (m.Row((m.Cell("một"),)),))
    with pytest.raises(ValueError, match="below the last row"):
        m.Table("Biểu", columns, (), (m.Row((m.Cell("a", rowspan=2), m.Cell("b"))),))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2026, 12, 20), "ngày 20 tháng 12 năm 2026"),
    ],
)
def test_dates_take_their_zeros_as_the_decree_says(day, words):
    assert m.long_date(day) == words


def test_a_number_below_ten_takes_a_zero():
    assert sample.letterhead(number="5").number_line == "Số: 05/BC-SCT"
    assert sample.letterhead(number="12").number_line == "Số: 12/BC-SCT"


def test_lettered_items_follow_the_vietnamese_alphabet():
    marks = [mark for mark, _ in m.NumberedList(("x",) * 6, lettered=True).marked_items]

    assert marks == ["a)", "b)", "c)", "d)", "đ)", "e)"]


# Identity


def test_the_same_document_gives_the_same_bytes(report):
    assert rendered(sample.report()) == report
    assert rendered(sample.report(), created=CREATED + timedelta(seconds=1)) != report


def test_the_code_is_read_back_also_after_an_update(report):
    assert read_identifier(report) == CODE
    assert read_identifier(_updated(report)) == CODE
    assert read_identifier(b"not a pdf") is None


def _updated(original):
    """Append an incremental update, as signing does: a new catalogue, everything else untouched."""
    with pikepdf.open(BytesIO(original)) as opened:
        number, size = opened.Root.objgen[0], int(opened.trailer.Size)
        catalogue = opened.Root.unparse(resolved=True)
        info = opened.trailer.Info.unparse()
        first_id = opened.trailer.ID[0].unparse()
    start = original.rindex(b"startxref")
    previous = int(original[start:].split()[1])
    body = b"\n%d 0 obj\n%s\nendobj\n" % (number, catalogue)
    xref = len(original) + len(body)
    return (
        original
        + body
        + b"".join(
            (
                b"xref\n%d 1\n%010d 00000 n \n" % (number, len(original) + 1),
                b"trailer\n<< /Size %d /Root %d 0 R /Info %s /ID [%s <00>] /Prev %d >>\n"
                % (size, number, info, first_id, previous),
                b"startxref\n%d\n%%%%EOF\n" % xref,
            )
        )
    )


@pytest.mark.parametrize("lost", ["info", "info and metadata"])
def test_the_code_survives_programs_that_drop_a_part_of_the_file(report, lost):
    saved = BytesIO()
    with pikepdf.open(BytesIO(report)) as opened:
        del opened.docinfo
        if lost == "info and metadata":
            del opened.Root.Metadata
        opened.save(saved)

    assert read_identifier(saved.getvalue()) == CODE


def _hostile(**entries):
    """A file with anything in the places where a code is looked for."""
    saved = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if "metadata" in entries:
            pdf.Root.Metadata = entries["metadata"](pdf)
        if "information" in entries:
            pdf.trailer.Info = pdf.make_indirect(entries["information"])
        pdf.save(saved, fix_metadata_version=False)
    return saved.getvalue()


@pytest.mark.parametrize(
    "entries",
    [
        {"metadata": lambda pdf: pikepdf.Array([1])},
        {"metadata": lambda pdf: pikepdf.String(f"sxsh-document:{CODE}")},
        {"information": pikepdf.Dictionary({"/sxshdocument": pikepdf.Array([1]), "/Keywords": 7})},
        {"information": pikepdf.Array([1, 2])},
    ],
)
def test_values_of_another_type_are_not_a_code(entries):
    assert read_identifier(_hostile(**entries)) is None


@pytest.mark.parametrize("ids", [b"[20000000000 1]", b"[[] 1]", b"[]", b"<< /A 1 >>", b"7"])
def test_a_file_identifier_of_another_type_is_not_a_code(ids):
    blank = _hostile()
    start, end = blank.index(b"/ID"), blank.index(b">>", blank.index(b"/ID"))
    written = blank[:start] + b"/ID " + ids + b" " + blank[blank.index(b"]", start) + 1 :]

    assert end > start
    assert read_identifier(written) is None


@pytest.mark.parametrize(("size", "found"), [(1_000, True), (50_000_000, False)])
def test_metadata_is_not_unpacked_without_end(size, found):
    keyword = f"sxsh-document:{CODE}".encode()
    packed = zlib.compress(keyword + b" " * size)

    def stream(pdf):
        return pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)

    body = _hostile(metadata=stream)
    assert (read_identifier(body) == CODE) is found


def test_a_file_of_somebody_else_has_no_code():
    saved = BytesIO()
    with pikepdf.new() as other:
        other.add_blank_page()
        other.save(saved)

    assert read_identifier(saved.getvalue()) is None


# Nothing from outside


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.png",
        "https://example.org/a.css",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "data:text/css,p{}",
        "static:../settings.py",
        "static:../../../etc/passwd",
        "static:/etc/passwd",
        "static:%2e%2e/fonts.py",
        "media:khong-co.png",
        "STATIC:document.css",
    ],
)
def test_the_fetcher_refuses_every_address_but_our_own(address):
    with pytest.raises(AddressRefused):
        OwnFilesFetcher().fetch(address)


def test_the_fetcher_gives_our_style_sheet_and_the_attachments_handed_in():
    fetcher = OwnFilesFetcher({"dau.png": b"PNG"})

    assert isinstance(fetcher, URLFetcher)
    assert b"Tinos" in fetcher.fetch("static:document.css").read()
    assert fetcher.fetch("media:dau.png").read() == b"PNG"


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/passwd">',
        '<img src="data:image/png;base64,AAAA">',
        "<style>@import url(http://127.0.0.1:9/x.css)</style>",
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<p style="background: url(https://127.0.0.1:9/x.png)">x</p>',
        "<style>@font-face { font-family: A; src: url(file:///etc/passwd) }</style><p>x</p>",
        '<svg width="9" height="9"><image width="9" height="9" href="file:///etc/passwd"/></svg>',
        '<object data="http://127.0.0.1:9/x.svg"></object>',
    ],
)
def test_a_page_that_calls_outside_is_not_rendered(markup):
    page = f'<html lang="vi"><title>Thử</title><body>{markup}</body></html>'
    with pytest.raises(pdf.AddressInDocumentRefused, match="địa chỉ bên ngoài"):
        pdf.html_to_pdf(page, identifier=CODE)


# Limits


def test_a_page_that_takes_too_long_ends_in_a_sentence(monkeypatch):
    monkeypatch.setattr(pdf, "TIME_LIMIT_SECONDS", 0.1)

    with pytest.raises(pdf.RenderingTooLong, match="đã dừng"):
        rendered(sample.cover_sheet())


def test_a_page_that_takes_too_much_memory_ends_in_a_sentence(monkeypatch):
    program = "import sys; from organisations.documents import render; "
    program += "render.MEMORY_LIMIT = 90 * 1024**2; sys.exit(render.main())"
    run = subprocess.run

    def starved(command, **options):
        return run([sys.executable, "-c", program], **options)

    monkeypatch.setattr(pdf.subprocess, "run", starved)
    with pytest.raises(pdf.DocumentTooLarge, match="quá lớn"):
        rendered(sample.report())


def test_without_the_document_font_nothing_is_rendered(monkeypatch):
    failed = subprocess.CompletedProcess([], render.FONT_MISSING, b"", b"")
    monkeypatch.setattr(pdf.subprocess, "run", lambda *_, **__: failed)

    with pytest.raises(pdf.DocumentFontMissing, match="fonts-croscore"):
        rendered(sample.cover_sheet())


def test_the_font_check_sees_a_missing_face(monkeypatch):
    assert fonts.document_font_available()

    monkeypatch.setattr(fonts, "FACES", (*fonts.FACES, "Tinos:lang=vi:weight=black"))
    assert not fonts.document_font_available()


def test_the_renderer_gets_no_secret_of_ours(monkeypatch):
    seen = {}
    monkeypatch.setenv("SECRET_KEY", "bí mật")
    monkeypatch.setattr(
        pdf.subprocess,
        "run",
        lambda *_, **options: (
            seen.update(options["env"]) or subprocess.CompletedProcess([], 0, b"%PDF", b"")
        ),
    )
    rendered(sample.cover_sheet())

    assert "PATH" in seen
    assert "SECRET_KEY" not in seen


# Other frames


def test_the_internal_sheet_warns_and_lies_down():
    sheet = rendered(sample.reconciliation_sheet())

    with pikepdf.open(BytesIO(sheet)) as opened:
        assert float(opened.pages[0].mediabox[2]) > 800
    assert "TÀI LIỆU NỘI BỘ – KHÔNG PHÁT HÀNH" in read.text(sheet)
    assert "CỘNG HÒA" not in read.text(sheet)


# Joining


@pytest.fixture(scope="module")
def front():
    return rendered(sample.cover_sheet(), variant=pdf.ARCHIVAL, identifier="FRONT-1234")


def joined(front, chapters):
    return join.join_pdfs(front, chapters, identifier="JOINED-1234", created=CREATED)


def test_joined_chapters_keep_their_links_and_get_one_bookmark_each(front, report, tmp_path):
    path = tmp_path / "ha-noi.pdf"
    path.write_bytes(report)
    whole = joined(front, [("Sở Công Thương Hà Nội", path), ("Chương hai", report)])

    assert sorted(read.linked_texts(whole)) == sorted(read.figures(sample.report()) * 2)
    with pikepdf.open(BytesIO(whole)) as opened, pikepdf.open(BytesIO(report)) as chapter:
        items = [
            (item.title, opened.pages.index(item.destination[0]))
            for item in opened.open_outline().root
        ]
        assert items == [("Sở Công Thương Hà Nội", 1), ("Chương hai", 1 + len(chapter.pages))]


def test_the_joined_file_is_archival_and_claims_no_tags(front, report):
    whole = joined(front, [("Một", report), ("Hai", report)])

    with pikepdf.open(BytesIO(whole)) as opened:
        metadata = opened.open_metadata()
        assert metadata.pdfa_status == "3U"
        assert "/OutputIntents" in opened.Root
        assert "/StructTreeRoot" not in opened.Root
        assert "/MarkInfo" not in opened.Root
        assert not any("/StructParents" in page.obj for page in opened.pages)
        annotations = [a for page in opened.pages for a in page.obj.get("/Annots", ())]
        assert not any("/StructParent" in annotation for annotation in annotations)
    assert read_identifier(whole) == "JOINED-1234"


def test_joining_at_another_time_gives_the_same_bytes(front, report):
    first = joined(front, [("Một", report)])
    time.sleep(1.1)  # a file's own random part is drawn from the clock's seconds

    assert joined(front, [("Một", report)]) == first


def test_a_signed_or_stamped_joined_file_is_still_known_by_its_own_code(front, report):
    saved = BytesIO()
    with pikepdf.open(BytesIO(joined(front, [("Một", report)]))) as opened:
        del opened.docinfo
        del opened.Root.Metadata
        opened.save(saved)

    assert read_identifier(saved.getvalue()) == "JOINED-1234"


def test_a_chapter_that_cannot_be_read_is_named(front):
    with pytest.raises(join.DocumentsNotJoined, match="Tập đoàn A"):
        joined(front, [("Tập đoàn A", b"%PDF-hong")])
