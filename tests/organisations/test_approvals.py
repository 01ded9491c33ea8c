"""Chains of approval: whoever may take a step takes one, in order, and nobody changes it later."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import resolve

from organisations import approvals, rules
from organisations.access import Access
from organisations.entry.saving import fingerprint
from organisations.enums import ApprovalState, ApprovalSubject, Decision, Kind, Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import Approval, ApprovalDecision, ApprovalStep, LogEntry, Membership
from organisations.tenancy import owner_login, use_tenant
from tests.factories import make_member, make_organisation, make_plan

pytestmark = pytest.mark.django_db

PLAN = ApprovalSubject.PLAN
KEY, OTHER_KEY = "a" * 64, "b" * 64
FOUR_STEPS = (
    ("Chuyên viên trình", Role.OFFICER),
    ("Trưởng phòng kiểm tra nội dung", Role.OFFICER),
    ("Văn phòng kiểm tra thể thức", Role.OFFICER),
    ("Lãnh đạo duyệt", Role.HEAD),
)


class Unit:
    """A unit with a plan; everybody acts in the database role of their organisation."""

    def __init__(self, kind=Kind.DEPARTMENT):
        self.organisation = make_organisation(kind)
        self.plan = make_plan(self.organisation)
        self.officer, self.head = self.person(), self.person(Role.HEAD)

    def person(self, role=Role.OFFICER):
        return make_member(role=role, organisation=self.organisation)

    def configure(self, *steps):
        """(name, role) or (name, role, person) each."""
        with owner_login():
            ApprovalStep.objects.bulk_create(
                ApprovalStep(
                    owner=self.organisation,
                    subject=PLAN,
                    ordinal=ordinal,
                    name=name,
                    role=role,
                    person=person[0] if person else None,
                )
                for ordinal, (name, role, *person) in enumerate(steps, start=1)
            )

    def start(self, person=None, **words):
        return as_person(person or self.officer, approvals.start, self.plan, PLAN, KEY, **words)

    def log(self):
        with owner_login():
            of_plan = LogEntry.objects.filter(
                owner=self.organisation,
                subject_type="programmes.actionplan",
                subject_id=self.plan.pk,
            )
            return list(of_plan.order_by("pk").values_list("verb", "actor_name", "comment"))


def as_person(person, work, *args, access=None, **words):
    access = access or person.access
    with use_tenant(access.tenant), transaction.atomic():
        return work(*args, access=access, **words)


def approve(person, run, key=KEY, **words):
    return as_person(person, approvals.approve, run.pk, key, **words)


def steps_of(run):
    with owner_login():
        return list(run.decisions.order_by("ordinal"))


def for_the_unit_by_delegation(unit):
    """The access of a centre's officer who works for the unit."""
    helper = make_member(Kind.SUPPORT)
    return Access(helper, unit.organisation, Role.OFFICER, on_behalf=True)


@pytest.fixture
def unit():
    return Unit()


def test_a_unit_that_configured_nothing_submits_to_its_head(unit):
    chain = as_person(unit.officer, approvals.chain_of, PLAN)

    assert [(step.ordinal, step.name, step.role) for step in chain] == [
        (1, "Chuyên viên trình", Role.OFFICER),
        (2, "Lãnh đạo duyệt", Role.HEAD),
    ]


def test_submitting_takes_the_first_step_and_the_heads_word_is_the_last(unit):
    run = unit.start(comment="Đã lấy ý kiến các phòng.")

    assert (run.state, run.started_by, run.started_by_name) == (
        ApprovalState.OPEN,
        unit.officer,
        unit.officer.full_name,
    )
    assert run.started_at is not None

    run = approve(unit.head, run, comment="Đồng ý.")

    assert (run.state, run.closed_by_name) == (ApprovalState.APPROVED, unit.head.full_name)
    first, last = steps_of(run)
    assert (first.decided_by, first.comment) == (unit.officer, "Đã lấy ý kiến các phòng.")
    assert (last.decided_by, last.comment, last.decision) == (
        unit.head,
        "Đồng ý.",
        Decision.APPROVED,
    )
    assert run.started_at <= first.decided_at <= last.decided_at <= run.closed_at
    assert unit.log() == [
        (Verb.SUBMIT, unit.officer.full_name, "Chuyên viên trình: Đã lấy ý kiến các phòng."),
        (Verb.APPROVE, unit.head.full_name, "Lãnh đạo duyệt: Đồng ý."),
    ]


