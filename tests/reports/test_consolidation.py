"""The Ministry's collected file: submitted versions alone, who is missing, who was late."""

import datetime as dt
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from organisations import files
from organisations.enums import Kind, Role
from organisations.models import Job
from organisations.tenancy import owner_login, use_tenant
from reports import actions
from reports.enums import DocumentKind
from reports.models import Consolidation, ConsolidationPart, Document, Receipt
from reports.national import annex
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
from tests.reports.conftest import compiled

pytestmark = pytest.mark.django_db
IN_TIME, LATE = "2015-12-20T08:00:00+07:00", "2016-01-05T09:00:00+07:00"


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


@pytest.fixture
def units():
    """Three that owe: two departments and a corporation, each with its head."""
    kinds = (Kind.DEPARTMENT, Kind.CORPORATION, Kind.DEPARTMENT)
    names = ("A Sở thứ nhất", "B Tổng công ty", "C Sở chưa gửi")
    return [
        make_member(role=Role.HEAD, organisation=make_organisation(kind, name=name))
        for kind, name in zip(kinds, names, strict=True)
    ]


@pytest.fixture
def round_(units):
    return make_round(year=2015, addressees=[person.access.organisation for person in units])


def set_clock(instant):
    with owner_login(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM app.clock")
        cursor.execute("INSERT INTO app.clock (fixed) VALUES (%s)", [instant])


def report_of(person, round_):
    ours = person.access.organisation
    make_activity(ours, year=2015, event_count=3, attendance_count=70)
    return make_report(ours, round_)


def send(person, report, instant=IN_TIME):
    set_clock(instant)
    version = take_through_approval(compiled(report, person), person)
    with use_tenant(person.access.tenant):
        actions.submit_report(version.pk, access=person.access, seen=seen_by_the_head(version))
    return version


def collect(ministry, round_):
    """What the worker does after the button."""
    with use_tenant(ministry.access.tenant):
        job = actions.request_consolidation(
            round_, access=ministry.access, now=dt.datetime(2016, 1, 6, tzinfo=dt.UTC)
        )
        actions.run_consolidation(job.pk)
        return Consolidation.objects.get(pk=job.subject_id)


def parts_of(collected):
    with owner_login():
        parts = ConsolidationPart.objects.filter(consolidation=collected).order_by("ordinal")
        return list(parts.values_list("version", flat=True))


def front_of(ministry, round_, monkeypatch):
    """(the collected file, the words of its front)."""
    drawn = []
    render = annex.render_pdf

    def remember(document, **options):
        drawn.append(document)
        return render(document, **options)

    monkeypatch.setattr(annex, "render_pdf", remember)
    collected = collect(ministry, round_)
    (cover,) = drawn
    return collected, cover


def said(block):
    if hasattr(block, "items"):
        return ["".join(item) for item in block.items]
    if hasattr(block, "rows"):
        return [["".join(cell.parts) for cell in row.cells] for row in block.rows]
    return "".join(block.parts)


# What is in


def test_the_file_has_a_chapter_for_each_unit_that_sent(units, round_, ministry):
    """With all of its pages: bookmarks, links and identifier survive the joining."""
    report = report_of(units[0], round_)
    version = send(units[0], report)

    collected = collect(ministry, round_)

    with owner_login():
        body = files.path_of(collected.documents.get().sha256).read_bytes()
        chapter = files.path_of(version.documents.get(kind=DocumentKind.REPORT).sha256).read_bytes()
    addresses = [link.uri for link in pdf_reading.links(body)]
    assert addresses == [link.uri for link in pdf_reading.links(chapter)]
    assert len(addresses) > 5
    assert all(f"/so-lieu/{report.code}.1." in address for address in addresses)
    with pikepdf.open(BytesIO(body)) as pdf, pdf.open_outline() as outline:
        (bookmark,) = outline.root
        assert bookmark.title == "A Sở thứ nhất"
        assert len(bookmark.children) > 3
    front = pdf_reading.pages(body)[0]
    assert "TẬP BÁO CÁO CỦA CÁC ĐƠN VỊ" in front
    assert "1/3 đơn vị" in front
    assert "C Sở chưa gửi" in front
    assert collected.public_code in pdf_reading.run("pdfinfo", "-", pdf=body)


def test_missing_units_are_named_and_late_ones_marked(
    units, round_, ministry, blank_pages, monkeypatch
):
    first, second = report_of(units[0], round_), report_of(units[1], round_)
    send(units[0], first, IN_TIME)
    send(units[1], second, LATE)
    compiled(report_of(units[2], round_), units[2])

    _collected, cover = front_of(ministry, round_, monkeypatch)

    intro, table, missing_head, missing = [said(block) for block in cover.body]
    assert "2/3 đơn vị" in intro
    assert table == [
        ["1", "A Sở thứ nhất", f"PTN-{first.code}-1", "08:00 ngày 20/12/2015", "đúng hạn", "2"],
        ["2", "B Tổng công ty", f"PTN-{second.code}-1", "09:00 ngày 05/01/2016", "nộp chậm", "3"],
    ]
    assert missing_head == "Đơn vị chưa gửi báo cáo:"
    assert missing == ["C Sở chưa gửi;"]


def test_nobody_is_missing_when_all_have_sent(units, round_, ministry, blank_pages, monkeypatch):
    for person in units:
        send(person, report_of(person, round_))

    _collected, cover = front_of(ministry, round_, monkeypatch)

    assert said(cover.body[-1]) == "Không có đơn vị nào chưa gửi báo cáo."


def test_a_round_that_nobody_answered_gives_a_front_alone(
    units, round_, ministry, blank_pages, monkeypatch
):
    collected, cover = front_of(ministry, round_, monkeypatch)

    assert "0/3 đơn vị" in said(cover.body[0])
    assert len(said(cover.body[-1])) == 3
    assert parts_of(collected) == []


def test_only_submitted_versions_enter_and_the_newest_of_them(
    units, round_, ministry, blank_pages, monkeypatch
):
    person = units[0]
    report = report_of(person, round_)
    send(person, report, IN_TIME)
    make_activity(report.owner, year=2015)
    second = send(person, report, LATE)
    make_activity(report.owner, year=2015)
    draft = compiled(report, person)

    collected, cover = front_of(ministry, round_, monkeypatch)

    assert (parts_of(collected), draft.number) == ([second.pk], 3)
    # The second version's receipt, at the first one's time.
    (line,) = said(cover.body[1])
    receipt = f"PTN-{report.code}-1, đã thay bằng bản 2"
    assert line[2:] == [receipt, "08:00 ngày 20/12/2015", "đúng hạn", "2"]


def test_another_round_is_another_file(units, round_, ministry, blank_pages):
    person = units[0]
    send(person, report_of(person, round_))
    other = make_round(year=2014, addressees=[person.access.organisation])
    theirs = send(person, make_report(person.access.organisation, other, is_nil=True))

    assert parts_of(collect(ministry, other)) == [theirs.pk]


def test_collecting_again_is_a_second_file_and_the_first_stays(
    units, round_, ministry, blank_pages
):
    send(units[0], report_of(units[0], round_))
    first = collect(ministry, round_)
    send(units[1], report_of(units[1], round_))

    second = collect(ministry, round_)

    assert (first.number, second.number) == (1, 2)
    assert (len(parts_of(first)), len(parts_of(second))) == (1, 2)
    assert first.digest != second.digest
    with owner_login():
        assert Document.objects.filter(consolidation__round=round_).count() == 2


def test_asking_twice_before_it_is_done_is_one_file(units, round_, ministry, blank_pages):
    now = dt.datetime(2016, 1, 6, tzinfo=dt.UTC)
    with use_tenant(ministry.access.tenant):
        jobs = {
            actions.request_consolidation(round_, access=ministry.access, now=now).pk
            for _ in range(2)
        }

    assert len(jobs) == 1
    with owner_login():
        assert Consolidation.objects.count() == 1


def test_a_draft_cannot_be_put_into_it_by_hand(units, round_, ministry, blank_pages):
    draft = compiled(report_of(units[0], round_), units[0])
    collected = collect(ministry, round_)

    with use_tenant(ministry.access.tenant), pytest.raises(Exception, match="Chỉ tổng hợp"):
        ConsolidationPart.objects.create(consolidation=collected, version_id=draft.pk, ordinal=1)


# Who


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.CORPORATION, Kind.SUPPORT])
def test_only_the_ministry_collects(client, round_, kind):
    person = make_member(kind, Role.HEAD)
    client.force_login(person)

    response = client.post(reverse("reports:consolidate", args=[round_.code]))

    assert response.status_code == 403
    with use_tenant(person.access.tenant), pytest.raises(PermissionDenied):
        actions.request_consolidation(round_, access=person.access, now=None)
    with owner_login():
        assert not Job.objects.exists()


