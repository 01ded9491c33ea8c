"""A task with its outputs and money on one sheet: read, refused, and never overwritten silently."""

from uuid import uuid4

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role
from organisations.tenancy import owner_login
from programmes.enums import FundKind, ListState, OutputKind, TaskState
from programmes.models import Task, TaskMoney
from tests.factories import (
    make_activity,
    make_member,
    make_output,
    make_plan,
    make_task,
    make_task_list,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def task_list(officer):
    return make_task_list(officer.access.organisation, money_total=1_000_000_000)


def lines(name, *rows):
    """The boxes of the lines of one kind, as a browser sends them."""
    sent = {f"{name}-TOTAL_FORMS": str(len(rows)), f"{name}-INITIAL_FORMS": "0"}
    for at, row in enumerate(rows):
        sent |= {f"{name}-{at}-{box}": value for box, value in row.items()}
    return sent


def typed(outputs=(), money=(), **fields):
    sheet = {"name": "Tổ chức tập huấn", "month_from": "3", "month_to": "11", "lead": "Trung tâm"}
    return sheet | fields | lines("outputs", *outputs) | lines("money", *money)


TRAINING = {"kind": "training", "planned": "4", "unit": "", "name": ""}
MONEY = {"fund": "industry", "planned": "150 triệu"}


def new(client, task_list, sheet):
    return client.post(reverse("programmes:task_create", args=[task_list.pk]), sheet)


def edit_url(task):
    return reverse("programmes:task_edit", args=[task.pk])


def sheet_of(client, task):
    """Everything the sheet would send back unchanged."""
    form = client.get(edit_url(task)).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    for sheet in form.lines.values():
        sent |= {field.html_name: field.value() for field in sheet.management_form}
        for line in sheet.forms:
            sent |= {field.html_name: field.value() or "" for field in line}
    return sent


def stored(task_list):
    with owner_login():
        rows = Task.objects.filter(task_list=task_list).order_by("pk")
        return list(rows.prefetch_related("outputs", "money"))


def outputs_of(task):
    return [(o.kind, o.name, o.planned, o.unit) for o in task.outputs.all()]


def money_of(task):
    return [(row.fund, row.planned) for row in task.money.all()]


def errors_of(response):
    assert response.status_code == 200
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def pay_plan(task, amount, fund=FundKind.OTHER):
    with owner_login():
        TaskMoney.objects.create(owner=task.owner, task=task, fund=fund, planned=amount)


# Nhập


def test_a_task_comes_with_its_outputs_and_money(client, task_list):
    website = {"kind": "other", "planned": "1", "unit": "trang", "name": "Website SXSH"}

    new(client, task_list, typed(outputs=[TRAINING, {}, website], money=[MONEY]))

    (task,) = stored(task_list)
    assert (task.ordinal, task.state, task.month_to) == (1, TaskState.PROPOSED, 11)
    assert outputs_of(task) == [
        ("training", "Lớp, khóa tập huấn", 4, "lớp"),
        ("other", "Website SXSH", 1, "trang"),
    ]
    assert money_of(task) == [("industry", 150_000_000)]


def test_the_next_task_stands_last_unless_said_otherwise(client, task_list):
    make_task(task_list, ordinal=4)

    new(client, task_list, typed())
    new(client, task_list, typed(ordinal="2"))

    assert sorted(task.ordinal for task in stored(task_list)) == [2, 4, 5]


def test_the_components_scheme_becomes_the_tasks(client, officer):
    owner = officer.access.organisation
    plan, other = make_plan(owner, year_from=2026, year_to=2030), make_plan(owner)
    with owner_login():
        ours = plan.components.create(owner=owner, name="Truyền thông")
        theirs = other.components.create(owner=owner, name="Khác")
    task_list = make_task_list(owner, plan=plan)

    shown = client.get(reverse("programmes:task_create", args=[task_list.pk])).content.decode()

    assert f'<option value="{ours.pk}">Truyền thông</option>' in shown
    assert ">Khác<" not in shown
    response = new(client, task_list, typed(component=theirs.pk))
    assert list(errors_of(response)) == ["component"]


def test_more_lines_come_without_losing_or_judging_anything(client, task_list):
    sheet = typed(outputs=[{"kind": "training", "planned": "bốn"}], month_to="99")

    response = new(client, task_list, sheet | {"more_lines": "outputs"})

    form = response.context["form"]
    shown = response.content.decode()
    assert len(form.lines["outputs"].forms) == 3
    assert 'value="bốn"' in shown
    assert 'value="99"' in shown
    assert "error-summary" not in shown
    assert stored(task_list) == []


def test_a_double_click_makes_one_task(client, task_list):
    sheet = typed(outputs=[TRAINING], money=[MONEY], form_key=str(uuid4()))

    first, second = new(client, task_list, sheet), new(client, task_list, sheet)

    assert first["Location"] == second["Location"]
    assert len(stored(task_list)) == 1


# Sai


@pytest.mark.parametrize(
    ("sheet", "name", "sentence"),
    [
        ({"name": ""}, "name", "Nhập tên nhiệm vụ."),
        (
            {"month_from": "9", "month_to": "3"},
            "month_to",
            "Tháng kết thúc phải bằng hoặc sau tháng bắt đầu.",
        ),
        ({"month_to": "13"}, "month_from", "Tháng từ 1 đến 12."),
    ],
)
def test_each_fault_has_its_sentence_at_its_box(client, task_list, sheet, name, sentence):
    response = new(client, task_list, typed(**sheet))

    assert errors_of(response) == {name: [sentence]}
    assert stored(task_list) == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            {"outputs": [{"kind": "", "planned": "4"}]},
            "Sản phẩm, dòng 1: Chọn loại sản phẩm.",
        ),
        (
            {"outputs": [{"kind": "other", "planned": "4", "unit": "x"}]},
            "Sản phẩm, dòng 1: Nhập tên sản phẩm.",
        ),
        (
            {"outputs": [TRAINING, TRAINING]},
            "Sản phẩm, dòng 2: Loại này đã có ở dòng trên. Sản phẩm đếm từ nhật ký thì mỗi loại"
            " một dòng trong một nhiệm vụ.",
        ),
        (
            {"money": [{"fund": "industry", "planned": "-5"}]},
            "Kinh phí theo nguồn, dòng 1: Số tiền không được là số âm.",
        ),
        (
            {"money": [MONEY, MONEY]},
            "Kinh phí theo nguồn, dòng 2: Nguồn này đã có ở dòng trên.",
        ),
        (
            {"money": [{"fund": "industry", "planned": ""}]},
            "Kinh phí theo nguồn, dòng 1: Nhập số tiền. Ví dụ 1.234.567 hoặc 1,5 tỷ.",
        ),
    ],
)
def test_a_wrong_line_is_named(client, task_list, rows, sentence):
    response = new(client, task_list, typed(**rows))

    assert errors_of(response)["__all__"] == [sentence]
    assert stored(task_list) == []


