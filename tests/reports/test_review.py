"""The Ministry receives, asks for completion, accepts: in turn, once, for the unit to read."""

import datetime as dt
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, ProgrammingError, transaction
from django.urls import reverse

from organisations.access import Access
from organisations.enums import Kind, ReminderKind, Role
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from reports.enums import ReviewDecision
from reports.models import Receipt, Review
from reports.review import actions
from reports.review.reminders import due_reminders
from tests.factories import make_activity, make_member, make_report
from tests.reports.conftest import approved
from tests.reports.test_submission import refused_to, set_clock, submit

pytestmark = pytest.mark.django_db

RECEIVED, RETURNED, ACCEPTED = ReviewDecision.values
WHAT_TO_MEND = "Biểu 3: thiếu số liệu quý IV"


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


@pytest.fixture
def sent(report, officer, head):
    """The first version, sent on 20/12/2015."""
    set_clock("2015-12-20T08:00:00+07:00")
    return sent_by(head, approved(report, officer))


def sent_by(head, version):
    """The receipt, with the version that it is of."""
    receipt = submit(version, head)
    with owner_login():
        return Receipt.objects.for_list().get(pk=receipt.pk)


def decide(person, version, decision, reason=""):
    with use_tenant(person.access.tenant):
        review = Review(version=version, decision=decision, reason=reason)
        return actions.decide(review, access=person.access)


def refusal_of(person, version, decision, reason=WHAT_TO_MEND):
    with pytest.raises(ActionRefused) as refused:
        decide(person, version, decision, reason)
    return str(refused.value)


def sheet(client, version, decision, **said):
    address = reverse("reports:review", args=[version.pk, decision])
    form = client.get(address).context["form"]
    keys = {name: str(form[name].value() or "") for name in ("form_key", "seen")}
    return partial(client.post, address, keys | said, follow=True)


# In turn


def test_a_report_is_received_sent_back_sent_again_and_accepted(
    client, sent, report, officer, head, ministry
):
    decide(ministry, sent.version, RECEIVED)
    set_clock("2016-01-04T08:00:00+07:00")
    decide(ministry, sent.version, RETURNED, WHAT_TO_MEND)
    make_activity(report.owner, year=2015, event_count=4)
    set_clock("2016-01-10T08:00:00+07:00")

    again = sent_by(head, approved(report, officer))
    accepted = decide(ministry, again.version, ACCEPTED)

    assert (accepted.ordinal, accepted.decided_by_name) == (1, str(ministry))
    assert accepted.decided_at == dt.datetime.fromisoformat("2016-01-10T08:00:00+07:00")
    with owner_login():
        assert [row.decision for row in Review.objects.order_by("pk")] == [
            RECEIVED,
            RETURNED,
            ACCEPTED,
        ]
        first = Receipt.objects.for_list().filter(report=report).first()
        assert first.received_at == dt.datetime.fromisoformat("2015-12-20T08:00:00+07:00")
        assert first.is_on_time
        verbs = set(LogEntry.objects.filter(actor=ministry).values_list("verb", flat=True))
    assert verbs >= {"receive", "return", "approve_report"}
    for person in (officer, ministry):
        client.force_login(person)
        page = client.get(reverse("reports:report", args=[report.code])).content.decode()
        assert WHAT_TO_MEND in page
        assert "đã chấp nhận" in page
        assert "đã chấp nhận" in client.get(report.round.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("taken", "asked", "said"),
    [
        ([RECEIVED], RECEIVED, "đã được xử lý ở nơi khác"),
        ([ACCEPTED], ACCEPTED, "đã được xử lý ở nơi khác"),
        ([ACCEPTED], RECEIVED, "đã được xử lý ở nơi khác"),
        ([RETURNED], RECEIVED, "Hãy chờ đơn vị gửi bản mới"),
        ([RETURNED], ACCEPTED, "Hãy chờ đơn vị gửi bản mới"),
        ([RETURNED], RETURNED, "Hãy chờ đơn vị gửi bản mới"),
    ],
)
def test_what_may_not_follow_is_refused(sent, ministry, taken, asked, said):
    for decision in taken:
        decide(ministry, sent.version, decision, WHAT_TO_MEND)

    assert said in refusal_of(ministry, sent.version, asked)


def test_an_accepted_report_may_be_sent_back_and_only_then_be_sent_again(
    sent, report, officer, head, ministry
):
    draft = approved(report, officer)
    decide(ministry, sent.version, ACCEPTED)
    assert "Bộ đã chấp nhận bản 1" in refused_to(draft, head)

    decide(ministry, sent.version, RETURNED, WHAT_TO_MEND)

    assert sent_by(head, draft).version.number == 2


def test_a_version_that_was_sent_again_is_past_deciding_on(sent, report, officer, head, ministry):
    submit(approved(report, officer), head)

    assert "đã gửi bản mới hơn" in refusal_of(ministry, sent.version, ACCEPTED)


