"""Two people at the same run at once, each with a login and a transaction of their own."""

from functools import partial

import pytest

from organisations import approvals
from organisations.enums import ApprovalState, ApprovalSubject, Decision, Role
from organisations.models import Approval
from organisations.tenancy import owner_login
from tests.factories import make_member, make_organisation, make_plan
from tests.logins import production_logins
from tests.together import as_person, own_database, refusals, together

pytestmark = pytest.mark.xdist_group("approving at once")
database = own_database("approving")

PLAN, KEY = ApprovalSubject.PLAN, "a" * 64
LOCK = "SELECT 1 FROM organisations_approval WHERE id = %s FOR UPDATE"


@pytest.fixture
def logins(database, django_db_blocker):
    with production_logins(database, django_db_blocker):
        yield


@pytest.fixture
def unit(logins):
    return make_organisation()


def submitted(unit):
    officer, plan = make_member(organisation=unit), make_plan(unit)
    return as_person(officer, partial(approvals.start, plan, PLAN, KEY))


def heads_of(unit):
    return [make_member(role=Role.HEAD, organisation=unit) for _ in range(2)]


def test_two_heads_who_approve_at_once_approve_it_once(database, unit):
    run = submitted(unit)
    press = partial(approvals.approve, run.pk, KEY)

    answers = together(
        database,
        [partial(as_person, head, press) for head in heads_of(unit)],
        held=(LOCK, run.pk),
    )

    assert refusals(answers) == ["Chưa ghi: lần trình duyệt này đã kết thúc (đã duyệt)."]
    with owner_login():
        decided = run.decisions.filter(decision=Decision.APPROVED)
        assert decided.values("decided_by").distinct().count() == 2


def test_one_who_approves_and_one_who_returns_at_once_do_not_both_succeed(database, unit):
    run = submitted(unit)
    first, second = heads_of(unit)

    answers = together(
        database,
        [
            partial(as_person, first, partial(approvals.approve, run.pk, KEY)),
            partial(as_person, second, partial(approvals.send_back, run.pk, reason="Thiếu.")),
        ],
        held=(LOCK, run.pk),
    )

    assert len(refusals(answers)) == 1
    (done,) = [answer for answer in answers if not isinstance(answer, str)]
    with owner_login():
        assert Approval.objects.get(pk=run.pk).state == done.state
        assert done.state in {ApprovalState.APPROVED, ApprovalState.RETURNED}


def test_two_who_submit_at_once_make_one_run(database, unit):
    officers, plan = [make_member(organisation=unit) for _ in range(2)], make_plan(unit)
    submit = partial(approvals.start, plan, PLAN, KEY)
    # Both wait to name their unit in a new row.
    lock = ("SELECT 1 FROM organisations_organisation WHERE id = %s FOR UPDATE", unit.pk)

    answers = together(
        database, [partial(as_person, officer, submit) for officer in officers], held=lock
    )

    assert refusals(answers) == ["Chưa trình: hồ sơ này đang được trình duyệt."]
    with owner_login():
        assert Approval.objects.filter(owner=unit).count() == 1
