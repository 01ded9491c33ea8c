"""The pages of a list and of a task: what they count, what each number opens, what they cost."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from organisations import clock
from organisations.enums import Kind, Role
from organisations.tenancy import owner_login
from outreach.enums import ActivityKind, ActivityState
from outreach.models import ActivityMoney, ActivityZone, Attendance
from programmes.carrying.days import decision_of
from programmes.enums import FundKind, ListState, OutputKind, TaskState
from programmes.models import Task
from programmes.papers import actions
from programmes.papers.kinds import LIST
from tests.factories import (
    make_activity,
    make_establishment,
    make_member,
    make_money,
    make_output,
    make_plan,
    make_task,
    make_task_list,
    make_zone,
)
from tests.paper_reading import one_line
from tests.programmes.papers import Unit, decision

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 7, 27)


@pytest.fixture(autouse=True)
def _a_day_in_the_year(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def task_list(officer):
    owner = officer.access.organisation
    plan = make_plan(owner, year_from=2026, year_to=2030)
    return make_task_list(owner, plan=plan, state=ListState.ISSUED, money_total=1000)


def words_of(response):
    return one_line(response.content.decode())


def page_of(client, row):
    return words_of(client.get(row.get_absolute_url()))


def held(task, **fields):
    return make_activity(task.owner, task=task, held_on=dt.date(2026, 5, 12), **fields)


def test_a_list_shows_every_task_with_outputs_money_and_whether_it_is_late(client, task_list):
    done = make_task(
        task_list, name="Tập huấn", state=TaskState.ACCEPTED, accepted_on=dt.date(2026, 6, 30)
    )
    make_task(task_list, name="Truyền thông", month_to=5, state=TaskState.UNDER_WAY)
    make_output(done, planned=4)
    held(done, event_count=3)
    make_money(done, planned=400, paid=100)

    response = client.get(task_list.get_absolute_url())

    shown = words_of(response)
    assert "75% (3/4)" in shown
    assert "đúng tiến độ" in shown
    assert "quá hạn 57 ngày" in shown
    assert "50% (1/2)" in shown
    assert (response.context["on_time"], response.context["due"]) == (1, 2)
    assert "25% (100/400)" in shown
    assert (response.context["total"].planned, response.context["total"].paid) == (400, 100)


def test_every_counted_number_opens_exactly_the_rows_it_was_counted_from(client, task_list):
    task = make_task(task_list, state=TaskState.UNDER_WAY)
    make_output(task, planned=4)
    counted = [held(task, event_count=1), held(task, event_count=2)]
    held(task, kind=ActivityKind.WORKSHOP)
    held(task, state=ActivityState.PLANNED, event_count=None)
    held(make_task(task_list), event_count=50)

    (progress,) = client.get(task.get_absolute_url()).context["outputs"]
    (total,) = client.get(task_list.get_absolute_url()).context["sums"]

    for number in (progress, total):
        rows = client.get(number.url).context["object_list"]
        assert number.done.number == sum(row.event_count for row in rows)
    assert sorted(a.pk for a in client.get(progress.url).context["object_list"]) == sorted(
        a.pk for a in counted
    )


def test_last_years_number_opens_its_rows_too(client, task_list):
    before = make_task(make_task_list(task_list.owner, year=2025, plan=task_list.plan))
    task = make_task(task_list, carried_from=before)
    make_output(task)
    held(task)
    make_output(before)
    counted = make_activity(before.owner, task=before, held_on=dt.date(2025, 7, 27), event_count=2)
    make_activity(before.owner, task=before, held_on=dt.date(2025, 7, 28), event_count=2)
    make_activity(before.owner, held_on=dt.date(2025, 3, 1), event_count=2)

    (progress,) = client.get(task.get_absolute_url()).context["outputs"]
    (total,) = client.get(task_list.get_absolute_url()).context["sums"]

    for number in (progress, total):
        assert number.share_of_last_year == "50% (1/2)"
        assert list(client.get(number.compared.url).context["object_list"]) == [counted]


@pytest.mark.parametrize("kind", [OutputKind.ATTENDANCE, OutputKind.ZONE, OutputKind.ESTABLISHMENT])
def test_people_zones_and_sites_open_the_rows_they_were_counted_from(client, task_list, kind):
    task = make_task(task_list, state=TaskState.UNDER_WAY)
    make_output(task, kind, planned=4)
    counted = held(task, attendance_count=30)
    cast = held(task, kind=ActivityKind.TV_REPORT)
    zone, site = make_zone(task.owner), make_establishment(task.owner)
    with owner_login():
        for activity in (counted, cast):
            owned = {"owner": task.owner, "activity": activity}
            ActivityZone.objects.create(zone=zone, **owned)
            Attendance.objects.create(establishment=site, name=site.name, managers=1, **owned)

    (progress,) = client.get(task.get_absolute_url()).context["outputs"]

    assert progress.done.rows == 1
    assert list(client.get(progress.url).context["object_list"]) == [counted]


def test_the_log_is_not_narrowed_by_a_neighbours_task(client, officer):
    neighbour = make_member()
    theirs = make_task(make_task_list(neighbour.access.organisation))
    held(theirs)

    response = client.get(reverse("outreach:activities"), {"task": theirs.pk})

    assert list(response.context["object_list"]) == []
    assert theirs.name not in response.content.decode()


def test_a_typed_number_is_marked_and_says_from_what(client, task_list):
    task = make_task(task_list, state=TaskState.UNDER_WAY)
    make_output(
        task,
        OutputKind.OTHER,
        name="Website",
        unit="trang",
        planned=1,
        typed_done=1,
        typed_on=dt.date(2026, 6, 1),
        typed_basis="Biên bản bàn giao",
        estimate=1,
        estimate_basis="Đã xong",
    )

    shown = page_of(client, task)

    for words in ("nhập tay", "nhập tay ngày 01/06/2026: Biên bản bàn giao", "Đã xong"):
        assert words in shown


def test_a_task_offers_only_what_it_may_become(client, task_list):
    task = make_task(task_list, state=TaskState.ACCEPTED)

    verbs = client.get(task.get_absolute_url()).context["verbs"]

    assert [verb.label for verb in verbs] == ["Ghi quyết toán"]


@pytest.mark.parametrize("state", TaskState)
def test_an_activity_is_added_from_its_task_once_it_is_carried_out(client, task_list, state):
    days = {"stopped_on": TODAY, "stop_reason": "Hết kinh phí", "settled_on": TODAY}
    given = {"assignment": "order", "given_on": dt.date(2026, 2, 1)}
    task = make_task(task_list, state=state, **days, **given)
    link = f"{reverse('outreach:activity_create')}?task={task.pk}&plan={task_list.plan_id}"

    offered = link.replace("&", "&amp;") in page_of(client, task)
    sheet = words_of(client.get(link))

    ended = {TaskState.PROPOSED, TaskState.STOPPED, TaskState.CARRIED}
    assert offered is (state not in ended)
    for key, title in ((task.pk, task), (task_list.plan_id, task_list.plan)):
        assert re.search(rf'<option value="{key}" selected>[^<]*{title}</option>', sheet)
    client.force_login(make_member(role=Role.VIEWER, organisation=task.owner))
    assert "Thêm hoạt động" not in page_of(client, task)


def test_how_a_task_was_given_stays_readable_after_it_was_started(client, task_list):
    task = make_task(task_list, state=TaskState.APPROVED)
    bare = make_task(task_list, state=TaskState.UNDER_WAY, started_on=dt.date(2026, 3, 2))
    giving = {"assignment": "order", "executor": "Trung tâm", "assignment_number": "15/HĐ-SCT"}

    write(client, "task_give", task, **giving, given_on="01/03/2026")
    asked = words_of(client.get(reverse("programmes:task_start", args=[task.pk])))
    write(client, "task_start", task, started_on="02/03/2026")

    said = "đặt hàng; Trung tâm; 15/HĐ-SCT"
    assert f"Thông tin giao nhiệm vụ ({said}) vẫn được giữ." in asked
    shown = client.get(task.get_absolute_url()).context
    given = next(step for step in shown["steps"] if step.label == "giao thực hiện")
    assert (given.day, given.detail) == ("01/03/2026", said)
    assert f"{said}; 01/03/2026" in [entry.comment for entry in shown["timeline"]]
    assert "đơn vị tự thực hiện hoặc chưa ghi việc giao" in page_of(client, bare)


def write(client, name, task, **typed):
    address = reverse(f"programmes:{name}", args=[task.pk])
    form = client.get(address).context["form"]
    sheet = {field.html_name: field.value() or "" for field in form}
    assert client.post(address, sheet | typed).status_code == 302


def test_what_activities_cost_stands_beside_what_was_paid_and_is_never_added(client, task_list):
    task = make_task(task_list, state=TaskState.UNDER_WAY)
    make_money(task, planned=400, paid=100)
    planned = {"state": ActivityState.PLANNED, "event_count": None, "attendance_count": None}
    with owner_login():
        for activity, fund, amount in [
            (held(task), FundKind.INDUSTRY, 30),
            (held(task), FundKind.DONOR, 7),
            (held(task, **planned), FundKind.DONOR, 1000),
            (held(make_task(task_list, state=TaskState.UNDER_WAY)), FundKind.DONOR, 1000),
        ]:
            row = {"owner": task.owner, "activity": activity}
            ActivityMoney.objects.create(fund=fund, amount=amount, **row)

    response = client.get(task.get_absolute_url())

    costs, total = response.context["costs"], response.context["total"]
    assert costs.by_source == [("khuyến công", 30), ("tài trợ", 7)]
    assert (costs.sum, total.paid) == (37, 100)
    section = words_of(response).partition('id="costs"')[2].partition("</section>")[0]
    assert "<dd>100 đồng</dd>" in section
    assert "<dd>37 đồng" in section
    assert "không cộng với nhau" in section


def test_a_locked_list_offers_nothing_and_says_why(client, officer):
    task_list = make_task_list(officer.access.organisation, state=ListState.CLOSED)
    task = make_task(task_list, state=TaskState.APPROVED)

    response = client.get(task.get_absolute_url())

    assert response.context["verbs"] == []
    assert "Sửa nhiệm vụ" not in words_of(response)
    assert "đã khóa" in page_of(client, task_list)


def test_a_viewer_reads_everything_and_is_offered_nothing(client, task_list):
    viewer = make_member(role=Role.VIEWER, organisation=task_list.owner)
    task = make_task(task_list, state=TaskState.APPROVED)
    make_output(task)
    client.force_login(viewer)

    for row in (task_list, task):
        shown = page_of(client, row)
        assert "Lớp tập huấn" in shown
        assert (
            'class="btn btn-primary"'
            not in shown.split('class="page-actions"')[1].split("</div>")[0]
        )


def test_neighbours_lists_and_tasks_do_not_exist(client, officer):
    theirs = make_task_list(make_member().access.organisation)

    statuses = [
        client.get(row.get_absolute_url()).status_code for row in (theirs, make_task(theirs))
    ]

    assert statuses == [404, 404]


def test_a_task_names_the_decision_that_brought_it_into_its_list():
    unit = Unit()
    task_list = unit.in_state(LIST, "amending")
    added = make_task(task_list, lead="Phòng Kỹ thuật")
    make_output(added)
    unit.approved(task_list)
    later = decision(issued_on=dt.date(2013, 3, 1))
    unit.act(actions.issue, task_list, later, summary="Thêm nhiệm vụ")

    with owner_login():
        tasks = Task.objects.filter(task_list=task_list).select_related("task_list__document")
        first, second = tasks.order_by("pk")
        assert [decision_of(task) for task in (first, second)] == [task_list.document, later]


def test_what_was_carried_over_is_linked_both_ways(client, task_list):
    old = make_task(
        task_list, state=TaskState.CARRIED, stopped_on=TODAY, stop_reason="Đấu thầu chậm"
    )
    new = make_task(make_task_list(task_list.owner, year=2027), carried_from=old)

    assert new.get_absolute_url() in page_of(client, old)
    assert "Đấu thầu chậm" in page_of(client, old)
    assert old.get_absolute_url() in page_of(client, new)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_a_list_costs_the_same_for_any_number_of_tasks(
    client, task_list, django_assert_num_queries, count
):
    for number in range(count):
        task = make_task(task_list, ordinal=number, state=TaskState.UNDER_WAY)
        make_output(task)
        if number < 20:
            make_money(task, planned=1, paid=1)
            held(task)

    with django_assert_num_queries(29):
        response = client.get(task_list.get_absolute_url())

    assert len(response.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3, 200])
def test_a_task_costs_the_same_for_any_number_of_activities(
    client, task_list, django_assert_num_queries, count
):
    task = make_task(task_list, state=TaskState.UNDER_WAY)
    make_output(task)
    for _ in range(count):
        held(task)

    with django_assert_num_queries(27):
        response = client.get(task.get_absolute_url())

    assert len(response.context["activities"]) == min(count, 20)
    assert response.context["has_more_activities"] == (count > 20)
