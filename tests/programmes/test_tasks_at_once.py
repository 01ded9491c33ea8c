"""Two officers on one list at the same moment, each with a login and a transaction of their own."""

import datetime as dt
from functools import partial

import pytest

from organisations.entry.saving import fingerprint
from organisations.tenancy import owner_login
from programmes.carrying.actions import carry_task, start_task
from programmes.enums import FundKind, ListState, TaskState
from programmes.models import Task, TaskList, TaskMoney
from programmes.tasks.actions import Rows, create_task, delete_list
from tests.factories import make_member, make_organisation, make_task, make_task_list
from tests.logins import production_logins
from tests.together import as_person, own_database, refusals, together

pytestmark = pytest.mark.xdist_group("tasks at once")
database = own_database("tasks")
TODAY = dt.date(2026, 7, 27)
HELD = "SELECT 1 FROM programmes_tasklist WHERE id = %s FOR UPDATE"


@pytest.fixture
def unit(database, django_db_blocker):
    with production_logins(database, django_db_blocker):
        yield make_organisation()


@pytest.fixture
def officers(unit):
    return [make_member(organisation=unit) for _ in range(2)]


def at_once(database, task_list, *works):
    return together(database, works, held=(HELD, task_list.pk))


def add_task(name, task_list_pk, *, access):
    task_list = TaskList.objects.visible_to(access).get(pk=task_list_pk)
    rows = Rows(money=[TaskMoney(fund=FundKind.OTHER, planned=600)])
    return create_task(Task(task_list=task_list, name=name), rows, access=access).pk


def begin(task_pk, day, *, access):
    task = Task.objects.visible_to(access).get(pk=task_pk)
    seen = fingerprint(task)
    task.started_on = dt.date(2026, 7, day)
    return start_task(task, access=access, seen=seen, today=TODAY).pk


def carry(task_pk, into_pk, *, access):
    task = Task.objects.visible_to(access).get(pk=task_pk)
    into, seen = TaskList.objects.visible_to(access).get(pk=into_pk), fingerprint(task)
    task.stopped_on, task.stop_reason = TODAY, "Đấu thầu chậm"
    return carry_task(task, into, access=access, seen=seen, today=TODAY).pk


def test_two_tasks_do_not_exceed_the_total_together(database, unit, officers):
    task_list = make_task_list(unit, money_total=1000)
    works = [
        partial(as_person, person, partial(add_task, name, task_list.pk))
        for person, name in zip(officers, "AB", strict=True)
    ]

    (refusal,) = refusals(at_once(database, task_list, *works))

    assert "cộng lại là 1.200 đồng" in refusal
    with owner_login():
        assert Task.objects.filter(task_list=task_list).count() == 1


def test_two_who_begin_one_task_differently_begin_it_once(database, unit, officers):
    task_list = make_task_list(unit, state=ListState.ISSUED)
    task = make_task(task_list, state=TaskState.APPROVED)
    works = [
        partial(as_person, person, partial(begin, task.pk, day))
        for person, day in zip(officers, (1, 2), strict=True)
    ]

    (refusal,) = refusals(at_once(database, task_list, *works))

    assert "đang ở trạng thái “đang thực hiện”" in refusal


def test_a_task_carried_by_two_goes_on_once(database, unit, officers):
    task_list = make_task_list(unit, state=ListState.ISSUED)
    next_year = make_task_list(unit, year=2027)
    task = make_task(task_list, state=TaskState.APPROVED)
    works = [
        partial(as_person, person, partial(carry, task.pk, next_year.pk)) for person in officers
    ]

    first, second = at_once(database, task_list, *works)

    assert first == second
    with owner_login():
        assert Task.objects.filter(carried_from=task).count() == 1


def test_a_list_is_not_deleted_under_a_task_that_is_being_added(database, unit, officers):
    task_list = make_task_list(unit)
    adding = partial(as_person, officers[0], partial(add_task, "A", task_list.pk))
    deleting = partial(as_person, officers[1], partial(delete_list, task_list.pk))

    def missing_is_said(work):
        try:
            return work()
        except TaskList.DoesNotExist:
            return "không còn"

    answers = at_once(
        database, task_list, partial(missing_is_said, adding), partial(missing_is_said, deleting)
    )

    with owner_login():
        assert not Task.objects.filter(task_list_id=task_list.pk).exists()
        assert not TaskList.objects.filter(pk=task_list.pk).exists()
    assert answers[1] is None
