"""The register of requests: what units asked, what was done, what next year's report says."""

import datetime as dt
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from python_calamine import CalamineWorkbook

from organisations import clock
from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.models import Organisation
from organisations.tenancy import owner_login, use_tenant
from reports import actions
from reports.content import Content
from reports.models import Fact, Figure, Request, RequestStep
from reports.requested.actions import deal_with
from reports.requested.register import requests_sent
from reports.requested.reminders import due_reminders
from reports.sources import words
from tests.factories import make_member, make_report, make_round, seen_by_the_head
from tests.reports.conftest import approved, counted
from tests.reports.writing import errors_of, rows, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_pages")]
REGISTER = "reports:requested:register"
ANSWER = {
    "document_number": "1234/BCT-TKNL",
    "document_on": "20/03/2026",
    "document_issuer": "Bộ Công Thương",
    "answer": "Đã giao Vụ soạn cơ chế.",
}


@pytest.fixture
def ministry():
    with owner_login():
        only = Organisation.objects.get(kind=Kind.MINISTRY)
    return make_member(Kind.MINISTRY, organisation=only)


@pytest.fixture
def report(ours):
    return make_report(ours, make_round(year=2025, addressees=[ours]), is_nil=True)


def ask(report, text="Ban hành cơ chế vay ưu đãi", request_class="finance"):
    with owner_login():
        last = Request.objects.filter(report=report).count()
        return Request.objects.create(
            owner=report.owner,
            report=report,
            ordinal=last + 1,
            text=text,
            request_class=request_class,
        )


def sent(report, officer, head):
    version = approved(report, officer)
    with use_tenant(head.access.tenant):
        actions.submit_report(version.pk, access=head.access, seen=seen_by_the_head(version))
    with owner_login():
        version.refresh_from_db()
    return version


@pytest.fixture
def asked(report, officer, head):
    """One request in a report that was sent; the fact that the Ministry sees."""
    request = ask(report)
    version = sent(report, officer, head)
    with owner_login():
        facts = Fact.objects.select_related("version__report__round")
        return facts.get(version=version, source="reports.Request", source_id=request.pk)


def step(fact, person, **facts):
    with owner_login():
        report = Fact.objects.get(pk=fact.pk).version.report
    row = RequestStep(
        report=report, request_key=fact.source_id, **{"request_class": "finance"} | facts
    )
    with use_tenant(person.access.tenant):
        return deal_with(row, access=person.access)


def answered(fact, person, on=dt.date(2026, 3, 20), **more):
    about = {
        "document_number": "1234/BCT-TKNL",
        "document_on": on,
        "document_issuer": "Bộ Công Thương",
    }
    return step(fact, person, **about | more)


def test_a_request_is_routed_and_answered_and_every_step_stays(client, asked, officer, ministry):
    client.force_login(ministry)
    address = reverse("reports:requested:deal_with", args=[asked.pk])
    send(client, address, routed_to="Vụ Tiết kiệm năng lượng", request_class="law")
    send(client, address, **ANSWER)

    first, second = sorted(rows(RequestStep, asked.version.report), key=lambda row: row.ordinal)
    assert (first.ordinal, first.routed_to, first.is_answered) == (
        1,
        "Vụ Tiết kiệm năng lượng",
        False,
    )
    assert (second.text, second.asked_class, second.request_class) == (
        "Ban hành cơ chế vay ưu đãi",
        "finance",
        "law",
    )
    assert (second.recorded_by_name, second.owner_id) == (str(ministry), asked.owner_id)
    page = client.get(reverse(REGISTER)).content.decode()
    assert "1234/BCT-TKNL, 20/03/2026" in page
    assert "đơn vị ghi:" in page
    client.force_login(officer)
    shown = client.get(asked.version.report.get_absolute_url()).content.decode()
    assert "Đã giao Vụ soạn cơ chế." in shown
    assert "Vụ Tiết kiệm năng lượng" in shown


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"routed_to": ""}, "routed_to"),
        ({"document_number": "12/BCT"}, "document_number"),
        ({"answer": "Đồng ý"}, "document_number"),
        (ANSWER | {"document_issuer": ""}, "document_number"),
    ],
)
def test_an_answer_is_a_document(client, asked, ministry, typed, field):
    client.force_login(ministry)

    refused = send(client, reverse("reports:requested:deal_with", args=[asked.pk]), **typed)

    assert field in errors_of(refused)
    assert rows(RequestStep, asked.version.report) == []


