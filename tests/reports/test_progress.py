"""How far tasks are: what of the log counts for which output, beside plan, estimate, last year."""

import datetime as dt
from decimal import Decimal

import pytest

from enterprises.enums import ZoneKind
from organisations.enums import Kind
from organisations.tenancy import owner_login, use_tenant
from outreach.enums import ActivityKind, ActivityState
from outreach.models import ActivityZone, Attendance
from programmes.enums import FundKind, ListState, OutputKind, TaskState
from programmes.models import Disbursement, Task, TaskMoney
from reports.year.money import money_of
from reports.year.progress import progress_of
from reports.year.timeliness import mark_of
from tests.factories import (
    make_activity,
    make_establishment,
    make_member,
    make_organisation,
    make_output,
    make_plan,
    make_task,
    make_task_list,
    make_zone,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 7, 27)


@pytest.fixture
def officer():
    return make_member(Kind.DEPARTMENT)


@pytest.fixture
def owner(officer):
    return officer.access.organisation


@pytest.fixture
def task(owner):
    return make_task(make_task_list(owner))


def measured(officer, tasks, today=TODAY):
    """Everything there is to know, read as the department itself."""
    with use_tenant(officer.access.tenant):
        found = Task.objects.filter(pk__in=[t.pk for t in tasks]).select_related("task_list")
        return progress_of(found, officer.access, today)


def of_one(officer, task, today=TODAY):
    (progress,) = measured(officer, [task], today).of(task)
    return progress


def held(task, kind=ActivityKind.TRAINING, **fields):
    fields = {"held_on": dt.date(2026, 5, 12), "event_count": 1} | fields
    return make_activity(task.owner, kind=kind, task=task, **fields)


def test_classes_held_for_a_task_are_added_up_by_their_number(officer, task):
    make_output(task, OutputKind.TRAINING, planned=4)
    held(task, event_count=2)
    held(task, event_count=1)
    held(task, ActivityKind.WORKSHOP, event_count=9)

    progress = of_one(officer, task)

    assert (progress.done.number, progress.done.rows) == (3, 2)
    assert progress.share_of_plan == "75% (3/4)"
    assert progress.basis == "đếm từ 2 dòng nhật ký, đến ngày 27/07/2026"


def test_what_is_planned_cancelled_or_still_to_come_does_not_count(officer, task):
    make_output(task)
    for state in (ActivityState.PLANNED, ActivityState.CANCELLED):
        held(task, state=state, event_count=None)
    held(task, held_on=TODAY + dt.timedelta(days=1))

    progress = of_one(officer, task)

    assert (progress.done.number, progress.done.rows) == (None, 0)
    assert progress.share_of_plan == "–"


def test_only_activities_of_the_lists_own_year_count(officer, task):
    make_output(task)
    held(task, held_on=dt.date(2025, 12, 31))
    held(task, held_on=dt.date(2026, 1, 1))
    make_activity(task.owner, task=task, year=2026, event_count=3)
    make_activity(task.owner, task=task, year=2025, event_count=50)
    make_activity(task.owner, task=task, period_from=2026, period_to=2026, event_count=50)

    assert of_one(officer, task).done.number == 4


def test_other_tasks_and_loose_activities_do_not_count(officer, owner, task):
    make_output(task)
    held(make_task(task.task_list))
    make_activity(owner, held_on=dt.date(2026, 5, 12))

    assert of_one(officer, task).done.rows == 0


def test_a_neighbours_activity_never_counts(officer, task):
    make_output(task)
    neighbour = make_member()
    theirs = make_task(make_task_list(neighbour.access.organisation))
    make_output(theirs)
    held(theirs, event_count=7)

    assert of_one(officer, task).done.rows == 0
    assert of_one(neighbour, theirs).done.number == 7
    assert measured(officer, [theirs]).tasks == {}


