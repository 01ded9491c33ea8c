"""Two people at the same time, each with a login and a transaction of their own.

Both are let go together: the test holds what they need and sees them wait.
"""

import datetime as dt
from functools import partial

import pytest
from django.db import transaction

from organisations import clock
from organisations.entry.saving import fingerprint
from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login, use_tenant
from reports import actions, compilation
from reports.enums import DocumentKind, ReviewDecision
from reports.models import Consolidation, Fact, Receipt, ReportVersion, Review, RoundAddressee
from reports.review.actions import decide
from reports.rounds.actions import extend
from tests.factories import (
    make_activity,
    make_member,
    make_organisation,
    make_report,
    make_round,
    seen_by_the_head,
    take_through_approval,
)
from tests.logins import production_logins
from tests.reports.conftest import blank_page, silent
from tests.together import own_database, together

pytestmark = pytest.mark.xdist_group("at once")
database = own_database("reports")


@pytest.fixture
def logins(database, django_db_blocker, monkeypatch):
    monkeypatch.setattr(compilation, "render_pdf", blank_page)
    with production_logins(database, django_db_blocker):
        yield


@pytest.fixture
def unit(logins):
    return make_organisation()


@pytest.fixture
def report(unit):
    make_activity(unit, year=2015, attendance_count=30)
    return make_report(unit)


def as_person(person, work):
    with use_tenant(person.access.tenant):
        return work(access=person.access)


def test_two_who_send_at_once_get_one_receipt(database, unit, report):
    heads = [make_member(role=Role.HEAD, organisation=unit) for _ in range(2)]
    compiling = partial(compilation.compile_report, report.pk, progress=silent)
    version = take_through_approval(as_person(heads[0], compiling), heads[0])
    send = partial(actions.submit_report, version.pk, seen=seen_by_the_head(version))

    answers = together(
        database,
        [partial(as_person, head, send) for head in heads],
        held=("SELECT 1 FROM reports_reportversion WHERE id = %s FOR UPDATE", version.pk),
    )

    refusals = [answer for answer in answers if isinstance(answer, str)]
    assert refusals == ["Bản báo cáo này đã được gửi. Muốn gửi lại, hãy lập bản mới."]
    with owner_login():
        (receipt,) = Receipt.objects.filter(report=report)
        assert receipt.submitted_by_id in {head.pk for head in heads}


def test_two_compilations_at_once_leave_one_version_of_one_piece(database, unit, report):
    """As when a worker was thought dead: both write, and the facts are not doubled."""
    officers = [make_member(organisation=unit) for _ in range(2)]
    compiling = partial(compilation.compile_report, report.pk, progress=silent)

    answers = together(
        database,
        [partial(as_person, officer, compiling) for officer in officers],
        held=("SELECT 1 FROM reports_report WHERE id = %s FOR UPDATE", report.pk),
    )

    done = [answer for answer in answers if not isinstance(answer, str)]
    assert {version.number for version in done} == {1}
    assert all("lập lại" in answer for answer in answers if isinstance(answer, str))
    with owner_login():
        (version,) = ReportVersion.objects.filter(report=report)
        assert version.state == "compiled"
        assert version.documents.current().count() == 2
        assert Fact.objects.filter(version=version, indicator__code="TT-02").count() == 1


def test_who_sends_while_it_is_compiled_again_is_told_to_wait(database, unit, report):
    """The compilation began first: the head cannot send what is being rewritten."""
    officer, head = make_member(organisation=unit), make_member(role=Role.HEAD, organisation=unit)
    compiling = partial(compilation.compile_report, report.pk, progress=silent)
    version = as_person(officer, compiling)
    as_person(officer, partial(compilation.write_facts_and_figures, report.pk))

    with pytest.raises(ActionRefused, match="chưa lập xong"):
        as_person(head, partial(actions.submit_report, version.pk, seen=seen_by_the_head(version)))


def test_what_was_sent_while_pages_were_drawn_stays_as_it_was_sent(unit, report):
    """Between facts and file the draft was finished by another worker and sent."""
    officer, head = make_member(organisation=unit), make_member(role=Role.HEAD, organisation=unit)
    compiling = partial(compilation.compile_report, report.pk, progress=silent)
    slow = as_person(officer, partial(compilation.write_facts_and_figures, report.pk))
    version = take_through_approval(as_person(officer, compiling), head)
    as_person(head, partial(actions.submit_report, version.pk, seen=seen_by_the_head(version)))

    with pytest.raises(ActionRefused, match="gửi đi trong lúc dựng tệp"):
        as_person(
            officer, partial(compilation.seal, slow.version, {DocumentKind.REPORT: b"%PDF late"})
        )

    with owner_login():
        version.refresh_from_db()
        assert version.is_submitted
        assert not version.documents.filter(size=len(b"%PDF late")).exists()