def test_four_steps_are_taken_one_after_the_other_by_four_people(unit):
    unit.configure(*FOUR_STEPS)
    people = [unit.officer, unit.person(), unit.person(), unit.head]

    run = unit.start()
    states = [approve(person, run).state for person in people[1:]]

    assert states == [ApprovalState.OPEN, ApprovalState.OPEN, ApprovalState.APPROVED]
    assert [step.decided_by for step in steps_of(run)] == people


def test_a_run_keeps_the_steps_it_began_with(unit):
    run = unit.start()
    unit.configure(*FOUR_STEPS)

    assert approve(unit.head, run).state == ApprovalState.APPROVED
    assert len(steps_of(run)) == 2


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.ADMINISTRATOR])
def test_the_last_step_is_the_heads_and_not_the_administrators(unit, role):
    run, person = unit.start(), unit.person(role)

    with pytest.raises(PermissionDenied):
        approve(person, run)
    with pytest.raises(PermissionDenied):
        as_person(person, approvals.send_back, run.pk, reason="Thiếu kinh phí.")

    assert steps_of(run)[1].is_pending


def test_a_viewer_submits_nothing_and_withdraws_nothing(unit):
    viewer = unit.person(Role.VIEWER)

    with pytest.raises(PermissionDenied):
        unit.start(viewer)
    run = unit.start()
    with pytest.raises(PermissionDenied):
        as_person(viewer, approvals.withdraw, run.pk)


def test_nobody_takes_two_steps_of_one_run(unit):
    """A head who drafted the plan needs another head to approve it."""
    run = unit.start(unit.head)

    with pytest.raises(PermissionDenied):
        approve(unit.head, run)

    assert approve(unit.person(Role.HEAD), run).state == ApprovalState.APPROVED


def test_a_step_given_to_a_person_is_that_persons_alone(unit):
    named, other = unit.person(), unit.person()
    unit.configure(FOUR_STEPS[0], (*FOUR_STEPS[1], named), FOUR_STEPS[3])
    run = unit.start()

    with pytest.raises(PermissionDenied):
        approve(other, run)

    assert approve(named, run).state == ApprovalState.OPEN
    assert steps_of(run)[1].person_name == named.full_name


def test_who_works_by_delegation_submits_and_never_approves_for_good(unit):
    by_delegation = for_the_unit_by_delegation(unit)
    run = as_person(None, approvals.start, unit.plan, PLAN, KEY, access=by_delegation)
    as_if_head = Access(make_member(Kind.SUPPORT), unit.organisation, Role.HEAD, on_behalf=True)

    with pytest.raises(PermissionDenied):
        as_person(None, approvals.approve, run.pk, KEY, access=as_if_head)

    assert steps_of(run)[0].on_behalf
    assert rules.may_decide(unit.head.access, run, steps_of(run))


def test_what_changed_after_it_was_submitted_is_not_approved(unit):
    run = unit.start()

    with pytest.raises(ActionRefused, match="nội dung đã thay đổi sau khi trình"):
        approve(unit.head, run, key=OTHER_KEY)

    assert steps_of(run)[1].is_pending


def test_whoever_returns_it_says_why_and_it_can_be_submitted_again(unit):
    run = unit.start()

    for nothing in ("", " \n "):
        with pytest.raises(ActionRefused, match="hãy ghi lý do"):
            as_person(unit.head, approvals.send_back, run.pk, reason=nothing)
    run = as_person(unit.head, approvals.send_back, run.pk, reason="Thiếu kinh phí năm 2027.")

    assert (run.state, run.closed_by) == (ApprovalState.RETURNED, unit.head)
    assert steps_of(run)[1].comment == "Thiếu kinh phí năm 2027."
    assert unit.log()[-1] == (
        Verb.RETURN,
        unit.head.full_name,
        "Lãnh đạo duyệt: Thiếu kinh phí năm 2027.",
    )
    again = unit.start()
    current = as_person(unit.officer, approvals.current_approval, unit.plan, PLAN)
    assert again.pk == current.pk != run.pk


def test_the_unit_takes_an_open_run_back_and_no_other(unit):
    colleague, run = unit.person(), unit.start()

    run = as_person(colleague, approvals.withdraw, run.pk, reason="Sửa mục tiêu.")

    assert (run.state, run.withdrawn_because, run.closed_by) == (
        ApprovalState.WITHDRAWN,
        "Sửa mục tiêu.",
        colleague,
    )
    assert unit.log()[-1] == (Verb.WITHDRAW, colleague.full_name, "Sửa mục tiêu.")
    for too_late in (
        lambda: as_person(colleague, approvals.withdraw, run.pk),
        lambda: approve(unit.head, run),
        lambda: as_person(unit.head, approvals.send_back, run.pk, reason="Chậm."),
    ):
        with pytest.raises(ActionRefused, match="đã kết thúc"):
            too_late()


