"""The page of the tasks behind a number of the year: exactly those, also with several lists."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations import clock
from organisations.enums import Kind, Role
from organisations.tenancy import owner_login
from programmes.enums import FundKind, ListState, TaskState
from programmes.models import Disbursement, TaskMoney
from tests.factories import (
    make_activity,
    make_member,
    make_organisation,
    make_plan,
    make_task,
    make_task_list,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 7, 27)
PAGE = "/programmes/plans/tasks/"


@pytest.fixture(autouse=True)
def _a_day_in_the_year(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT, Role.OFFICER)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def make_list(owner, **fields):
    return make_task_list(owner, plan=make_plan(owner), state=ListState.ISSUED, **fields)


def pay(task, planned, paid=None, fund=FundKind.INDUSTRY):
    with owner_login():
        owned = {"owner": task.owner, "task": task, "fund": fund}
        TaskMoney.objects.create(planned=planned, **owned)
        if paid:
            Disbursement.objects.create(paid_on=TODAY, amount=paid, **owned)


def make_year(owner):
    """Two lists: one task done in time, one done late, one late, one of later, one proposed."""
    first, second = make_list(owner), make_list(owner)
    in_time = make_task(first, state=TaskState.ACCEPTED, accepted_on=dt.date(2026, 6, 30))
    too_late = make_task(second, state=TaskState.ACCEPTED, accepted_on=dt.date(2026, 7, 1))
    overdue = make_task(second, state=TaskState.UNDER_WAY)
    later = make_task(first, state=TaskState.APPROVED, month_to=12)
    make_task(first)
    pay(in_time, 100, 40)
    pay(overdue, 50, 10, FundKind.DONOR)
    return {"in_time": in_time, "too_late": too_late, "overdue": overdue, "later": later}


def shown(client, address):
    return {row.task.pk for row in client.get(address).context["rows"]}


def test_each_tile_of_the_home_opens_exactly_the_tasks_of_its_number(client, ours):
    year = make_year(ours)
    keys = {name: task.pk for name, task in year.items()}

    done, on_time, paid = client.get("/").context["tiles"]  # no events, no tile of them

    assert (done.number, on_time.number, paid.number) == ("2/4", "1/3", "33,3%")
    assert shown(client, done.url) == {keys["in_time"], keys["too_late"]}
    assert shown(client, on_time.url) == {keys["in_time"]}
    page = client.get(paid.url).context
    assert {row.task.pk for row in page["rows"]} == set(keys.values())
    assert (page["total"].planned, page["total"].paid) == (150, 50)


def test_beside_a_part_stands_what_it_is_a_part_of(client, ours):
    make_year(ours)

    tabs = client.get(f"{PAGE}?year=2026").context["tabs"]

    assert {tab.which.value: tab.number for tab in tabs} == {
        "all": 4,
        "done": 2,
        "due": 3,
        "on_time": 1,
        "not_on_time": 2,
    }
    for tab in tabs:
        assert len(shown(client, tab.url)) == tab.number


def test_a_source_shows_its_tasks_and_its_money_only(client, ours):
    year = make_year(ours)
    pay(year["overdue"], 7)

    page = client.get(f"{PAGE}?year=2026&fund=industry").context

    assert {row.task.pk for row in page["rows"]} == {year["in_time"].pk, year["overdue"].pk}
    assert (page["total"].planned, page["total"].paid) == (107, 40)
    assert page["tabs"][0].number == 2


def test_numbers_of_a_list_open_its_own_tasks(client, ours):
    year = make_year(ours)
    task_list = year["in_time"].task_list

    page = client.get(task_list.get_absolute_url()).context

    assert shown(client, page["doors"]["done"]) == {year["in_time"].pk}
    assert len(shown(client, page["doors"]["all"])) == len(page["rows"]) == 3


def test_a_neighbours_tasks_and_lists_are_not_there(client, ours):
    theirs = make_year(make_organisation())

    assert shown(client, f"{PAGE}?year=2026") == set()
    for asked in (theirs["in_time"].task_list_id, "x", "9" * 30):
        assert client.get(f"{PAGE}?list={asked}").status_code == 404


def test_money_of_an_amendment_is_said_to_be_a_drafts(client, ours):
    task = make_task(make_list(ours), state=TaskState.UNDER_WAY)
    assert "dự thảo điều chỉnh" not in client.get(f"{PAGE}?year=2026").content.decode()

    with owner_login():
        type(task.task_list).objects.update(state=ListState.AMENDING)

    assert "dự thảo điều chỉnh" in client.get(f"{PAGE}?year=2026").content.decode()


def test_money_is_said_to_the_last_dong(client, ours):
    pay(make_task(make_list(ours), state=TaskState.UNDER_WAY), 780_000_000, 40_250)

    tile = client.get("/").context["tiles"][2]

    assert tile.note == "40.250/780.000.000 đồng"


def test_nonsense_in_the_address_is_the_year_as_a_whole(client, ours):
    make_year(ours)

    assert len(shown(client, f"{PAGE}?year=abc&which=x&fund=x")) == 4


@pytest.mark.parametrize("tasks", [1, 3, 200])
def test_the_page_costs_the_same(client, ours, tasks, django_assert_num_queries):
    task_list = make_list(ours)
    for _ in range(tasks):
        pay(make_task(task_list, state=TaskState.UNDER_WAY), 10, 5)

    client.get(f"{PAGE}?year=2026")
    with django_assert_num_queries(12):
        client.get(f"{PAGE}?year=2026")


def test_events_open_our_rows_of_their_month_and_nobody_elses(client, ours):
    corporation = make_organisation(Kind.CORPORATION)
    may, june = dt.date(2026, 5, 30), dt.date(2026, 6, 1)
    mine = make_activity(ours, held_on=may, event_count=2)
    make_activity(ours, held_on=june, event_count=4)
    with owner_login():
        make_activity(corporation, held_on=may, event_count=8, department=ours)

    url = f"{reverse('outreach:activities')}?state=held&counted=attendance&month=2026-05&ours=yes"
    response = client.get(url)

    assert [row.pk for row in response.context["object_list"]] == [mine.pk]
    assert "Chỉ hoạt động do đơn vị ghi. Bắt đầu trong tháng 5/2026." in response.content.decode()
    assert client.get(url.removesuffix("&ours=yes")).context["object_list"].count() == 2
    *_others, events = client.get("/").context["tiles"]
    assert events.number == "6"
    assert sum(row.event_count for row in client.get(events.url).context["object_list"]) == 6
