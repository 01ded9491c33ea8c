"""What lies under the words of a PDF: links to the rows, tags, and the code it is known by."""

import zlib
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest

from organisations import charts
from organisations.documents import pdf
from organisations.documents.identity import read_identifier
from organisations.documents.renderer import Renderer
from tests.organisations import pdf_reading as read
from tests.organisations import sample_documents as sample
from tests.organisations.rendering import CODE, CREATED, MM, rendered, report_pdf


@pytest.fixture(scope="module")
def report():
    return report_pdf()


@pytest.fixture(scope="module")
def words(report):
    return read.words(report)


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


# Identity


def test_the_same_document_gives_the_same_bytes_in_any_process(report, monkeypatch):
    monkeypatch.setattr(pdf, "renderer", Renderer())

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