def test_an_object_is_submitted_once_at_a_time(unit):
    unit.start()

    with pytest.raises(ActionRefused, match="đang được trình duyệt"):
        unit.start(unit.person())


def test_whoever_had_another_step_before_them_is_told(unit):
    """Without it the second of two who press would take the step after the one they read."""
    unit.configure(*FOUR_STEPS)
    run = unit.start()
    first, second = unit.person(), unit.person()
    seen = as_person(first, lambda access: approvals.seen_of(run))

    approve(first, run, seen=seen)
    with pytest.raises(ActionRefused, match="đã được xử lý ở nơi khác"):
        approve(second, run, seen=seen)

    assert [step.decision for step in steps_of(run)][2:] == [Decision.PENDING] * 2


def test_nothing_is_submitted_to_somebody_who_left(unit):
    left = unit.person(Role.HEAD)
    unit.configure(FOUR_STEPS[0], (*FOUR_STEPS[3], left))
    with owner_login():
        Membership.objects.filter(user=left).update(valid_to="2020-01-01")

    with pytest.raises(ActionRefused, match=f"{left.full_name}, người này đã thôi"):
        unit.start()

    with owner_login():
        assert not Approval.objects.filter(owner=unit.organisation).exists()


def test_a_neighbour_has_no_part_in_it_and_sees_nothing(unit):
    run, neighbour = unit.start(), Unit()

    for attempt in (
        lambda: approve(neighbour.head, run),
        lambda: as_person(neighbour.head, approvals.send_back, run.pk, reason="Vì sao không?"),
        lambda: as_person(neighbour.officer, approvals.withdraw, run.pk),
    ):
        with pytest.raises(Approval.DoesNotExist):
            attempt()
    assert as_person(neighbour.head, approvals.current_approval, unit.plan, PLAN) is None
    assert as_person(neighbour.head, approvals.waiting_for) == []
    with use_tenant(neighbour.head.access.tenant):
        assert not Approval.objects.exists()
        assert not ApprovalDecision.objects.exists()


def test_the_queue_holds_what_this_person_may_decide_next(unit):
    mine, other = unit.person(), unit.person()
    unit.configure(FOUR_STEPS[0], (*FOUR_STEPS[1], mine), FOUR_STEPS[3])
    run = unit.start()

    def waiting():
        people = {"mine": mine, "other": other, "head": unit.head, "drafter": unit.officer}
        return {
            who
            for who, person in people.items()
            if [row.pk for row in as_person(person, approvals.waiting_for)] == [run.pk]
        }

    assert waiting() == {"mine"}
    approve(mine, run)
    assert waiting() == {"head"}
    approve(unit.head, run)
    assert waiting() == set()


@pytest.mark.parametrize("subject", ApprovalSubject)
def test_every_kind_of_object_has_a_page_of_its_own_to_be_led_to(subject):
    found = resolve(Approval(subject=subject, subject_id=7).get_absolute_url())

    assert found.kwargs == {"pk": 7}


@pytest.mark.parametrize("count", [1, 3, 20])
def test_the_queue_costs_the_same_for_any_number_of_runs(unit, django_assert_num_queries, count):
    for _ in range(count):
        unit.plan = make_plan(unit.organisation)
        unit.start()

    with use_tenant(unit.head.access.tenant), django_assert_num_queries(2):
        runs = approvals.waiting_for(unit.head.access)
        shown = [(run.next_decision.name, run.get_absolute_url()) for run in runs]

    assert len(shown) == count


def sql_as(person, statement, *parameters):
    """Rows changed by SQL of one's own in the role of the person's organisation, or the refusal."""
    try:
        with use_tenant(person.access.tenant), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.rowcount
    except DatabaseError as fault:
        return fault.__cause__.diag.message_primary


RUN = "UPDATE organisations_approval SET "
STEP = "UPDATE organisations_approvaldecision SET "


def test_a_step_once_taken_is_changed_by_nobody(unit):
    run = unit.start()
    for change in ("comment = 'khác'", "decision = 'pending'", "decided_at = now()"):
        told = sql_as(unit.head, f"{STEP}{change} WHERE approval_id = %s AND ordinal = 1", run.pk)
        assert told == "Ý kiến đã ghi không sửa, không xóa."

    deleting = "DELETE FROM organisations_approvaldecision WHERE approval_id = %s"
    assert "permission denied" in sql_as(unit.head, deleting, run.pk)


