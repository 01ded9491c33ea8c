"""Rendering takes nothing from outside, ends in time, and joins what it made."""

import time
from io import BytesIO

import pikepdf
import pytest
from weasyprint.urls import URLFetcher

from organisations.documents import fonts, join, pdf
from organisations.documents.fetcher import AddressRefused, OwnFilesFetcher
from organisations.documents.identity import read_identifier
from tests.organisations import pdf_reading as read
from tests.organisations import sample_documents as sample
from tests.organisations import sample_frames
from tests.organisations.rendering import CODE, CREATED, altered, rendered, report_pdf


@pytest.fixture(scope="module")
def report():
    return report_pdf()


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
    monkeypatch.setattr(pdf, "TIME_LIMIT_SECONDS", 0.01)

    with pytest.raises(pdf.RenderingTooLong, match="đã dừng"):
        rendered(sample_frames.cover_sheet())


def test_a_page_that_takes_too_much_memory_ends_in_a_sentence(monkeypatch):
    monkeypatch.setattr(pdf, "renderer", altered("render.MEMORY_LIMIT = 90 * 1024**2"))

    with pytest.raises(pdf.DocumentTooLarge, match="quá lớn"):
        rendered(sample.report())


def test_without_the_document_font_nothing_is_rendered(monkeypatch):
    missing = "fonts.FACES = ('Tinos:lang=vi:weight=black',)"
    monkeypatch.setattr(pdf, "renderer", altered(missing))

    with pytest.raises(pdf.DocumentFontMissing, match="fonts-croscore"):
        rendered(sample_frames.cover_sheet())


def test_the_font_check_sees_a_missing_face(monkeypatch):
    assert fonts.document_font_available()

    monkeypatch.setattr(fonts, "FACES", (*fonts.FACES, "Tinos:lang=vi:weight=black"))
    assert not fonts.document_font_available()


# Other frames


def test_the_internal_sheet_warns_and_lies_down():
    sheet = rendered(sample_frames.reconciliation_sheet())

    with pikepdf.open(BytesIO(sheet)) as opened:
        assert float(opened.pages[0].mediabox[2]) > 800
    assert "TÀI LIỆU NỘI BỘ – KHÔNG PHÁT HÀNH" in read.text(sheet)
    assert "CỘNG HÒA" not in read.text(sheet)


# Joining


@pytest.fixture(scope="module")
def front():
    return rendered(sample_frames.cover_sheet(), variant=pdf.ARCHIVAL, identifier="FRONT-1234")


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


def sections(item, opened):
    """[(title, page)] of the bookmarks beneath one."""
    return [(child.title, opened.pages.index(child.destination[0])) for child in item.children]


def test_a_chapter_keeps_its_own_bookmarks_beneath_its_name(front, report):
    with pikepdf.open(BytesIO(report)) as chapter, chapter.open_outline() as outline:
        (title,) = outline.root
        own = sections(title, chapter)
    assert len(own) > 2

    with pikepdf.open(BytesIO(joined(front, [("Một", report)]))) as opened:
        (bookmark,) = opened.open_outline().root
        assert sections(bookmark, opened) == [(words, page + 1) for words, page in own]


def test_every_page_is_stamped_in_its_lower_margin_and_nothing_else_changes(front, report):
    plain = joined(front, [("Một", report)])
    stamped = join.join_pdfs(
        front, [("Một", report)], identifier="JOINED-1234", created=CREATED, stamp="Tập kỳ 2015"
    )

    pages, before = read.pages(stamped), read.pages(plain)
    for number, (page, old) in enumerate(zip(pages, before, strict=True), start=1):
        words = f"Tập kỳ 2015 · trang {number}/{len(pages)}"
        assert words in page
        assert page.replace(words, "").split() == old.split()


def test_what_is_attached_lies_in_the_file_as_it_was(front, report, tmp_path):
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(report + b"% signed")
    data = join.Attached("so-lieu.json", b"[1]", "application/json", "Số liệu", "/Data")
    copy = join.Attached("ban-ky.pdf", signed, "application/pdf", "Bản ký của Sở", "/Source")
    whole = join.join_pdfs(
        front,
        [("Một", report)],
        identifier="JOINED-1234",
        created=CREATED,
        attached=[data, copy],
    )

    with pikepdf.open(BytesIO(whole)) as opened:
        kept = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
        assert kept == {"so-lieu.json": b"[1]", "ban-ky.pdf": signed.read_bytes()}
        relations = [str(specification.AFRelationship) for specification in opened.Root.AF]
        assert relations == ["/Data", "/Source"]


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