def test_a_reader_at_the_ministry_does_not_collect(client, round_):
    client.force_login(make_member(Kind.MINISTRY, Role.VIEWER))

    assert client.post(reverse("reports:consolidate", args=[round_.code])).status_code == 403


def test_the_ministry_downloads_it_and_nobody_else(client, units, round_, ministry, blank_pages):
    send(units[0], report_of(units[0], round_))
    collected = collect(ministry, round_)
    with owner_login():
        stored = collected.documents.get()
    url = reverse("reports:document", args=[stored.pk])
    client.force_login(ministry)

    assert client.get(url).getvalue() == files.path_of(stored.sha256).read_bytes()
    assert url in client.get(round_.get_absolute_url()).content.decode()
    for person in units:
        client.force_login(person)
        assert client.get(url).status_code == 404
        assert url not in client.get(round_.get_absolute_url()).content.decode()


def status_of(client, url):
    """Read to the end, so that the file is closed."""
    response = client.get(url)
    response.getvalue()
    return response.status_code


def test_the_reconciliation_sheet_stays_with_its_unit(client, units, round_, ministry, blank_pages):
    report = report_of(units[0], round_)
    version = send(units[0], report)
    with owner_login():
        urls = {document.kind: document.get_absolute_url() for document in version.documents.all()}
    sheet_page = reverse("reports:reconciliation", args=[report.code])

    def answers(person):
        client.force_login(person)
        return [status_of(client, urls[kind]) for kind in ("report", "reconciliation")]

    assert answers(units[0]) == [200, 200]
    assert answers(ministry) == [200, 404]
    assert answers(units[1]) == [404, 404]
    assert client.get(sheet_page).status_code == 404
    with use_tenant(ministry.access.tenant):
        assert set(Document.objects.values_list("kind", flat=True)) == {DocumentKind.REPORT}
    with owner_login():  # the first lock, without the second
        seen = Document.objects.visible_to(ministry.access).values_list("kind", flat=True)
        assert set(seen) == {DocumentKind.REPORT}
    with use_tenant(ministry.access.tenant):
        assert Receipt.objects.count() == 1


def test_the_ministry_has_no_page_of_verdicts(client, units, round_, ministry, blank_pages):
    report = report_of(units[0], round_)
    send(units[0], report)
    client.force_login(ministry)

    page = client.get(report.get_absolute_url())

    assert page.status_code == 200
    assert reverse("reports:reconciliation", args=[report.code]) not in page.content.decode()
    assert client.get(reverse("reports:reconciliation", args=[report.code])).status_code == 404