@pytest.mark.parametrize(
    ("text", "amount"), [("1.234.567", 1_234_567), ("0,5 tỷ", 500_000_000), ("5 triệu", 5_000_000)]
)
def test_money_is_read_as_people_write_it(client, task_list, text, amount):
    new(client, task_list, typed(money=[{"fund": "industry", "planned": text}]))

    assert money_of(stored(task_list)[0]) == [("industry", amount)]


def test_money_over_the_lists_total_names_total_sum_and_excess(client, task_list):
    pay_plan(make_task(task_list), 900_000_000)

    response = new(client, task_list, typed(money=[MONEY]))

    assert errors_of(response)["__all__"] == [
        "Chưa lưu: Kinh phí các nhiệm vụ cộng lại là 1.050.000.000 đồng, vượt tổng kinh phí được"
        " giao của danh mục (1.000.000.000 đồng) là 50.000.000 đồng."
    ]
    assert 'value="150 triệu"' in response.content.decode()
    assert len(stored(task_list)) == 1


def test_an_amount_that_is_edited_is_not_counted_twice(client, task_list):
    task = make_task(task_list)
    pay_plan(task, 900_000_000)

    client.post(edit_url(task), sheet_of(client, task) | {"money-0-planned": "1 tỷ"})

    assert money_of(stored(task_list)[0]) == [("other", 1_000_000_000)]


@pytest.mark.parametrize("state", [ListState.SUBMITTED, ListState.ISSUED, ListState.CLOSED])
def test_a_list_that_is_not_open_takes_no_plan_and_says_why(client, officer, state):
    task_list = make_task_list(officer.access.organisation, state=state)
    task = make_task(task_list)

    shown = client.get(edit_url(task))
    sent = new(client, task_list, typed(name="Tên vừa gõ"))

    assert "form" in shown.context
    assert 'name="name"' not in shown.content.decode()
    assert str(task_list.get_state_display()) in shown.content.decode()
    assert errors_of(sent)["__all__"][0].startswith("Chưa lưu: Danh mục")
    assert "Tên vừa gõ" in sent.content.decode()
    assert stored(task_list) == [task]


# Sửa


def test_an_unchanged_sheet_changes_nothing(client, task_list):
    task = make_task(task_list)
    make_output(task)
    pay_plan(task, 5)
    before = stored(task_list)[0]

    response = client.post(edit_url(task), sheet_of(client, task))

    assert response.status_code == 302
    (after,) = stored(task_list)
    assert (outputs_of(after), money_of(after)) == (outputs_of(before), money_of(before))


def test_a_corrected_output_keeps_what_was_done_for_it_and_an_emptied_one_goes(client, task_list):
    task = make_task(task_list)
    kept = make_output(task, planned=4, estimate=5, estimate_basis="Còn 1 lớp")
    make_output(task, OutputKind.LEAFLET, name="Tờ rơi", unit="tờ", ordinal=2)
    emptied = dict.fromkeys((f"outputs-1-{box}" for box in ("kind", "name", "planned", "unit")), "")

    client.post(edit_url(task), sheet_of(client, task) | {"outputs-0-planned": "6"} | emptied)

    (output,) = stored(task_list)[0].outputs.all()
    assert (output.pk, output.planned, output.estimate) == (kept.pk, 6, 5)


