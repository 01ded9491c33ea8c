"""The Ministry's button: who has not sent is reminded, once a day, and nobody else is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login, use_tenant
from reports.board.actions import remind
from reports.models import RoundAddressee
from reports.rounds.reminders import due_reminders
from tests.factories import make_member, make_organisation
from tests.reports.conftest import approved
from tests.reports.test_review import sent_by
from tests.reports.test_submission import set_clock

pytestmark = pytest.mark.django_db
DAY = "2015-10-20T08:00:00+07:00"


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""
    set_clock(DAY)


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


@pytest.fixture
def idle(report):
    organisation = make_organisation(name="Sở chưa làm gì")
    with owner_login():
        RoundAddressee.objects.create(round=report.round, organisation=organisation)
    return organisation


def reminded(ministry, round_, **which):
    with use_tenant(ministry.access.tenant):
        done = remind(round_, access=ministry.access, **which)
    return done.now, done.already


def told(person, day):
    with use_tenant(person.access.tenant):
        keys = {row.key: row.text for row in due_reminders(person.access, day)}
    return [text for key, text in keys.items() if ":asked:" in key]


def test_a_reminded_unit_is_told_that_day_and_its_neighbour_is_not(report, officer, ministry, idle):
    neighbour = make_member(role=Role.OFFICER, organisation=idle)

    assert reminded(ministry, report.round, unit=idle.pk) == (["Sở chưa làm gì"], [])

    (sentence,) = told(neighbour, dt.date(2015, 10, 20))
    assert sentence.startswith("Bộ Công Thương nhắc đơn vị gửi báo cáo: ")
    # The same key: told once, also by a sweep that slept over midnight.
    assert told(neighbour, dt.date(2015, 10, 21)) == [sentence]
    assert told(neighbour, dt.date(2015, 10, 28)) == []
    assert told(officer, dt.date(2015, 10, 20)) == []


def test_a_unit_is_reminded_once_on_a_day_of_this_country(report, ministry, idle):
    set_clock("2015-10-20T23:59:59.999999+07:00")
    reminded(ministry, report.round, unit=idle.pk)

    assert reminded(ministry, report.round, unit=idle.pk) == ([], ["Sở chưa làm gì"])
    set_clock("2015-10-21T00:00:00+07:00")
    assert reminded(ministry, report.round, unit=idle.pk) == (["Sở chưa làm gì"], [])


def test_who_has_sent_is_not_reminded(report, officer, head, ministry, idle):
    sent_by(head, approved(report, officer))

    assert reminded(ministry, report.round) == (["Sở chưa làm gì"], [])
    with pytest.raises(ActionRefused, match="không còn đơn vị nào"):
        reminded(ministry, report.round, unit=report.owner_id)


def test_a_round_that_has_not_opened_reminds_nobody(report, ministry):
    with owner_login():
        report.round.opens_on = dt.date(2015, 11, 1)
        report.round.save()

    with pytest.raises(ActionRefused, match="chưa mở"):
        reminded(ministry, report.round)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.VIEWER])
def test_only_who_writes_at_the_ministry_reminds(report, role, ministry, officer):
    kind = Kind.MINISTRY if role == Role.VIEWER else Kind.DEPARTMENT
    person = make_member(kind, role=role)

    with use_tenant(person.access.tenant), pytest.raises(PermissionDenied):
        remind(report.round, access=person.access)


def test_the_board_says_what_was_done_and_when(report, client, ministry, idle):
    client.force_login(ministry)
    board = reverse("reports:board", args=[report.round.code])

    first = client.post(reverse("reports:remind_units", args=[report.round.code]), follow=True)
    again = client.post(reverse("reports:remind_units", args=[report.round.code]), follow=True)

    assert first.redirect_chain == [(board, 302)]
    assert "Đã nhắc 2 đơn vị." in first.text
    assert "08:00 ngày 20/10/2015" in first.text
    assert "Hôm nay đã nhắc 2 đơn vị rồi nên không nhắc thêm." in again.text
    with owner_login():
        at = dt.datetime(2015, 10, 20, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        assert {row.reminded_at for row in report.round.addressees.all()} == {at}