def test_steps_that_are_not_taken_yet_keep_name_role_and_person(unit):
    run = unit.start()
    for change in ("role = 'officer'", "name = 'khác'", "is_last = false", "ordinal = 3"):
        told = sql_as(
            unit.officer, f"{STEP}{change} WHERE approval_id = %s AND ordinal = 2", run.pk
        )
        assert "đã chốt khi trình" in told


def test_time_and_person_of_a_step_are_the_databases(unit):
    run = unit.start()
    forged = (
        f"{STEP}decision = 'approved', decided_at = '2000-01-01', decided_by_id = %s,"
        " decided_by_name = 'Người khác' WHERE approval_id = %s AND ordinal = 2"
    )

    assert sql_as(unit.head, forged, unit.officer.pk, run.pk) == 1

    last = steps_of(run)[1]
    assert (last.decided_by, last.decided_by_name) == (unit.head, unit.head.full_name)
    assert last.decided_at >= run.started_at


def test_the_database_knows_no_second_step_for_one_person(unit):
    run = unit.start(unit.head)
    twice = f"{STEP}decision = 'approved' WHERE approval_id = %s AND ordinal = 2"

    assert "approval_decided_by_another_person" in sql_as(unit.head, twice, run.pk)


def test_no_step_is_taken_before_the_one_before_it(unit):
    unit.configure(*FOUR_STEPS)
    run = unit.start()
    last = f"{STEP}decision = 'approved' WHERE approval_id = %s AND ordinal = 4"

    assert sql_as(unit.head, last, run.pk) == "Bước trước chưa xong."


def test_a_run_is_over_only_when_its_steps_say_so(unit):
    run = unit.start()
    close = RUN + "state = %s WHERE id = %s"

    assert "Chưa đủ ý kiến" in sql_as(unit.head, close, "approved", run.pk)
    assert "Chưa có bước nào" in sql_as(unit.head, close, "returned", run.pk)
    told = sql_as(unit.head, f"{RUN}content_key = 'khác' WHERE id = %s", run.pk)
    assert "Nội dung đã trình không sửa" in told


def test_a_run_that_is_over_is_not_opened_again(unit):
    run = approve(unit.head, unit.start())

    for change in ("state = 'open'", "state = 'withdrawn'", "subject_label = 'khác'"):
        assert "đã kết thúc" in sql_as(unit.head, f"{RUN}{change} WHERE id = %s", run.pk)


def chain(*steps):
    return [ApprovalStep(name=name, role=role) for name, role in steps]


def save(unit, person, steps, *, seen=None):
    return as_person(
        person, approvals.save_chain, PLAN, steps, seen=fingerprint() if seen is None else seen
    )


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMINISTRATOR])
def test_heads_and_administrators_configure_the_chain(unit, role):
    save(unit, unit.person(role), chain(*FOUR_STEPS))

    names = [step.name for step in as_person(unit.officer, approvals.chain_of, PLAN)]
    assert names == [name for name, _ in FOUR_STEPS]
    others = as_person(unit.officer, approvals.chain_of, ApprovalSubject.TASK_LIST)
    assert len(others) == 2


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER])
def test_nobody_else_configures_it(unit, role):
    with pytest.raises(PermissionDenied):
        save(unit, unit.person(role), chain(*FOUR_STEPS))


def test_a_chain_that_a_colleague_saved_meanwhile_is_not_overwritten(unit):
    save(unit, unit.head, chain(*FOUR_STEPS))

    with pytest.raises(ActionRefused, match="đã được sửa ở nơi khác"):
        save(unit, unit.head, chain(*FOUR_STEPS[:1], *FOUR_STEPS[3:]))


@pytest.mark.parametrize(
    "steps",
    [FOUR_STEPS[3:], FOUR_STEPS[:2]],
    ids=["one step", "the last not a head's"],
)
def test_a_chain_that_is_not_whole_is_refused_by_the_database(unit, steps):
    unit.configure(*steps)

    with pytest.raises(DatabaseError, match="từ 2 đến 4 bước liền nhau"), transaction.atomic():
        connection.check_constraints()
    with owner_login():
        ApprovalStep.objects.filter(owner=unit.organisation).delete()


def test_a_step_is_given_to_members_only(unit):
    stranger = Unit().head

    with pytest.raises(DatabaseError, match="phải là thành viên"), transaction.atomic():
        unit.configure(FOUR_STEPS[0], (*FOUR_STEPS[3], stranger))
