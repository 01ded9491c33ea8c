"""Annual lists: drawn up, told apart by plan, copied for the next year, deleted while nothing leans
on them."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from organisations.approvals import start
from organisations.enums import ApprovalSubject, Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from programmes.enums import FundKind, ListState, OutputKind, TaskState
from programmes.models import Disbursement, Task, TaskList, TaskMoney
from tests.factories import (
    make_activity,
    make_member,
    make_output,
    make_plan,
    make_task,
    make_task_list,
)

pytestmark = pytest.mark.django_db
NEW = "programmes:task_list_create"


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def owner(officer):
    return officer.access.organisation


def lists_of(owner):
    with owner_login():
        return list(TaskList.objects.filter(owner=owner).order_by("pk"))


def tasks_of(task_list):
    with owner_login():
        rows = Task.objects.filter(task_list=task_list).order_by("ordinal")
        return list(rows.prefetch_related("outputs", "money"))


def errors_of(response):
    assert response.status_code == 200
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def sheet_of(client, url):
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def pay(task, amount=1):
    with owner_login():
        Disbursement.objects.create(
            owner=task.owner, task=task, fund="other", paid_on=dt.date(2026, 1, 2), amount=amount
        )


def page(client, name, pk):
    return reverse(f"programmes:{name}", args=[pk])


# Lập, sửa


def test_a_draft_is_drawn_up_with_a_suggested_title(client, owner):
    plan = make_plan(owner, title="Kế hoạch hành động 2026-2030", year_from=2026, year_to=2030)

    client.post(reverse(NEW), {"plan": plan.pk, "year": "2026", "money_total": "1,5 tỷ"})

    (task_list,) = lists_of(owner)
    assert task_list.title == (
        "Danh mục các nhiệm vụ năm 2026 thực hiện Kế hoạch hành động 2026-2030"
    )
    assert (task_list.state, task_list.money_total) == (ListState.DRAFT, Decimal("1500000000"))


def test_overlapping_plans_are_told_apart_by_their_years(client, owner):
    make_plan(owner, title="Kế hoạch SXSH", year_from=2010, year_to=2012)
    make_plan(owner, title="Kế hoạch SXSH", year_from=2012, year_to=2015)

    shown = client.get(reverse(NEW)).content.decode()

    later, earlier = (f">{years}: Kế hoạch SXSH<" for years in ("2012-2015", "2010-2012"))
    assert 0 < shown.index(later) < shown.index(earlier)


def test_a_year_outside_the_plan_is_refused_with_the_plans_years(client, owner):
    plan = make_plan(owner, year_from=2012, year_to=2015)

    response = client.post(reverse(NEW), {"plan": plan.pk, "year": "2016", "title": "Danh mục"})

    assert errors_of(response) == {
        "year": [
            "Kế hoạch đã chọn là của giai đoạn 2012-2015, không có năm 2016."
            " Sửa năm, hoặc chọn kế hoạch có năm này."
        ]
    }
    assert lists_of(owner) == []


def test_a_second_list_of_one_plan_and_year_is_asked_about_and_may_be_a_supplement(client, owner):
    plan = make_plan(owner, year_from=2026, year_to=2030)
    first = make_task_list(owner, plan=plan, title="Danh mục chính")
    make_task_list(owner, plan=plan, year=2027)
    make_task_list(owner, plan=make_plan(owner, year_from=2026, year_to=2030))
    sheet = {"plan": plan.pk, "year": "2026", "title": "Danh mục bổ sung"}

    asked = client.post(f"{reverse(NEW)}?plan={plan.pk}&year=2026", sheet)

    said = "Kế hoạch đã có danh mục năm 2026: “Danh mục chính” (dự thảo)."
    assert errors_of(asked) == {"year": [said]}
    shown = asked.content.decode()
    assert f'<a href="{first.get_absolute_url()}">Xem danh mục này</a>' in shown
    client.post(reverse(NEW), sheet | {"agreed": asked.context["form"].agreement})
    assert [row.title for row in lists_of(owner)][3:] == ["Danh mục bổ sung"]


def test_a_copy_into_a_year_that_has_a_list_is_asked_about_and_a_list_as_it_was_is_not(
    client, owner
):
    plan = make_plan(owner, year_from=2026, year_to=2030)
    source = make_task_list(owner, plan=plan)
    make_task(source)
    there = make_task_list(owner, plan=plan, year=2027)
    copy, edit = page(client, "task_list_copy", source.pk), page(client, "task_list_edit", there.pk)

    copied = client.post(copy, sheet_of(client, copy) | {"title": "Lần hai"})
    renamed = client.post(edit, sheet_of(client, edit) | {"title": "Tên khác"})
    moved = client.post(edit, sheet_of(client, edit) | {"year": "2026"})

    assert list(errors_of(copied)) == list(errors_of(moved)) == ["year"]
    assert renamed.status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-5", "Số tiền không được là số âm."),
        ("1.234,5", "Số tiền tính bằng đồng, không có phần lẻ. Ví dụ 1.234.567."),
        ("nhiều", "Không rõ số tiền. Nhập số đồng, ví dụ 1.234.567, hoặc 500 triệu, 1,5 tỷ."),
    ],
)
def test_money_that_cannot_be_read_is_refused_and_stays_as_it_was_typed(
    client, officer, typed, sentence
):
    sheet = {"year": "2026", "title": "Danh mục", "money_total": typed}

    response = client.post(reverse(NEW), sheet)

    assert errors_of(response) == {"money_total": [sentence]}
    assert f'value="{typed}"' in response.content.decode()


def test_without_plan_and_title_something_must_be_typed(client, officer):
    response = client.post(reverse(NEW), {"year": "2026"})

    assert errors_of(response) == {"title": ["Nhập tên danh mục, hoặc chọn kế hoạch và năm."]}


def test_a_double_click_makes_one_list(client, owner):
    plan = make_plan(owner, year_from=2026, year_to=2030)
    sheet = {"plan": plan.pk, "year": "2026", "title": "", "form_key": str(uuid4())}

    first, second = client.post(reverse(NEW), sheet), client.post(reverse(NEW), sheet)

    assert first["Location"] == second["Location"]
    assert len(lists_of(owner)) == 1


def test_the_total_cannot_fall_below_what_the_tasks_cost(client, owner):
    task_list = make_task_list(owner)
    task = make_task(task_list)
    with owner_login():
        TaskMoney.objects.create(owner=owner, task=task, fund=FundKind.OTHER, planned=500)
    url = page(client, "task_list_edit", task_list.pk)

    response = client.post(url, sheet_of(client, url) | {"money_total": "400"})

    assert errors_of(response)["__all__"] == [
        "Chưa lưu: Kinh phí các nhiệm vụ cộng lại là 500 đồng, vượt tổng kinh phí được giao của"
        " danh mục (400 đồng) là 100 đồng."
    ]


def test_an_approved_list_says_by_which_decision_and_what_to_do(client, owner):
    plan = make_plan(owner, year_from=2026, year_to=2030)
    task_list = make_task_list(owner, plan=plan, state=ListState.ISSUED)

    shown = client.get(page(client, "task_list_edit", task_list.pk)).content.decode()

    assert f"theo {task_list.document}" in shown
    assert "mở điều chỉnh" in shown
    assert 'name="title"' not in shown


def test_an_approved_orphan_may_still_be_given_its_plan_and_nothing_else(client, owner):
    plan = make_plan(owner, year_from=2026, year_to=2030)
    task_list = make_task_list(owner, state=ListState.ISSUED, title="Tên cũ")
    url = page(client, "task_list_edit", task_list.pk)

    client.post(url, sheet_of(client, url) | {"plan": plan.pk, "title": "Tên mới"})

    (task_list,) = lists_of(owner)
    assert (task_list.plan_id, task_list.title) == (plan.pk, "Tên cũ")


# Danh sách


def test_orphans_are_pointed_out_and_listed(client, owner):
    orphan = make_task_list(owner)
    make_task_list(owner, plan=make_plan(owner))
    make_task_list(make_member().access.organisation)

    everything = client.get(reverse("programmes:task_lists"))
    alone = client.get(reverse("programmes:task_lists"), {"link": "none"})

    assert "1 danh mục chưa gắn với kế hoạch nào." in " ".join(everything.content.decode().split())
    assert list(alone.context["object_list"]) == [orphan]


def test_lists_are_narrowed_by_year_plan_and_state(client, owner):
    plan = make_plan(owner, year_from=2026, year_to=2030)
    wanted = make_task_list(owner, plan=plan, year=2026, state=ListState.ISSUED)
    make_task_list(owner, plan=plan, year=2026)
    make_task_list(owner, plan=plan, year=2027, state=ListState.ISSUED)
    make_task_list(owner, year=2026, state=ListState.ISSUED)

    narrowed = {"year": "2026", "plan": plan.pk, "state": "issued"}
    response = client.get(reverse("programmes:task_lists"), narrowed)

    assert list(response.context["object_list"]) == [wanted]


# Sao chép


def test_last_years_list_is_copied_without_what_became_of_it(client, owner):
    plan = make_plan(owner, year_from=2025, year_to=2030)
    source = make_task_list(owner, plan=plan, year=2025, state=ListState.ISSUED)
    done = make_task(
        source, name="Tập huấn", lead="Trung tâm", state=TaskState.ACCEPTED, given_on="2025-02-01"
    )
    make_output(done, planned=4, estimate=5, estimate_basis="x")
    make_output(
        done,
        OutputKind.OTHER,
        name="Website",
        typed_done=1,
        typed_on=dt.date(2025, 5, 5),
        typed_basis="x",
    )
    with owner_login():
        TaskMoney.objects.create(owner=owner, task=done, fund=FundKind.INDUSTRY, planned=700)
    pay(done)
    stopped = make_task(
        source, state=TaskState.STOPPED, stopped_on=dt.date(2025, 6, 1), stop_reason="x"
    )
    url = page(client, "task_list_copy", source.pk)
    form = client.get(url).context["form"]

    assert (form["year"].value(), form["plan"].value()) == ("2026", plan.pk)
    assert form["tasks"].value() == [done.pk]
    response = client.post(url, {"plan": plan.pk, "year": "2026", "tasks": [done.pk]}, follow=True)

    copied = lists_of(owner)[-1]
    (twin,) = tasks_of(copied)
    assert (copied.state, copied.copied_from_id, copied.year) == ("draft", source.pk, 2026)
    assert (twin.name, twin.lead, twin.month_to) == ("Tập huấn", "Trung tâm", 6)
    assert (twin.state, twin.given_on, twin.accepted_on) == ("proposed", None, None)
    outputs = [(o.planned, o.estimate, o.typed_done) for o in twin.outputs.all()]
    assert outputs == [(4, None, None), (4, None, None)]
    assert [(row.fund, row.planned) for row in twin.money.all()] == [("industry", 700)]
    said = " ".join(response.content.decode().split())
    assert "Đã sao chép 1 nhiệm vụ với 2 sản phẩm và 1 dòng kinh phí" in said
    assert stopped.name not in said


def test_unfinished_tasks_of_last_year_are_offered_to_be_carried_over(client, owner):
    source = make_task_list(owner, year=2025, state=ListState.ISSUED)
    unfinished = make_task(source, state=TaskState.UNDER_WAY)
    make_task(source, state=TaskState.ACCEPTED)
    copied = make_task_list(owner, copied_from=source)

    response = client.get(copied.get_absolute_url())

    assert list(response.context["unfinished"]) == [unfinished]
    assert page(client, "task_carry", unfinished.pk) in response.content.decode()


def test_a_copy_sent_twice_is_one_copy(client, owner):
    source = make_task_list(owner, year=2025)
    task = make_task(source)
    sheet = {"year": "2026", "title": "Mới", "tasks": [task.pk], "form_key": str(uuid4())}
    url = page(client, "task_list_copy", source.pk)

    client.post(url, sheet)
    client.post(url, sheet)

    assert len(lists_of(owner)) == 2
    assert len(tasks_of(lists_of(owner)[-1])) == 1


def test_a_neighbours_task_cannot_be_copied_into_ones_list(client, owner):
    source = make_task_list(owner, year=2025)
    theirs = make_task(make_task_list(make_member().access.organisation))

    response = client.post(
        page(client, "task_list_copy", source.pk),
        {"year": "2026", "title": "Mới", "tasks": [theirs.pk]},
    )

    assert list(errors_of(response)) == ["tasks"]
    assert len(lists_of(owner)) == 1


# Xóa


def test_a_draft_goes_with_its_tasks_and_the_log_keeps_who_deleted_it(client, officer, owner):
    task_list = make_task_list(owner)
    make_output(make_task(task_list))
    url = page(client, "task_list_delete", task_list.pk)

    assert "1 nhiệm vụ của danh mục bị xóa" in client.get(url).content.decode()
    response = client.post(url)

    assert response["Location"] == reverse("programmes:task_lists")
    assert lists_of(owner) == []
    with owner_login():
        entry = LogEntry.objects.get(owner=owner)
    assert (entry.verb, entry.actor_name) == (Verb.DELETE, officer.full_name)


def leaning_activity(task_list, officer):
    make_activity(task_list.owner, task=make_task(task_list))


def leaning_payment(task_list, officer):
    pay(make_task(task_list))


def earlier_submission(task_list, officer):
    with use_tenant(officer.access.tenant):
        start(task_list, ApprovalSubject.TASK_LIST, "x", access=officer.access)


@pytest.mark.parametrize("lean", [leaning_activity, leaning_payment, earlier_submission])
def test_a_draft_that_something_leans_on_stays(client, officer, owner, lean):
    task_list = make_task_list(owner)
    lean(task_list, officer)

    client.post(page(client, "task_list_delete", task_list.pk))

    assert lists_of(owner) == [task_list]


def test_an_approved_list_is_not_deleted_and_the_page_has_no_button(client, owner):
    task_list = make_task_list(owner, state=ListState.ISSUED)
    url = page(client, "task_list_delete", task_list.pk)

    shown = client.get(url).content.decode()
    client.post(url)

    assert "Chỉ xóa được danh mục dự thảo" in shown
    assert "btn-danger" not in shown
    assert lists_of(owner) == [task_list]


# Ai


@pytest.mark.parametrize("name", ["task_list_edit", "task_list_copy", "task_list_delete"])
def test_a_viewer_and_a_neighbour_write_nothing(client, name):
    viewer = make_member(role=Role.VIEWER)
    ours = make_task_list(viewer.access.organisation)
    theirs = make_task_list(make_member().access.organisation)
    client.force_login(viewer)

    statuses = [
        (
            client.get(page(client, name, row.pk)).status_code,
            client.post(page(client, name, row.pk)).status_code,
        )
        for row in (ours, theirs)
    ]

    assert statuses == [(403, 403), (404, 404)]
    assert lists_of(viewer.access.organisation) == [ours]