def test_attendances_are_those_of_conferences_workshops_and_classes(officer, task):
    make_output(task, OutputKind.ATTENDANCE, name="Lượt người", unit="lượt người", planned=200)
    held(task, ActivityKind.CONFERENCE, attendance_count=60)
    held(task, ActivityKind.TRAINING, attendance_count=40)
    held(task, ActivityKind.TALK_SHOW, attendance_count=500)

    assert of_one(officer, task).done.number == 100


def test_leaflets_are_counted_by_copies_not_by_rows(officer, task):
    make_output(task, OutputKind.LEAFLET, name="Tờ rơi", unit="tờ", planned=30000)
    held(task, ActivityKind.LEAFLET, event_count=None, done_quantity=12000)
    held(task, ActivityKind.LEAFLET, event_count=None, done_quantity=3000)

    assert of_one(officer, task).share_of_plan == "50% (15.000/30.000)"


def test_a_zone_reached_twice_counts_once_and_a_broadcast_reaches_none(officer, owner, task):
    make_output(task, OutputKind.ZONE, name="Cụm", unit="cụm", planned=4)
    zones = [make_zone(owner, kind=ZoneKind.CLUSTER) for _ in range(3)]
    reached = [(ActivityKind.TRAINING, 0), (ActivityKind.WORKSHOP, 0), (ActivityKind.TRAINING, 1)]
    for kind, zone in [*reached, (ActivityKind.TV_REPORT, 2)]:
        activity = held(task, kind)
        with owner_login():
            ActivityZone.objects.create(owner=owner, activity=activity, zone=zones[zone])

    assert of_one(officer, task).done.number == 2


def test_an_establishment_that_came_twice_counts_once_and_an_unknown_one_not(officer, owner, task):
    make_output(task, OutputKind.ESTABLISHMENT, name="Cơ sở", unit="cơ sở", planned=10)
    known, by_a_clerk = make_establishment(owner), make_establishment(owner)
    came = [(known, "managers"), (known, "technicians"), (None, "managers"), (by_a_clerk, "others")]
    for establishment, who in came:
        with owner_login():
            Attendance.objects.create(
                owner=owner,
                activity=held(task),
                establishment=establishment,
                name="Cơ sở",
                **{who: 1},
            )

    assert of_one(officer, task).done.number == 1


def test_a_study_is_one_however_many_events_its_row_tells_of(officer, task):
    make_output(task, OutputKind.RESEARCH, name="Nghiên cứu", unit="nghiên cứu", planned=2)
    held(task, ActivityKind.RESEARCH, event_count=5)
    held(task, ActivityKind.RESEARCH, event_count=None)

    assert of_one(officer, task).done.number == 2


def test_a_zone_that_was_gone_that_year_is_not_reached_in_it(officer, owner, task):
    make_output(task, OutputKind.ZONE, name="Cụm", unit="cụm", planned=1)
    activity = held(task)
    with owner_login():
        for zone in (make_zone(owner), make_zone(owner, until_year=2025)):
            ActivityZone.objects.create(owner=owner, activity=activity, zone=zone)

    assert of_one(officer, task).done.number == 1


def test_a_row_without_its_number_is_no_data_and_is_said_so(officer, task):
    make_output(task)
    held(task, event_count=None)

    assert of_one(officer, task).done.number is None
    held(task, event_count=2)
    progress = of_one(officer, task)
    assert progress.done.number == 2
    assert progress.basis == "đếm từ 2 dòng nhật ký, đến ngày 27/07/2026; 1 dòng chưa ghi số"


def test_what_no_log_can_hold_is_typed_with_day_and_basis(officer, task):
    make_output(
        task,
        OutputKind.OTHER,
        name="Website",
        unit="trang",
        planned=2,
        typed_done=1,
        typed_on=dt.date(2026, 6, 30),
        typed_basis="Biên bản bàn giao",
    )

    progress = of_one(officer, task)

    assert progress.share_of_plan == "50% (1/2)"
    assert progress.basis == "nhập tay ngày 30/06/2026: Biên bản bàn giao"
    assert progress.url == ""


