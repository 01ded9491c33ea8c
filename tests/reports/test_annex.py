"""The joined file: its contents name real pages, and what is attached is what was sent."""

import datetime as dt
import hashlib
import json
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as WordDocument
from python_calamine import CalamineWorkbook

from organisations import files
from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login, use_tenant
from reports import actions, consolidation
from reports.enums import DocumentKind, Nature
from reports.models import Consolidation, Figure, OutgoingDocument, ReportVersion
from reports.national import annex
from reports.national.synthesis import freeze_synthesis
from reports.outgoing import actions as outgoing
from tests.factories import (
    make_activity,
    make_member,
    make_organisation,
    make_report,
    make_round,
    seen_by_the_head,
    take_through_approval,
)
from tests.organisations import pdf_reading
from tests.reports.conftest import compiled, silent

pytestmark = pytest.mark.django_db
STARTED = dt.datetime(2026, 12, 30, tzinfo=dt.UTC)


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


@pytest.fixture
def units():
    named = ((Kind.DEPARTMENT, "A Sở thứ nhất"), (Kind.CORPORATION, "B Tổng công ty"))
    return [
        make_member(role=Role.HEAD, organisation=make_organisation(kind, name=name))
        for kind, name in named
    ]


@pytest.fixture
def round_(units):
    return make_round(year=2026, addressees=[person.access.organisation for person in units])


def approved(person, round_, **fields):
    version = compiled(make_report(person.access.organisation, round_, **fields), person)
    return take_through_approval(version, person)


def sign(version, person):
    """The bytes of a signed copy: the printed report and something behind it."""
    with owner_login():
        ours = files.path_of(version.documents.get(kind=DocumentKind.REPORT).sha256).read_bytes()
    signed = ours + b"\n% signed outside\n"
    told = OutgoingDocument(
        version=version,
        number=5,
        symbol="BC-SCT",
        signed_on=dt.date(2026, 12, 20),
        signer="Nguyễn Văn A",
        position="Giám đốc",
    )
    with use_tenant(person.access.tenant):
        outgoing.write_number(version.pk, told, access=person.access)
        file = SimpleUploadedFile("ban-ky.pdf", signed)
        outgoing.take_copy(version.pk, file, access=person.access)
    return signed


def send(version, person):
    with use_tenant(person.access.tenant):
        actions.submit_report(version.pk, access=person.access, seen=seen_by_the_head(version))


def requested(ministry, round_):
    with use_tenant(ministry.access.tenant):
        return actions.request_consolidation(round_, access=ministry.access, now=STARTED)


def collect(ministry, round_):
    job = requested(ministry, round_)
    with use_tenant(ministry.access.tenant):
        actions.run_consolidation(job.pk)
        return Consolidation.objects.get(pk=job.subject_id)


def synthesis(collected):
    with owner_login():
        return ReportVersion.objects.get(consolidation=collected)


def stored(version_or_collected, kind):
    with owner_login():
        document = version_or_collected.documents.current().get(kind=kind)
    return files.path_of(document.sha256, DocumentKind(kind).suffix).read_bytes()


# What the joined file holds


def test_its_contents_name_the_pages_and_the_digests_of_its_chapters(units, round_, ministry):
    make_activity(units[0].access.organisation, held_on=dt.date(2026, 3, 1), attendance_count=30)
    versions = [approved(units[0], round_), approved(units[1], round_, is_nil=True)]
    signed = sign(versions[0], units[0])
    for version, person in zip(versions, units, strict=True):
        send(version, person)

    collected = collect(ministry, round_)

    body = stored(collected, DocumentKind.CONSOLIDATED)
    pages = pdf_reading.pages(body)
    with pikepdf.open(BytesIO(body)) as pdf:
        begins = {
            item.title: pdf.pages.index(item.destination[0]) + 1 for item in pdf.open_outline().root
        }
        attached = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    told = json.loads(attached[f"danh-sach-bao-cao-{round_.code}.json"])
    assert {each["don_vi"]: each["trang_dau"] for each in told} == begins
    assert told[0]["trang_dau"] + told[0]["so_trang"] == told[1]["trang_dau"]
    assert told[1]["trang_dau"] + told[1]["so_trang"] == len(pages) + 1
    chapters = [stored(version, DocumentKind.REPORT) for version in versions]
    assert [each["sha256_tep"] for each in told] == [
        hashlib.sha256(chapter).hexdigest() for chapter in chapters
    ]
    for unit, page in begins.items():
        (line,) = [line for line in pages[0].splitlines() if unit in line]
        assert line.split()[-1] == str(page)
    copies = {name: file for name, file in attached.items() if name.startswith("ban-ky")}
    assert copies == {f"ban-ky-01-{told[0]['bao_cao']}.pdf": signed}