def test_the_same_sheet_sent_twice_is_one_step(client, asked, ministry):
    client.force_login(ministry)
    address = reverse("reports:requested:deal_with", args=[asked.pk])
    form = client.get(address).context["form"]
    typed = {field.html_name: field.value() or "" for field in form} | {"routed_to": "Vụ A"}

    for _time in range(2):
        assert client.post(address, typed).status_code == 302

    assert len(rows(RequestStep, asked.version.report)) == 1


def test_nobody_deals_with_a_draft_or_with_what_is_not_there(report, officer, ministry):
    request = ask(report)
    version = counted(report, officer)
    with owner_login():
        draft = Fact.objects.get(version=version, source_id=request.pk, source="reports.Request")

    with pytest.raises(ActionRefused, match="Không có kiến nghị này"):
        step(draft, ministry, routed_to="Vụ A")
    with use_tenant(ministry.access.tenant):
        assert not requests_sent(ministry.access).filter(owner=report.owner).exists()


def test_a_unit_writes_no_answers_and_reads_no_neighbours(client, asked, officer, ministry):
    answered(asked, ministry)
    neighbour = make_member(role=Role.HEAD)

    with use_tenant(neighbour.access.tenant):
        assert not RequestStep.objects.visible_to(neighbour.access).exists()
        assert not RequestStep.objects.filter(owner=asked.owner_id).exists()
    with use_tenant(officer.access.tenant):
        own = RequestStep(report=asked.version.report, request_key=asked.source_id)
        own.request_class, own.routed_to = "law", "Tự trả lời"
        with pytest.raises(DatabaseError), transaction.atomic():
            own.save()
    client.force_login(officer)
    assert client.get(reverse(REGISTER)).status_code == 403


def test_a_request_sent_again_is_the_same_one(report, asked, officer, head, ministry):
    step(asked, ministry, routed_to="Vụ A")
    ask(report, "Mở lớp tập huấn", "awareness")
    sent(report, officer, head)

    with use_tenant(ministry.access.tenant):
        found = list(requests_sent(ministry.access).filter(owner=report.owner))

    assert [(row.label, row.routed) for row in found] == [
        ("Ban hành cơ chế vay ưu đãi", "Vụ A"),
        ("Mở lớp tập huấn", ""),
    ]
    assert {row.version.number for row in found} == {2}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("stage=waiting", 1),
        ("stage=routed", 1),
        ("stage=answered", 1),
        ("class_now=law", 1),
        ("class_now=awareness", 1),
        ("q=co+che+vay", 1),
        ("year=2025", 3),
        ("year=2024", 0),
        ("stage=xyz", 0),
    ],
)
def test_the_register_is_narrowed(client, report, officer, head, ministry, query, count):
    texts = ("Ban hành cơ chế vay ưu đãi", "Mở lớp tập huấn", "Ban hành tiêu chuẩn")
    for text, kind in zip(texts, ("finance", "awareness", "finance"), strict=True):
        ask(report, text, kind)
    version = sent(report, officer, head)
    with owner_login():
        facts = list(Fact.objects.filter(version=version, source="reports.Request"))
    by_text = {fact.label: fact for fact in facts}
    step(by_text["Mở lớp tập huấn"], ministry, routed_to="Vụ A", request_class="awareness")
    answered(by_text["Ban hành tiêu chuẩn"], ministry, request_class="law")
    client.force_login(ministry)

    page = client.get(f"{reverse(REGISTER)}?owner={report.owner_id}&{query}")

    assert len(page.context["object_list"]) == count


