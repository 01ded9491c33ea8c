"""Beside a section's form: one writer at a time, remarks, last year's words, numbers typed in."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations import clock
from organisations.enums import Kind, Role
from organisations.tenancy import owner_login, use_tenant
from reports.models import Claim, Narrative, ReportVersion, SectionComment, SectionEditor
from reports.words import editing
from reports.words.typed_numbers import typed_numbers
from tests.factories import make_activity, make_member, make_narrative, make_report, make_round
from tests.reports.conftest import counted
from tests.reports.writing import SECTION, address, errors_of, rows, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(ours):
    return make_report(ours, make_round(year=2026, addressees=[ours]))


@pytest.fixture
def writer(client, officer):
    client.force_login(officer)
    return officer


@pytest.fixture
def colleague(officer):
    return make_member(role=Role.OFFICER, organisation=officer.access.organisation)


def take(report, person, page="trang-1", now=None):
    with use_tenant(person.access.tenant):
        return editing.take(report.pk, SECTION, page, access=person.access, now=now or clock.now())


def text_of(report):
    with owner_login():
        return Narrative.objects.get(report=report, section_key=SECTION).text


# Một người viết một mục


def test_who_comes_second_is_told_who_is_writing(client, writer, colleague, report):
    take(report, colleague)

    answer = client.post(address(report, "take", SECTION), {"page": "trang-2"}).json()
    page = client.get(address(report, "section", SECTION))
    listed = client.get(address(report, "sections"))

    assert f"{colleague} đang sửa mục này" in answer["colleague"]
    assert f"{colleague} đang sửa mục này" in page.context["notice"]
    assert f"{colleague} đang sửa, từ" in listed.content.decode()
    assert [row.editor_id for row in rows(SectionEditor, report)] == [colleague.pk]


def test_nothing_is_saved_beside_a_colleague_and_nothing_typed_is_lost(
    client, writer, colleague, report
):
    make_narrative(report, "Lời của đồng nghiệp")
    take(report, colleague)

    refused = write(client, report, "Lời của tôi")

    assert "đang sửa mục này" in errors_of(refused)["__all__"][0]
    assert refused.context["form"]["text"].value() == "Lời của tôi"
    assert text_of(report) == "Lời của đồng nghiệp"


def test_a_lease_lapses_and_is_renewed_by_its_own_page(officer, colleague, report):
    noon = dt.datetime(2026, 12, 1, 5, tzinfo=dt.UTC)
    last = editing.LEASE - dt.timedelta(microseconds=1)

    assert take(report, colleague, now=noon) is None
    assert take(report, officer, now=noon + last) is not None
    assert take(report, colleague, now=noon + last) is None
    assert take(report, officer, now=noon + 2 * last) is not None
    assert take(report, officer, now=noon + last + editing.LEASE) is None
    (row,) = rows(SectionEditor, report)
    assert (row.editor_id, row.since) == (officer.pk, noon + last + editing.LEASE)


def test_a_page_that_closes_leaves_and_an_older_one_takes_nothing_away(officer, report):
    take(report, officer, "trang cũ")
    take(report, officer, "trang mới")
    for page, left in (("trang cũ", 1), ("trang mới", 0)):
        with use_tenant(officer.access.tenant):
            editing.leave(report.pk, SECTION, page, access=officer.access)
        assert len(rows(SectionEditor, report)) == left, page


def test_the_lease_is_of_one_section(client, writer, colleague, report):
    take(report, colleague)

    write(client, report, "Mục khác", section="ho_tro_ky_thuat")

    with owner_login():
        stored = Narrative.objects.get(report=report)
    assert (stored.section_key, stored.text) == ("ho_tro_ky_thuat", "Mục khác")


def test_a_neighbour_and_the_ministry_reach_neither_leases_nor_remarks(client, colleague, report):
    take(report, colleague)
    for kind in (Kind.DEPARTMENT, Kind.MINISTRY):
        stranger = make_member(kind)
        client.force_login(stranger)
        assert client.post(address(report, "take", SECTION)).status_code == 404
        assert client.post(address(report, "leave", SECTION)).status_code == 404
        sent = client.post(address(report, "comment", SECTION), {"text": "Xin chào"})
        assert sent.status_code == 404
        with use_tenant(stranger.access.tenant):
            assert not SectionEditor.objects.visible_to(stranger.access).exists()
    assert len(rows(SectionEditor, report)) == 1


# Ý kiến


def comment(client, report, text="Thiếu số của huyện"):
    return client.post(address(report, "comment", SECTION), {"text": text}, follow=True)


def test_a_remark_waits_until_somebody_settles_it(client, writer, colleague, report):
    comment(client, report)
    comment(client, report)
    client.force_login(colleague)
    listed = client.get(address(report, "sections")).content.decode()
    (row,) = rows(SectionComment, report)
    page = client.post(
        reverse("reports:words:settle_comment", args=[report.code, row.pk]), follow=True
    )

    assert "1 ý kiến chưa giải quyết" in listed
    assert f"{colleague} đã giải quyết" in page.content.decode()
    (row,) = rows(SectionComment, report)
    assert (row.written_by_id, row.settled_by_name) == (writer.pk, str(colleague))
    assert "chưa giải quyết" not in client.get(address(report, "sections")).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 2_001])
def test_a_remark_says_something_and_not_too_much(client, writer, report, text):
    page = comment(client, report, text)

    assert "Ý kiến phải có nội dung" in page.content.decode()
    assert rows(SectionComment, report) == []


# Năm trước


def test_last_years_words_stand_beside_with_last_years_numbers(client, writer, ours):
    last, this = (
        make_report(ours, make_round(year=year, addressees=[ours])) for year in (2025, 2026)
    )
    make_activity(ours, event_count=7, held_on=dt.date(2025, 6, 1))
    make_narrative(last, "Đã tổ chức {{TT-01}} cuộc.\n- Một việc nữa")
    version = counted(last, writer)
    unsent = client.get(address(this, "section", SECTION)).context["before"]
    with owner_login():
        ReportVersion.objects.filter(pk=version.pk).update(
            is_submitted=True, state="submitted", compiled_at=clock.now()
        )

    page = client.get(address(this, "section", SECTION))

    assert unsent is None
    assert page.context["before"].paragraphs == ["Đã tổ chức 7 cuộc.", "Một việc nữa"]
    assert "{{TT-01}} cuộc" in page.context["before"].typed


# Số gõ tay


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Tổ chức 33 lớp, trên 2.500 lượt người.", [("33 lớp", 33, "TT-01", "="),
                                                    ("trên 2.500 lượt người", 2500, "TT-02", ">")]),
        ("khoảng 1.234.567 lượt đại biểu", [
            ("khoảng 1.234.567 lượt đại biểu", 1234567, "TT-02", "≈")]),
        ("Đã có 150 đại biểu dự", [("150 đại biểu", 150, "TT-02", "=")]),
        ("Năm 2026 lớp học mở {{TT-01}} lớp", [("2026 lớp", 2026, "TT-01", "=")]),
        ("{{TT-01}} lớp, Quyết định 33/QĐ-UBND, lớp 12, 5 lớpx, 1.5 lớp", []),
    ],
)  # fmt: skip
def test_numbers_are_found_by_what_they_count(text, read):
    found = [(n.phrase, n.value, n.indicator, n.comparator) for n in typed_numbers(text)]

    assert found == read


@pytest.fixture
def typed(client, writer, ours, report):
    """A section with two numbers typed in; the log has nine classes."""
    make_activity(ours, event_count=9, attendance_count=300, held_on=dt.date(2026, 3, 2))
    counted(report, writer)
    return write(client, report, "Đã tổ chức 33 lớp, 300 lượt người tham dự.")


def test_typed_numbers_are_held_against_the_log_when_they_are_saved(client, typed, report):
    assert typed["Location"].endswith(f"/{SECTION}/#typed-numbers")
    found = client.get(address(report, "section", SECTION)).context["typed"]

    assert [(row.typed.phrase, row.counted, row.verdict) for row in found] == [
        ("33 lớp", 9, "claim_exceeds_log"),
        ("300 lượt người tham dự", 300, "match"),
    ]


def replace(client, report, at, phrase, **more):
    sent = {"at": at, "phrase": phrase} | more
    return client.post(address(report, "typed_number", SECTION), sent, follow=True)


def test_a_typed_number_becomes_a_code_or_a_claim(client, typed, report):
    replace(client, report, 11, "33 lớp")
    replace(client, report, 26, "300 lượt người tham dự", as_claim="yes")

    (claim,) = rows(Claim, report)
    assert (claim.verbatim, claim.value, claim.comparator) == ("300 lượt người tham dự", 300, "=")
    assert text_of(report) == f"Đã tổ chức {{{{TT-01}}}} lớp, {{{{claim:{claim.key}}}}}."


@pytest.mark.parametrize(
    ("at", "phrase"), [(12, "33 lớp"), (11, "34 lớp"), ("", "33 lớp"), ("-1", "33 lớp")]
)
def test_a_number_that_is_no_longer_there_is_not_replaced(client, typed, report, at, phrase):
    before = text_of(report)

    page = replace(client, report, at, phrase)

    assert "Chưa thay: lời văn đã được sửa" in page.content.decode()
    assert text_of(report) == before


def test_nobody_replaces_numbers_beside_a_colleague(client, typed, colleague, report):
    take(report, colleague)
    before = text_of(report)

    page = replace(client, report, 11, "33 lớp")

    assert "đang sửa mục này" in page.content.decode()
    assert text_of(report) == before


@pytest.mark.parametrize("count", [1, 3, 200])
def test_a_section_with_many_remarks_costs_as_many_queries(
    client, writer, ours, report, count, django_assert_num_queries
):
    with owner_login():
        SectionComment.objects.bulk_create(
            SectionComment(
                owner=ours,
                report=report,
                section_key=SECTION,
                text=f"Ý kiến {number}",
                written_by_name="Ai đó",
                written_at=clock.now(),
            )
            for number in range(count)
        )
    client.get(address(report, "section", SECTION))
    with django_assert_num_queries(QUERIES_OF_A_SECTION):
        client.get(address(report, "section", SECTION))


QUERIES_OF_A_SECTION = 21
