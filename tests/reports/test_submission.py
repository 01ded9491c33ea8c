"""Submitting: by whom, when by whose clock, once, and what nobody can change afterwards."""

import datetime as dt
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InternalError, connection, transaction
from django.urls import reverse

from organisations.access import Access
from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from reports import actions, rules
from reports.enums import DocumentKind, VersionState
from reports.models import Document, Fact, Figure, Receipt, Report, ReportVersion
from tests.factories import (
    make_activity,
    make_claim,
    make_member,
    make_narrative,
    make_report,
    make_round,
    seen_by_the_head,
)
from tests.reports.conftest import approved, compiled, counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


at = dt.datetime.fromisoformat


def submit(version, person):
    with use_tenant(person.access.tenant):
        return actions.submit_report(
            version.pk, access=person.access, seen=seen_by_the_head(version)
        )


def refused_to(version, person):
    with pytest.raises(ActionRefused) as refused:
        submit(version, person)
    return str(refused.value)


def set_clock(instant):
    """As a demonstration does: in the owner's row."""
    with owner_login(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM app.clock")
        cursor.execute("INSERT INTO app.clock (fixed) VALUES (%s)", [instant])


@contextmanager
def session_time_zone(name):
    """What the database's session is set to, whatever Django believes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [name])
        yield
        cursor.execute("SELECT set_config('TimeZone', 'UTC', true)")


# Who


def accesses_around(organisation):
    """The same person in every role, by delegation, next door, and in every other kind."""
    own = {role: make_member(role=role, organisation=organisation).access for role in Role}
    head = own[Role.HEAD]
    others = {kind: make_member(kind, Role.HEAD).access for kind in (Kind.MINISTRY, Kind.SUPPORT)}
    return {
        **{role.value: access for role, access in own.items()},
        "head by delegation": Access(head.user, organisation, Role.HEAD, on_behalf=True),
        "officer by delegation": Access(head.user, organisation, Role.OFFICER, on_behalf=True),
        **{kind.value: access for kind, access in others.items()},
    }


def test_only_the_head_may_submit_and_not_by_delegation(report):
    around = accesses_around(report.owner)

    assert {who for who, access in around.items() if rules.may_submit(access)} == {"head"}


def test_all_others_are_refused_and_nothing_is_stored(report, officer):
    version = compiled(report, officer)

    for who, access in accesses_around(report.owner).items():
        if who == "head":
            continue
        with use_tenant(access.tenant), pytest.raises(PermissionDenied):
            actions.submit_report(version.pk, access=access, seen=seen_by_the_head(version))
    with owner_login():
        version.refresh_from_db()
        assert (version.is_submitted, Receipt.objects.count()) == (False, 0)


def test_a_neighbouring_head_finds_nothing(client, report, officer):
    version = compiled(report, officer)
    client.force_login(make_member(role=Role.HEAD))

    response = client.post(reverse("reports:submit", args=[version.pk]))

    assert response.status_code == 404
    with owner_login():
        assert not Receipt.objects.exists()


def test_an_officer_is_told_no(client, report, officer):
    version = compiled(report, officer)
    client.force_login(officer)

    assert client.post(reverse("reports:submit", args=[version.pk])).status_code == 403


# What becomes of it


def test_a_receipt_is_given_and_the_ministry_sees_the_report(report, officer, head):
    version = approved(report, officer)
    ministry = make_member(Kind.MINISTRY).access
    with use_tenant(ministry.tenant):
        assert not Report.objects.exists()

    receipt = submit(version, head)

    assert receipt.number == f"PTN-{report.code}-1"
    assert receipt.submitted_by_name == str(head)
    assert receipt.figures_digest == version.figures_digest
    with owner_login():
        version.refresh_from_db()
        document = Document.objects.get(version=version, kind=DocumentKind.REPORT)
        entry = LogEntry.objects.get(verb="submit", to_state=VersionState.SUBMITTED)
    assert (version.state, version.is_submitted) == (VersionState.SUBMITTED, True)
    assert receipt.document_sha256 == document.sha256
    assert (entry.actor, entry.owner_id, entry.subject_id) == (head, report.owner_id, report.pk)
    with use_tenant(ministry.tenant):
        assert list(Report.objects.visible_to(ministry)) == [report]
        assert list(Receipt.objects.visible_to(ministry)) == [receipt]
        kinds = Document.objects.values_list("kind", flat=True)
        assert list(kinds) == [DocumentKind.REPORT]


def test_a_second_submission_is_a_sentence(report, officer, head):
    version = approved(report, officer)
    submit(version, head)

    assert "đã được gửi" in refused_to(version, head)
    with owner_login():
        assert Receipt.objects.count() == 1


def test_a_click_too_many_is_a_sentence_on_the_page(client, report, officer, head):
    version = approved(report, officer)
    submit(version, head)
    client.force_login(head)

    response = client.post(reverse("reports:submit", args=[version.pk]), follow=True)

    assert "Bản báo cáo này đã được gửi." in response.content.decode()


def test_a_draft_without_pages_cannot_be_sent(report, officer, head):
    version = counted(report, officer)

    assert "chưa lập xong" in refused_to(version, head)


def test_a_draft_whose_file_is_gone_cannot_be_sent(report, officer, head):
    version = approved(report, officer)
    with owner_login():
        Document.objects.filter(version=version, kind=DocumentKind.REPORT).delete()

    assert "Chưa có tệp báo cáo" in refused_to(version, head)


def test_a_draft_whose_figures_no_longer_agree_cannot_be_sent(report, officer, head):
    version = approved(report, officer)
    with owner_login():
        Fact.objects.filter(version=version, indicator__code="TT-02").update(number=31)

    sentence = refused_to(version, head)

    assert "không khớp số liệu gốc" in sentence
    assert f"mã {report.code}.1." in sentence


def test_the_head_sends_what_he_has_read_and_not_what_came_after(report, officer, head):
    version = approved(report, officer)
    seen = seen_by_the_head(version)
    make_activity(report.owner, year=2015, attendance_count=5)
    approved(report, officer)

    with use_tenant(head.access.tenant), pytest.raises(ActionRefused, match="sau khi ông/bà mở"):
        actions.submit_report(version.pk, access=head.access, seen=seen)

    assert submit(version, head).version_id == version.pk


def test_a_report_that_nobody_asked_for_cannot_be_sent(officer, head):
    unasked = make_report(officer.access.organisation, make_round())
    version = compiled(unasked, officer)

    assert "không yêu cầu đơn vị gửi" in refused_to(version, head)


def test_what_is_being_compiled_again_cannot_be_sent(report, officer, head):
    version = approved(report, officer)
    with use_tenant(officer.access.tenant):
        actions.request_compile(report, access=officer.access)

    assert "đang được lập lại" in refused_to(version, head)


# When: by the database's clock alone


@pytest.mark.parametrize("server_zone", ["UTC", "America/New_York"])
@pytest.mark.parametrize(
    ("instant", "is_on_time"),
    [
        ("2015-12-30T23:59:59.999999+07:00", True),
        ("2015-12-31T00:00:00+07:00", False),
    ],
)
def test_before_31_december_ends_at_midnight_in_ha_noi(
    report, officer, head, instant, is_on_time, server_zone
):
    version = approved(report, officer)
    set_clock(instant)

    with session_time_zone(server_zone):
        receipt = submit(version, head)

    with owner_login():
        receipt = Receipt.objects.for_list().get(pk=receipt.pk)
    assert receipt.received_at == at(instant)
    assert receipt.due_at == at("2015-12-31T00:00:00+07:00")
    assert receipt.is_on_time is is_on_time


def test_the_client_cannot_choose_the_time(report, officer, head):
    """Whatever a form or a bug writes, the database puts its own values."""
    version = compiled(report, officer)
    with owner_login():
        ReportVersion.objects.filter(pk=version.pk).update(state="submitted", is_submitted=True)
    set_clock("2016-02-03T04:05:06+07:00")

    with use_tenant(head.access.tenant):
        receipt = Receipt.objects.create(
            version=version,
            report=report,
            round_id=report.round_id,
            number="PTN-GIẢ",
            received_at=at("2015-01-01T00:00:00+07:00"),
            due_at=at("2099-01-01T00:00:00+07:00"),
            submitted_by_name="ai đó",
            figures_digest="0" * 64,
        )
        receipt.refresh_from_db()

    assert receipt.received_at == at("2016-02-03T04:05:06+07:00")
    assert receipt.due_at == at("2015-12-31T00:00:00+07:00")
    assert receipt.number == f"PTN-{report.code}-1"
    assert receipt.figures_digest == version.figures_digest


# What nobody changes


@pytest.fixture
def sent(report, officer, head):
    version = approved(report, officer)
    return submit(version, head)


def writes_to(sent):
    """Every way to change what was sent, by name."""
    version = sent.version_id
    later = sent.received_at.replace(year=2014)
    return {
        "receipt's time": partial(Receipt.objects.filter(pk=sent.pk).update, received_at=later),
        "receipt": Receipt.objects.filter(pk=sent.pk).delete,
        "fact": partial(Fact.objects.filter(version=version).update, number=1),
        "facts": Fact.objects.filter(version=version).delete,
        "figure": partial(Figure.objects.filter(version=version).update, value=1),
        "figures": Figure.objects.filter(version=version).delete,
        "document": partial(Document.objects.filter(version=version).update, sha256="0" * 64),
        "documents": Document.objects.filter(version=version).delete,
        "state": partial(
            ReportVersion.objects.filter(pk=version).update, state="compiled", is_submitted=False
        ),
        "digest": partial(ReportVersion.objects.filter(pk=version).update, facts_digest=""),
        "version": partial(Report.objects.filter(pk=sent.report_id)._raw_delete, "default"),
        "another fact": partial(
            Fact.objects.create, version_id=version, nature="counted", source="x", source_id=1
        ),
    }


def changed(sent, who):
    """Names of the writes that went through and left a trace, as `who`."""
    went_through = []
    for name, write in writes_to(sent).items():
        before = everything_of(sent)
        with suppress(DatabaseError), who(), transaction.atomic():
            write()
            connection.check_constraints()
        if everything_of(sent) != before:
            went_through.append(name)
    return went_through


def everything_of(sent):
    with owner_login():
        return [
            list(queryset.order_by("pk").values())
            for queryset in (
                Receipt.objects.filter(pk=sent.pk),
                ReportVersion.objects.filter(pk=sent.version_id),
                Fact.objects.filter(version=sent.version_id),
                Figure.objects.filter(version=sent.version_id),
                Document.objects.filter(version=sent.version_id),
            )
        ]


def test_nobody_changes_what_was_sent_not_even_the_owner_of_the_database(sent, head):
    ministry, neighbour = make_member(Kind.MINISTRY), make_member()
    asking = {
        "its own head": partial(use_tenant, head.access.tenant),
        "the Ministry": partial(use_tenant, ministry.access.tenant),
        "a neighbour": partial(use_tenant, neighbour.access.tenant),
        "the owner's login": owner_login,
    }

    assert {name: changed(sent, who) for name, who in asking.items()} == {n: [] for n in asking}


def test_a_sent_report_cannot_be_taken_back(sent, report, head):
    with use_tenant(head.access.tenant):
        Report.objects.filter(pk=report.pk).update(is_submitted=False, code="khac")

        found = Report.objects.get(pk=report.pk)
    assert (found.is_submitted, found.code) == (True, report.code)


@pytest.mark.parametrize("table", ["reportversion", "fact", "figure", "document", "receipt"])
def test_a_frozen_table_cannot_be_emptied(sent, table):
    with pytest.raises(InternalError, match="không xóa trắng"):
        empty(f"reports_{table}")


def empty(table):
    connection.check_constraints()
    with owner_login(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


# Sending again


def test_sending_again_gives_a_second_receipt_and_the_first_keeps_its_date(
    client, report, officer, head
):
    set_clock("2015-12-20T08:00:00+07:00")
    first = submit(approved(report, officer), head)
    make_activity(report.owner, year=2015, event_count=4)
    set_clock("2016-01-05T09:00:00+07:00")

    second = submit(approved(report, officer), head)

    assert (first.number, second.number) == (f"PTN-{report.code}-1", f"PTN-{report.code}-2")
    with owner_login():
        first, second = Receipt.objects.for_list().filter(report=report)
    assert first.received_at == at("2015-12-20T08:00:00+07:00")
    assert (first.is_on_time, second.is_on_time) == (True, False)
    client.force_login(head)
    page = client.get(reverse("reports:round", args=[report.round.code])).content.decode()
    assert "đã gửi, đúng hạn" in page
    assert "20/12/2015" in page


def test_a_late_report_is_accepted_and_marked(report, officer, head):
    set_clock("2017-03-01T09:00:00+07:00")

    receipt = submit(approved(report, officer), head)

    with owner_login():
        assert not Receipt.objects.for_list().get(pk=receipt.pk).is_on_time


# What the Ministry reads of it


def test_the_ministry_reads_a_claim_that_is_printed_and_not_one_for_the_sheet_alone(
    report, officer, head
):
    make_claim(report, "33 hội nghị", key="in-ra")
    make_claim(report, "trên 2.500 đại biểu", key="noi-bo")
    make_narrative(report, "Đã tổ chức {{claim:in-ra}}.")
    version = approved(report, officer)
    submit(version, head)

    ministry = make_member(Kind.MINISTRY)
    with use_tenant(ministry.access.tenant):
        by_the_database = set(Fact.objects.filter(nature="claim").values_list("label", flat=True))
        figures = Figure.objects.filter(version=version, nature="claim")
        printed = set(figures.values_list("printed", flat=True))
    with owner_login():
        mine = Fact.objects.filter(version=version, nature="claim")
        by_the_first_lock = set(mine.visible_to(ministry.access).values_list("label", flat=True))

    assert by_the_database == printed == by_the_first_lock == {"33 hội nghị"}


def test_a_receipt_names_the_file_and_the_person_by_the_databases_own_knowledge(
    report, officer, head
):
    version = approved(report, officer)

    receipt = submit(version, head)

    with owner_login():
        document = version.documents.current().get(kind=DocumentKind.REPORT)
    assert (receipt.document_sha256, receipt.submitted_by_id) == (document.sha256, head.pk)
    assert receipt.submitted_by_name == str(head)