def test_the_workbook_has_the_rows_of_the_page(client, asked, ministry):
    answered(asked, ministry)
    client.force_login(ministry)

    sent_file = client.get(f"{reverse('reports:requested:tables')}?owner={asked.owner_id}")
    body = b"".join(sent_file.streaming_content)

    book = CalamineWorkbook.from_filelike(BytesIO(body))
    _heads, row = book.get_sheet_by_index(0).to_python()
    assert (row[0], row[2]) == (2025, "Ban hành cơ chế vay ưu đãi")
    assert row[6:10] == ["đã trả lời", "", "1234/BCT-TKNL", dt.date(2026, 3, 20)]


# Báo cáo năm sau


@pytest.fixture
def next_report(ours):
    return make_report(ours, make_round(year=2026, addressees=[ours]))


def answers_in(version, person):
    """The lines of answers in the table of requests, and its total."""
    with use_tenant(person.access.tenant):
        content = Content.of(version, access=person.access)
        total = Figure.objects.filter(
            version=version, indicator__code="KN-02", source_id__isnull=True
        )
        tables = [table for section in content.sections for table in section.tables]
        (table,) = [table for table in tables if table.table.key == "sct_b18"]
        told = [[getattr(cell, "text", cell) for cell in line.cells] for line in table.lines]
        return told, [figure.value for figure in total]


def test_next_years_report_says_what_was_answered(asked, next_report, officer, ministry):
    answered(asked, ministry)
    ask(next_report, "Kiến nghị của năm nay")

    told, total = answers_in(counted(next_report, officer), officer)

    assert any("1234/BCT-TKNL, 20/3/2026 (kiến nghị năm 2025)" in str(line) for line in told), told
    assert any("Kiến nghị của năm nay" in str(line) for line in told)
    assert total == [1]


@pytest.mark.parametrize("day", [dt.date(2025, 12, 14), dt.date(2026, 12, 15)])
def test_an_answer_outside_the_window_is_of_another_year(
    asked, next_report, officer, ministry, day
):
    answered(asked, ministry, on=day)
    ask(next_report)

    told, _total = answers_in(counted(next_report, officer), officer)

    assert not any("1234/BCT-TKNL" in str(line) for line in told)


def test_answers_and_what_waits_are_the_units_own(asked, next_report, officer, head, ministry):
    """As the owner's login, which row-level security does not bind."""
    neighbour = make_member()
    for source in (words.requests_unanswered, words.requests_answered):
        with owner_login():
            found = [source(person.access, next_report).count() for person in (officer, neighbour)]
        assert found == [1, 0], source
        answered(asked, ministry)


def test_what_nobody_answered_is_told_and_not_counted(asked, next_report, officer, ministry):
    step(asked, ministry, routed_to="Vụ A")
    ask(next_report, "Kiến nghị của năm nay")

    told, total = answers_in(counted(next_report, officer), officer)

    assert [line[-1] for line in told if len(line) > 1] == [
        "–",
        "chưa trả lời (kiến nghị năm 2025)",
    ]
    assert total in ([], [None])


def test_an_answer_that_was_written_again_counts_once(asked, next_report, officer, ministry):
    answered(asked, ministry)
    answered(asked, ministry, document_number="1235/BCT-TKNL")
    ask(next_report)

    told, total = answers_in(counted(next_report, officer), officer)

    assert total == [1]
    assert not any("1234/BCT-TKNL" in str(line) for line in told)


def test_an_answer_is_told_once_to_the_unit_alone(asked, officer, ministry):
    step(asked, ministry, routed_to="Vụ A")
    answered(asked, ministry)
    today = clock.today()

    told = {}
    for person in (officer, ministry, make_member()):
        with use_tenant(person.access.tenant):
            told[person] = [row.text for row in due_reminders(person.access, today)]

    assert told[officer] == [
        "Kiến nghị “Ban hành cơ chế vay ưu đãi” đã được trả lời: 1234/BCT-TKNL của Bộ Công Thương."
    ]
    assert [told[ministry], *list(told.values())[2:]] == [[], []]


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_register_costs_the_same_for_many(
    client, report, officer, head, ministry, count, django_assert_max_num_queries
):
    for number in range(count):
        ask(report, f"Kiến nghị {number}")
    sent(report, officer, head)
    client.force_login(ministry)
    client.get(reverse(REGISTER))

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"{reverse(REGISTER)}?owner={report.owner_id}")


MOST_QUERIES = 17