def test_a_return_says_what_to_mend(sent, ministry):
    assert "Ghi rõ cần hoàn thiện" in refusal_of(ministry, sent.version, RETURNED, reason="")


# By whom


def test_nobody_but_the_ministry_decides_and_nobody_on_a_draft(sent, report, officer, head):
    neighbour = make_member(role=Role.HEAD)
    viewer = make_member(Kind.MINISTRY, role=Role.VIEWER)
    ministry = make_member(Kind.MINISTRY)
    draft = approved(report, officer)

    for person in (officer, head, neighbour):
        with (
            use_tenant(person.access.tenant),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            Review.objects.create(version=sent.version, decision=ACCEPTED)
    with use_tenant(viewer.access.tenant), pytest.raises(PermissionDenied):
        actions.decide(Review(version=sent.version, decision=ACCEPTED), access=viewer.access)
    with (
        use_tenant(ministry.access.tenant),
        pytest.raises(ProgrammingError, match="Không có bản báo cáo này"),
        transaction.atomic(),
    ):
        Review.objects.create(version_id=draft.pk, decision=ACCEPTED)


def test_a_decision_is_read_by_its_unit_alone_and_changed_by_nobody(sent, officer, ministry):
    decide(ministry, sent.version, RETURNED, WHAT_TO_MEND)
    neighbour = make_member()

    for person, count in ((officer, 1), (neighbour, 0)):
        with use_tenant(person.access.tenant):
            assert Review.objects.count() == count
    with owner_login():
        for change in (partial(Review.objects.update, reason="khác"), Review.objects.all().delete):
            with pytest.raises(InternalError, match="không sửa, không xóa"), transaction.atomic():
                change()


def test_who_and_when_are_the_databases_words(sent, ministry):
    set_clock("2016-01-04T08:00:00+07:00")
    with use_tenant(ministry.access.tenant):
        row = Review.objects.create(
            version=sent.version,
            decision=RECEIVED,
            ordinal=7,
            decided_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC),
            decided_by_name="Ai đó",
        )
        row.refresh_from_db()

    assert row.decided_at == dt.datetime.fromisoformat("2016-01-04T08:00:00+07:00")
    assert (row.ordinal, row.decided_by_name) == (1, str(ministry))
    assert row.owner_id == sent.owner_id


# On the screen


def test_the_form_keeps_what_was_typed_and_the_same_sheet_decides_once(client, sent, ministry):
    client.force_login(ministry)
    empty = sheet(client, sent.version, RETURNED, reason="")()
    assert "Ghi rõ cần hoàn thiện" in empty.content.decode()
    send = sheet(client, sent.version, RETURNED, reason=WHAT_TO_MEND)

    send()
    send()

    with owner_login():
        assert Review.objects.count() == 1
    late = sheet(client, sent.version, ACCEPTED, reason="Ghi chú dài")()
    assert "Hãy chờ đơn vị gửi bản mới" in late.content.decode()
    assert "Ghi chú dài" in late.content.decode()


def test_only_what_may_follow_is_offered(client, sent, report, officer, ministry):
    client.force_login(ministry)
    address = reverse("reports:report", args=[report.code])

    def offered():
        page = client.get(address)
        return [decision for decision, _ in page.context["decisions"]]

    assert offered() == [RECEIVED, RETURNED, ACCEPTED]
    decide(ministry, sent.version, RECEIVED)
    assert offered() == [RETURNED, ACCEPTED]
    decide(ministry, sent.version, ACCEPTED)
    assert offered() == [RETURNED]
    decide(ministry, sent.version, RETURNED, WHAT_TO_MEND)
    assert offered() == []
    client.force_login(officer)
    assert offered() == []


# Told to the unit


def told(unit, day):
    access = Access(None, unit)
    with use_tenant(access.tenant):
        return [(row.kind, row.key) for row in due_reminders(access, day)]


def test_the_unit_is_told_of_a_return_and_of_the_acceptance(sent, report, officer, head, ministry):
    neighbour = make_report(make_member().access.organisation, report.round)
    decide(ministry, sent.version, RECEIVED)
    assert told(report.owner, dt.date(2015, 12, 21)) == []
    decide(ministry, sent.version, RETURNED, WHAT_TO_MEND)
    again = sent_by(head, approved(report, officer))
    decide(ministry, again.version, ACCEPTED)

    news = told(report.owner, dt.date(2015, 12, 21))

    assert [kind for kind, _ in news] == [
        ReminderKind.REPORT_RETURNED,
        ReminderKind.REPORT_ACCEPTED,
    ]
    assert len(set(news)) == 2
    assert told(neighbour.owner, dt.date(2015, 12, 21)) == []
    assert told(report.owner, dt.date(2016, 12, 21)) == []
