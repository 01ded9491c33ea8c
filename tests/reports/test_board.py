"""The Ministry's board: every unit once, by what it has done, and nothing of its draft."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.enums import Kind, Role
from organisations.models import Province
from organisations.tenancy import owner_login, use_tenant
from reports.approval.actions import put_forward, send_back
from reports.board.lines import lines_of, map_of
from reports.board.states import Lateness, Stage
from reports.enums import ReviewDecision
from reports.models import RoundAddressee
from reports.sealing import content_key_of
from tests.factories import make_member, make_narrative, make_organisation, make_report, make_round
from tests.reports.conftest import approved, compiled
from tests.reports.test_review import decide, sent_by
from tests.reports.test_submission import set_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


@pytest.fixture
def idle(report):
    """A unit that has not begun, in the same round."""
    organisation = make_organisation(name="Sở chưa làm gì")
    with owner_login():
        RoundAddressee.objects.create(round=report.round, organisation=organisation)
    return organisation


def stages(round_, ministry):
    with use_tenant(ministry.access.tenant):
        lines = lines_of(round_, access=ministry.access, now=dt.datetime.now(dt.UTC))
        return {line.standing.organisation.pk: (line.stage, line.lateness) for line in lines}


def test_a_unit_goes_from_not_begun_to_accepted(report, officer, head, ministry, idle):
    def stage():
        return stages(report.round, ministry)[report.owner_id]

    assert stages(report.round, ministry)[idle.pk] == (Stage.NONE, Lateness.OVERDUE)
    assert stage()[0] == Stage.DRAFTING
    set_clock("2015-12-20T08:00:00+07:00")
    version = compiled(report, officer)
    with use_tenant(officer.access.tenant):
        put_forward(version.pk, access=officer.access, seen=content_key_of(version))
    assert stage()[0] == Stage.APPROVING
    with use_tenant(head.access.tenant):
        send_back(report, access=head.access, reason="Thiếu mục 5")
    assert stage()[0] == Stage.DRAFTING
    sent = sent_by(head, approved(report, officer))
    assert stage() == (Stage.SENT, Lateness.ON_TIME)
    decide(ministry, sent.version, ReviewDecision.RECEIVED)
    assert stage()[0] == Stage.RECEIVED
    decide(ministry, sent.version, ReviewDecision.RETURNED, "Biểu 3")
    compiled(report, officer)
    assert stage()[0] == Stage.RETURNED
    set_clock("2016-01-20T08:00:00+07:00")
    again = sent_by(head, approved(report, officer))
    assert stage() == (Stage.SENT, Lateness.ON_TIME)
    decide(ministry, again.version, ReviewDecision.ACCEPTED)
    assert stage()[0] == Stage.ACCEPTED


def test_the_board_is_narrowed_and_counts_everybody(client, report, ministry, idle):
    client.force_login(ministry)
    address = reverse("reports:board", args=[report.round.code])

    everybody = client.get(address)
    drafting = client.get(address, {"stage": "drafting"})
    nobody = client.get(address, {"stage": "drafting", "kind": "corporation"})
    wrong = client.get(address, {"stage": "khac"})

    assert "Sở chưa làm gì" in everybody.content.decode()
    assert "Sở chưa làm gì" not in drafting.content.decode()
    assert str(report.owner) in drafting.content.decode()
    assert "1/2 đơn vị" in drafting.content.decode()
    assert "Không có đơn vị nào như vậy" in nobody.content.decode()
    assert len(wrong.context["lines"]) == 2
    assert dict(drafting.context["counts"])[Stage.NONE] == "1"


def test_nothing_of_a_draft_stands_on_the_board(client, report, officer, ministry):
    make_narrative(report, "Lời văn còn kín")
    compiled(report, officer)
    client.force_login(ministry)

    page = client.get(reverse("reports:board", args=[report.round.code])).content.decode()

    assert "Lời văn còn kín" not in page
    assert report.code not in page


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT])
def test_nobody_else_asks_who_has_begun(client, report, kind):
    stranger = make_member(kind, role=Role.HEAD)
    client.force_login(stranger)
    assert client.get(reverse("reports:board", args=[report.round.code])).status_code == 403

    with (
        use_tenant(stranger.access.tenant),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM app.round_progress(%s)", [report.round_id])


def test_the_board_costs_the_same_with_3_units_and_with_54(client, ministry):
    client.force_login(ministry)
    counted = []
    for count in (1, 3, 54):
        round_ = make_round(addressees=[make_organisation() for _ in range(count)])
        address = reverse("reports:board", args=[round_.code])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted.append(len(queries))

    assert len(set(counted)) == 1


def test_the_map_shows_departments_of_the_34_provinces_and_no_others(ministry):
    with owner_login():
        provinces = list(Province.objects.filter(code__in=["01", "24"], valid_to__isnull=True))
    today = [make_organisation(province=province) for province in provinces]
    now = dt.datetime.now(dt.UTC)

    def drawn(*addressees):
        round_ = make_round(addressees=addressees)
        with use_tenant(ministry.access.tenant):
            return map_of(lines_of(round_, access=ministry.access, now=now))

    shown = drawn(*today, make_organisation(Kind.CORPORATION))
    assert "chưa" in shown.wide
    assert drawn(*today, make_organisation()) is None
    assert drawn(make_organisation(Kind.CORPORATION)) is None


def test_a_corporation_and_a_department_are_told_apart(client, report, ministry):
    corporation = make_organisation(Kind.CORPORATION, name="Tổng công ty Thử")
    theirs = make_report(corporation, report.round)
    with owner_login():
        RoundAddressee.objects.create(round=report.round, organisation=theirs.owner)
    client.force_login(ministry)

    page = client.get(reverse("reports:board", args=[report.round.code]), {"kind": "corporation"})

    assert [line.standing.organisation for line in page.context["lines"]] == [corporation]