def test_two_at_the_ministry_who_collect_at_once_share_one_file(database, logins):
    round_ = make_round()
    ministry = make_organisation(Kind.MINISTRY)
    officers = [make_member(organisation=ministry) for _ in range(2)]

    def ask(*, access):
        with transaction.atomic():
            return actions.request_consolidation(round_, access=access, now=clock.now()).pk

    answers = together(
        database,
        [partial(as_person, officer, ask) for officer in officers],
        held=("SELECT pg_advisory_xact_lock(hashtext('collecting'), %s)", round_.pk),
    )

    assert len(set(answers)) == 1
    with owner_login():
        assert Consolidation.objects.filter(round=round_).count() == 1


def test_whoever_sends_during_the_freeze_is_in_the_next_file(database, unit, report):
    """A submission waits for the freeze of its round, and its receipt is later than the freeze."""
    head = make_member(role=Role.HEAD, organisation=unit)
    version = as_person(head, partial(compilation.compile_report, report.pk, progress=silent))
    take_through_approval(version, head)

    (receipt,) = together(
        database,
        [
            partial(
                as_person,
                head,
                partial(actions.submit_report, version.pk, seen=seen_by_the_head(version)),
            )
        ],
        held=("SELECT pg_advisory_xact_lock(hashtext('round'), %s)", report.round_id),
    )

    assert receipt.version_id == version.pk


REPORT = "SELECT 1 FROM reports_report WHERE id = %s FOR UPDATE"


def sent_by(head, report):
    """The version that this head has compiled and sent."""
    version = as_person(head, partial(compilation.compile_report, report.pk, progress=silent))
    take_through_approval(version, head)
    as_person(head, partial(actions.submit_report, version.pk, seen=seen_by_the_head(version)))
    return version


def deciding(officer, version, decision):
    """Refusals must leave a transaction that others can read."""

    def work(*, access):
        with transaction.atomic():
            return decide(Review(version_id=version.pk, decision=decision), access=access)

    return partial(as_person, officer, work)


def test_two_at_the_ministry_who_decide_at_once_decide_once(database, unit, report):
    version = sent_by(make_member(role=Role.HEAD, organisation=unit), report)
    ministry = make_organisation(Kind.MINISTRY)
    officers = [make_member(organisation=ministry) for _ in range(2)]

    answers = together(
        database,
        [deciding(officer, version, ReviewDecision.ACCEPTED) for officer in officers],
        held=(REPORT, report.pk),
    )

    refusals = [answer for answer in answers if isinstance(answer, str)]
    assert refusals == ["Bản này đã được xử lý ở nơi khác. Hãy xem lại trang báo cáo."]
    with owner_login():
        assert [row.ordinal for row in Review.objects.filter(version=version)] == [1]


def test_an_acceptance_and_a_new_version_at_once_are_one_after_the_other(database, unit, report):
    """Never an accepted version behind one that was sent later."""
    head = make_member(role=Role.HEAD, organisation=unit)
    first = sent_by(head, report)
    second = as_person(head, partial(compilation.compile_report, report.pk, progress=silent))
    take_through_approval(second, head)
    officer = make_member(Kind.MINISTRY)
    send = partial(actions.submit_report, second.pk, seen=seen_by_the_head(second))

    answers = together(
        database,
        [
            deciding(officer, first, ReviewDecision.ACCEPTED),
            partial(as_person, head, send),
        ],
        held=(REPORT, report.pk),
    )

    (refusal,) = [answer for answer in answers if isinstance(answer, str)]
    with owner_login():
        accepted = Review.objects.filter(version=first).exists()
        was_sent = ReportVersion.objects.get(pk=second.pk).is_submitted
    assert accepted is not was_sent
    assert ("Bộ đã chấp nhận bản 1" if accepted else "Đơn vị đã gửi bản mới hơn") in refusal


def test_an_extension_and_a_submission_at_once_agree_on_the_day(database, unit, report):
    """The receipt has the old day and the extension is refused, or it has the new day."""
    head = make_member(role=Role.HEAD, organisation=unit)
    version = as_person(head, partial(compilation.compile_report, report.pk, progress=silent))
    take_through_approval(version, head)
    officer = make_member(Kind.MINISTRY)
    with owner_login():
        rows = RoundAddressee.objects.select_related("round", "organisation")
        addressee = rows.get(round=report.round_id, organisation=unit)
    seen = fingerprint(addressee)
    addressee.extended_to = dt.date(2016, 1, 15)
    addressee.decision_number, addressee.decision_date = "12/QĐ-BCT", dt.date(2015, 12, 20)
    send = partial(actions.submit_report, version.pk, seen=seen_by_the_head(version))

    answers = together(
        database,
        [
            partial(as_person, officer, partial(extend, addressee, seen=seen)),
            partial(as_person, head, send),
        ],
        held=("SELECT pg_advisory_xact_lock(hashtext('round'), %s)", report.round_id),
    )

    with owner_login():
        receipt = Receipt.objects.get(report=report)
        kept = RoundAddressee.objects.select_related("round").get(pk=addressee.pk)
    assert receipt.due_at == kept.due_at
    assert any(isinstance(answer, str) for answer in answers) is (kept.extended_to is None)
