"""What somebody might try with approvals and revisions, in SQL of a department's own login."""

import psycopg2
import pytest

from tests.isolation.asking import asking_as, insertion, refusal
from tests.isolation.test_labels import fresh

RUN = (
    "INSERT INTO organisations_approval (owner_id, subject, subject_type, subject_id,"
    " subject_label, state, content_key, started_by_name, closed_by_name, withdrawn_because)"
    " VALUES (%s, 'plan', 'x', 7, 'Kế hoạch', 'open', 'x', '', '', '') RETURNING id"
)
STEP = (
    "INSERT INTO organisations_approvaldecision (owner_id, approval_id, ordinal, name, role,"
    " person_name, is_last, decision, decided_by_name, on_behalf, comment)"
    " VALUES (%s, %s, %s, 'Duyệt', %s, '', %s, 'pending', '', false, '')"
)
TAKE = (
    "UPDATE organisations_approvaldecision SET decision = 'approved'"
    " WHERE approval_id = %s AND ordinal = %s"
)
CLOSE = "UPDATE organisations_approval SET state = 'approved' WHERE id = %s"
MEMBER = (
    "INSERT INTO organisations_membership"
    " (user_id, organisation_id, kind, role, valid_from, wants_email)"
    " VALUES (%s, %s, 'department', %s, %s, true)"
)
PERSON = "SELECT set_config('app.uid', %s, true)"
WHOLE = [("officer", False), ("head", True)]
NO_HEAD = "Bước này do lãnh đạo của đơn vị duyệt."


@pytest.fixture
def colleague(owner, world):
    """An officer of the department, whose head the world has already; undone with the test."""
    person = world.people["corporation"].pk
    with owner.cursor() as cursor:
        cursor.execute(MEMBER, [person, world.organisation("department"), "officer", "2015-01-01"])
    return person


def approved(owner, who, steps, people):
    """What the database says to a run of these (role, is_last) that these people take in turn."""
    with asking_as(owner, who) as cursor:
        try:
            cursor.execute(RUN, [who.organisation])
            run = cursor.fetchone()[0]
            for ordinal, (role, is_last) in enumerate(steps, start=1):
                cursor.execute(STEP, [who.organisation, run, ordinal, role, is_last])
            for ordinal, person in enumerate(people, start=1):
                cursor.execute(PERSON, [str(person)])
                cursor.execute(TAKE, [run, ordinal])
            cursor.execute(CLOSE, [run])
        except psycopg2.Error as error:
            return error.diag.message_primary
        return "approved"


def test_an_officer_and_the_head_approve(owner, world, colleague):
    department = world.identity("department")

    assert approved(owner, department, WHOLE, [colleague, department.user]) == "approved"


@pytest.mark.parametrize(
    "steps",
    [
        [("head", True)],
        [("officer", True)],
        [("officer", False), ("officer", True)],
        [("officer", True), ("head", False)],
    ],
    ids=["one step", "one officer", "no head at the end", "the last step is not the last"],
)
def test_a_run_that_no_chain_could_be_is_never_approved(owner, world, colleague, steps):
    department = world.identity("department")
    people = [colleague, department.user] if len(steps) == 2 else [department.user]

    answer = approved(owner, department, steps, people)

    assert answer == "Chưa đủ ý kiến đồng ý của các bước, từ 2 bước, bước cuối của lãnh đạo."


def test_the_step_of_the_head_is_taken_by_a_head_of_this_unit(owner, world, colleague):
    department = world.identity("department")
    others = {
        "an officer": colleague,
        "a neighbour's head": world.people["neighbour"].pk,
        "a centre's head, who works by delegation": world.people["support"].pk,
    }

    answers = {
        approved(owner, department, WHOLE, [department.user, person]) for person in others.values()
    }

    assert answers == {NO_HEAD}


def test_the_step_of_the_head_is_not_taken_without_a_name_nor_before_the_term(owner, world):
    department, to_come = world.identity("department"), world.people["neighbour"].pk
    with owner.cursor() as cursor:
        cursor.execute(MEMBER, [to_come, department.organisation, "head", "2999-01-01"])

    for nobody_yet in ("", to_come):
        assert approved(owner, department, WHOLE, [department.user, nobody_yet]) == NO_HEAD


@pytest.mark.parametrize("ordinal", [1, 3, 7])
def test_a_revision_is_the_next_one(app, world, ordinal):
    department = world.identity("department")
    row = world.first("programmes_revision", owner_id=department.organisation)
    next_one = fresh(world, "programmes_revision", row)

    assert refusal(app, department, *insertion("programmes_revision", next_one)) == ""
    answer = refusal(
        app, department, *insertion("programmes_revision", next_one | {"ordinal": ordinal})
    )
    assert answer == "Nội dung ban hành đánh số liên tiếp từ 1."