def test_a_task_is_compared_with_the_one_it_was_copied_from_to_the_same_day(officer, owner):
    last_year = make_task_list(owner, year=2025)
    task = make_task(make_task_list(owner, copied_from=last_year))
    before, other = make_task(last_year, name=task.name), make_task(last_year)
    for each in (task, before, other):
        make_output(each)
    held(task, event_count=3)
    make_activity(owner, task=task, year=2026, event_count=9)  # on which day nobody knows
    for day, count in [((2025, 2, 1), 1), ((2025, 7, 27), 1), ((2025, 7, 28), 40)]:
        held(before, held_on=dt.date(*day), event_count=count)
    make_activity(owner, task=before, year=2025, event_count=40)
    held(other, held_on=dt.date(2025, 2, 1), event_count=40)

    progress = of_one(officer, task)

    assert progress.done.number == 12
    assert progress.share_of_last_year == "150% (3/2)"
    assert progress.compared.basis == (
        "so với nhiệm vụ cùng tên của danh mục năm 2025 được sao chép, đến ngày 27/07/2025;"
        " không tính 1 dòng chỉ biết năm"
    )


def test_a_year_that_is_over_is_compared_with_a_whole_year(officer, owner):
    before = make_task(make_task_list(owner, year=2013))
    task = make_task(make_task_list(owner, year=2014), carried_from=before)
    make_output(task)
    make_activity(owner, task=task, year=2014, event_count=6)
    make_output(before)
    make_activity(owner, task=before, year=2013, event_count=3)

    assert of_one(officer, task).share_of_last_year == "200% (6/3)"


def test_a_task_that_goes_on_from_none_is_compared_with_none(officer, owner, task):
    make_output(task)
    held(task)
    other = make_task(make_task_list(owner, year=2025))
    make_output(other)
    held(other, held_on=dt.date(2025, 5, 1))

    progress = of_one(officer, task)

    assert progress.share_of_last_year == "–"
    assert progress.compared.basis == (
        "không chuyển, không sao chép từ nhiệm vụ năm trước nên không so"
    )


def test_a_list_is_compared_with_last_years_lists_of_its_plan_and_a_unit_with_itself(
    officer, owner
):
    plan = make_plan(owner, year_from=2021, year_to=2030)
    task = make_task(make_task_list(owner, plan=plan))
    for number, listed in enumerate((plan, make_plan(owner), None), start=1):
        approved = make_task_list(owner, year=2025, plan=listed, state=ListState.ISSUED)
        before = make_task(approved, state=TaskState.APPROVED)
        make_output(before)
        held(before, held_on=dt.date(2025, 5, 1), event_count=number)
    for other in (owner, make_organisation()):
        draft = make_task(make_task_list(other, year=2025))
        make_output(draft)
        held(draft, held_on=dt.date(2025, 5, 1))
    make_output(task)
    held(task, event_count=3)

    found = measured(officer, [task])
    (of_list,), (of_unit,) = found.by_kind(task.task_list), found.by_kind()

    assert of_list.share_of_last_year == "300% (3/1)"
    assert "các danh mục năm 2025 của cùng kế hoạch" in of_list.compared.basis
    assert of_unit.share_of_last_year == "50% (3/6)"
    assert "mọi danh mục năm 2025 đã phê duyệt của đơn vị" in of_unit.compared.basis


def test_the_29th_of_february_is_compared_with_the_28th(officer, owner):
    last_year = make_task(make_task_list(owner, year=2027))
    task = make_task(make_task_list(owner, year=2028), carried_from=last_year)
    make_output(task)
    make_output(last_year)
    held(last_year, held_on=dt.date(2027, 2, 28))

    assert of_one(officer, task, dt.date(2028, 2, 29)).compared.then.number == 1