def test_the_tables_attached_are_those_of_the_synthesis(units, round_, ministry, blank_pages):
    make_activity(units[0].access.organisation, held_on=dt.date(2026, 3, 1), attendance_count=30)
    send(approved(units[0], round_), units[0])

    collected = collect(ministry, round_)

    with pikepdf.open(BytesIO(stored(collected, DocumentKind.CONSOLIDATED))) as pdf:
        tables = pdf.attachments[f"bieu-tong-hop-{round_.code}.xlsx"].get_file().read_bytes()
    book = CalamineWorkbook.from_filelike(BytesIO(tables))
    told = {
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    }
    with owner_login():
        counted = Figure.objects.filter(
            version__consolidation=collected, nature=Nature.COUNTED, source_id__isnull=True
        )
        codes = {row.code for row in counted.select_related("version", "indicator")}
    assert codes & told


def test_a_signed_copy_for_which_there_is_no_room_is_named(
    units, round_, ministry, blank_pages, monkeypatch
):
    version = approved(units[0], round_, is_nil=True)
    signed = sign(version, units[0])
    send(version, units[0])
    monkeypatch.setattr(annex, "MOST_SIGNED", len(signed) - 1)
    covers, draw = [], annex.render_pdf

    def remember(document, **options):
        covers.append(document)
        return draw(document, **options)

    monkeypatch.setattr(annex, "render_pdf", remember)

    collected = collect(ministry, round_)

    with pikepdf.open(BytesIO(stored(collected, DocumentKind.CONSOLIDATED))) as pdf:
        assert not [name for name in pdf.attachments if name.startswith("ban-ky")]
    assert ["".join(item) for item in covers[0].body[-1].items] == ["A Sở thứ nhất;"]


def test_progress_names_each_chapter(units, round_, ministry, blank_pages):
    for person in units:
        send(approved(person, round_, is_nil=True), person)
    job = requested(ministry, round_)
    steps = []

    with use_tenant(ministry.access.tenant):
        consolidation.consolidate(
            job.subject_id,
            access=ministry.access,
            progress=lambda step, done, total: steps.append(step),
        )

    assert [step for step in steps if ":" in step] == [
        "Ghép các báo cáo: 1/2, A Sở thứ nhất",
        "Ghép các báo cáo: 2/2, B Tổng công ty",
    ]


# The synthesis beside it


def test_the_synthesis_in_word_says_what_the_pdf_says(units, round_, ministry, client):
    make_activity(units[0].access.organisation, held_on=dt.date(2026, 3, 1), attendance_count=4321)
    send(approved(units[0], round_), units[0])

    version = synthesis(collect(ministry, round_))

    word = WordDocument(BytesIO(stored(version, DocumentKind.WORD)))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    printed = "".join(pdf_reading.pages(stored(version, DocumentKind.REPORT)))
    assert "4.321" in printed
    assert any("4.321" in cell for cell in cells)


def test_a_worker_killed_before_the_end_leaves_one_synthesis_and_one_file(
    units, round_, ministry, blank_pages, monkeypatch
):
    """Drawn and not stored: the next attempt draws the same version again."""
    send(approved(units[0], round_, is_nil=True), units[0])
    job = requested(ministry, round_)

    def killed(*arguments, **words):
        raise SystemExit

    with monkeypatch.context() as patch, use_tenant(ministry.access.tenant):
        patch.setattr(consolidation, "write_annex", killed)
        with pytest.raises(SystemExit):
            consolidation.consolidate(job.subject_id, access=ministry.access, progress=silent)
    with use_tenant(ministry.access.tenant):
        consolidation.consolidate(job.subject_id, access=ministry.access, progress=silent)

    with owner_login():
        collected = Consolidation.objects.get(pk=job.subject_id)
        (version,) = ReportVersion.objects.filter(consolidation=collected)
        assert version.is_submitted
        assert collected.documents.current().count() == 1
        kinds = version.documents.current().values_list("kind", flat=True)
        assert sorted(kinds) == sorted({*kinds})


def test_a_synthesis_drawn_again_elsewhere_is_not_frozen(units, round_, ministry, blank_pages):
    send(approved(units[0], round_, is_nil=True), units[0])
    version = synthesis(collect(ministry, round_))

    with use_tenant(ministry.access.tenant), pytest.raises(ActionRefused, match="lập lại ở nơi"):
        freeze_synthesis(version, access=ministry.access)


# In time, year by year


def test_timeliness_is_shown_beside_that_of_the_years_before(units, ministry, blank_pages):
    owing = [person.access.organisation for person in units]
    before = make_round(year=2025, addressees=owing)
    send(approved(units[0], before, is_nil=True), units[0])
    now = make_round(year=2026, addressees=owing)
    for person in units:
        send(approved(person, now, is_nil=True), person)

    version = synthesis(collect(ministry, now))

    with owner_login():
        rows = Figure.objects.filter(version=version, nature=Nature.YEARS)
        told = {
            (row.year, row.indicator.code): row.printed for row in rows.select_related("indicator")
        }
    assert (told[2025, "TH-01"], told[2025, "TH-02"]) == ("2", "1")
    assert (told[2026, "TH-01"], told[2026, "TH-02"]) == ("2", "2")


def test_the_first_year_has_nothing_to_be_compared_with(units, round_, ministry, blank_pages):
    send(approved(units[0], round_, is_nil=True), units[0])

    version = synthesis(collect(ministry, round_))

    with owner_login():
        assert not Figure.objects.filter(version=version, nature=Nature.YEARS).exists()