def test_a_typed_number_is_not_lost_by_changing_the_kind(client, task_list):
    task = make_task(task_list)
    make_output(
        task, OutputKind.OTHER, name="Website", typed_done=1, typed_on="2026-01-02", typed_basis="x"
    )

    response = client.post(edit_url(task), sheet_of(client, task) | {"outputs-0-kind": "training"})

    assert errors_of(response)["__all__"] == [
        "Sản phẩm “Website” đã có số thực hiện nhập tay; xóa số đó trước khi đổi loại."
    ]


def test_a_made_up_key_of_any_length_is_no_row(client, task_list):
    task = make_task(task_list)

    sheet = sheet_of(client, task) | {"outputs-0-row": "9" * 5000}

    assert client.post(edit_url(task), sheet).status_code == 302


def test_two_sources_may_change_places(client, task_list):
    task = make_task(task_list)
    pay_plan(task, 1, FundKind.DONOR)
    pay_plan(task, 2, FundKind.OTHER)

    client.post(
        edit_url(task), sheet_of(client, task) | {"money-0-fund": "other", "money-1-fund": "donor"}
    )

    assert sorted(money_of(stored(task_list)[0])) == [("donor", 2), ("other", 1)]


# Hai người cùng sửa


def test_the_second_sees_both_versions_and_nothing_is_overwritten_silently(client, task_list):
    task = make_task(task_list, name="Tên đầu", lead="Sở")
    make_output(task, planned=4)
    first, second = sheet_of(client, task), sheet_of(client, task)
    client.post(edit_url(task), first | {"name": "Tên của A", "outputs-0-planned": "5"})

    late = client.post(edit_url(task), second | {"name": "Tên của B", "lead": "Trung tâm"})

    assert errors_of(late)["__all__"][0].startswith("Chưa lưu: ")
    versions = [(v.label, v.saved, v.typed) for v in late.context["form"].versions]
    assert versions == [
        ("Tên nhiệm vụ", "Tên của A", "Tên của B"),
        ("Đơn vị chủ trì", "Sở", "Trung tâm"),
        (
            "Sản phẩm",
            "Lớp, khóa tập huấn, Lớp tập huấn: 5 lớp",
            "Lớp, khóa tập huấn, Lớp tập huấn: 4 lớp",
        ),
    ]
    assert 'value="Tên của B"' in late.content.decode()
    (task,) = stored(task_list)
    assert (task.name, outputs_of(task)[0][2]) == ("Tên của A", 5)


def test_after_seeing_both_the_second_may_save_and_the_colleagues_new_line_stays(client, task_list):
    task = make_task(task_list)
    first, second = sheet_of(client, task), sheet_of(client, task)
    client.post(
        edit_url(task),
        first | {"outputs-0-kind": "training", "money-0-fund": "donor", "money-0-planned": "7"},
    )
    late = client.post(edit_url(task), second | {"name": "Tên của B"})

    client.post(
        edit_url(task), second | {"name": "Tên của B", "seen": late.context["form"]["seen"].value()}
    )

    (task,) = stored(task_list)
    assert task.name == "Tên của B"
    assert (len(outputs_of(task)), money_of(task)) == (1, [("donor", 7)])


# Xóa, ai


def test_a_proposal_is_deleted_with_its_lines(client, task_list):
    task = make_task(task_list)
    make_output(task)

    response = client.post(reverse("programmes:task_delete", args=[task.pk]))

    assert response["Location"] == task_list.get_absolute_url()
    assert stored(task_list) == []


def test_a_task_that_an_activity_leans_on_or_that_was_approved_stays(client, task_list):
    leaned_on = make_task(task_list)
    make_activity(task_list.owner, task=leaned_on, title="Lớp ở Đa Sỹ")
    approved = make_task(task_list, state=TaskState.APPROVED)

    shown = client.post(reverse("programmes:task_delete", args=[leaned_on.pk]), follow=True)
    client.post(reverse("programmes:task_delete", args=[approved.pk]))

    assert "Lớp ở Đa Sỹ" in shown.content.decode()
    assert stored(task_list) == [leaned_on, approved]


@pytest.mark.parametrize("name", ["task_edit", "task_delete"])
def test_a_viewer_and_a_neighbour_write_nothing(client, name):
    viewer = make_member(role=Role.VIEWER)
    ours = make_task(make_task_list(viewer.access.organisation))
    theirs = make_task(make_task_list(make_member().access.organisation))
    client.force_login(viewer)
    urls = [reverse(f"programmes:{name}", args=[row.pk]) for row in (ours, theirs)]

    statuses = [(client.get(url).status_code, client.post(url).status_code) for url in urls]

    assert statuses == [(403, 403), (404, 404)]


def test_nobody_plans_a_task_into_a_neighbours_list(client, officer):
    theirs = make_task_list(make_member().access.organisation)

    assert new(client, theirs, typed()).status_code == 404
    assert stored(theirs) == []