def test_the_sum_of_a_kind_counts_a_shared_zone_once(officer, owner):
    task_list = make_task_list(owner)
    tasks = [make_task(task_list) for _ in range(2)]
    zone = make_zone(owner)
    for task in tasks:
        make_output(task, OutputKind.ZONE, name="Cụm", unit="cụm", planned=3)
        make_output(task, OutputKind.TRAINING, planned=2)
        activity = held(task, event_count=1)
        with owner_login():
            ActivityZone.objects.create(owner=owner, activity=activity, zone=zone)

    sums = {row.kind: row for row in measured(officer, tasks).by_kind()}

    assert (sums["training"].planned, sums["training"].done.number) == (4, 2)
    assert (sums["zone"].planned, sums["zone"].done.number) == (6, 1)


def test_the_year_of_a_kind_is_estimated_once_all_its_planned_outputs_are(officer, owner):
    task_list = make_task_list(owner)
    basis = {"estimate_basis": "đã ký hợp đồng"}
    tasks = [make_task(task_list) for _ in range(2)]
    make_output(tasks[0], planned=4, estimate=5, **basis)
    make_output(tasks[1], planned=None, estimate=2, **basis)

    def estimate():
        (row,) = measured(officer, tasks).by_kind()
        return row.estimate.number, row.estimate.basis

    assert estimate() == (7, "cộng 2 sản phẩm đã ước")
    make_output(tasks[1], planned=3)
    assert estimate() == (None, "mới ước 2/3 sản phẩm")


@pytest.mark.parametrize("count", [1, 3, 200])
def test_counting_costs_the_same_for_any_number_of_tasks(
    officer, owner, django_assert_num_queries, count
):
    task_list = make_task_list(owner)
    tasks = [make_task(task_list, ordinal=number) for number in range(count)]
    for task in tasks[:20]:
        make_output(task)
        held(task)
    with use_tenant(officer.access.tenant):
        found = list(Task.objects.filter(task_list=task_list).select_related("task_list"))

        with django_assert_num_queries(8):
            progress = progress_of(found, officer.access, TODAY)
            total = [progress.of(task) for task in found]
        with django_assert_num_queries(2):
            money_of(found, officer.access).total()

    assert sum(len(rows) for rows in total) == min(count, 20)


def test_money_is_shown_by_source_with_what_was_paid_of_what_was_planned(officer, owner, task):
    with owner_login():
        for fund, amount in ((FundKind.SCIENCE, 300), (FundKind.INDUSTRY, 100)):
            TaskMoney.objects.create(owner=owner, task=task, fund=fund, planned=amount)
        for amount in (100, 50):
            Disbursement.objects.create(
                owner=owner, task=task, fund=FundKind.SCIENCE, paid_on=TODAY, amount=amount
            )

    with use_tenant(officer.access.tenant):
        money = money_of([task], officer.access)

    science, industry = money.of(task)
    assert science.share == "50% (150/300)"
    assert (industry.planned, industry.paid, industry.share) == (Decimal(100), None, "–")
    assert (money.total().planned, money.total().paid) == (400, 150)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": TaskState.ACCEPTED, "accepted_on": dt.date(2026, 6, 30)}, "đúng tiến độ"),
        ({"state": TaskState.ACCEPTED, "accepted_on": dt.date(2026, 7, 2)}, "muộn 2 ngày"),
        ({"month_to": 6}, "quá hạn 27 ngày"),
        ({"month_to": 7}, "đến hạn trong 4 ngày"),
        ({"month_to": 12}, None),
        ({"month_to": None}, None),
        ({"month_to": 6, "state": TaskState.PROPOSED}, None),
    ],
)
def test_a_task_is_on_time_late_or_overdue_by_its_last_month(owner, fields, said):
    fields = {"state": TaskState.UNDER_WAY} | fields
    mark = mark_of(make_task(make_task_list(owner), **fields), TODAY)

    assert (mark.text if mark else None) == said
