"""What a paper lacks before it is submitted."""

import pytest
from django.urls import reverse

from organisations.tenancy import owner_login, use_tenant
from programmes.models import TaskMoney
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN
from programmes.papers.missing import missing_for_submission
from tests.factories import (
    make_document,
    make_plan,
    make_task,
    make_task_list,
)
from tests.programmes.papers import Unit, refusal

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])


@pytest.fixture
def unit():
    return Unit()


def missing_of(unit, paper):
    with use_tenant(unit.officer.access.tenant):
        return missing_for_submission(paper)


def sentences(unit, paper):
    return [lack.sentence for lack in missing_of(unit, paper)]


@BOTH
def test_a_whole_draft_lacks_nothing(unit, kind):
    assert sentences(unit, unit.paper(kind)) == []


def test_an_empty_plan_lacks_a_strategy_and_something_to_do(unit):
    plan = make_plan(unit.organisation)

    said = sentences(unit, plan)

    assert said == [
        "Chọn chiến lược mà kế hoạch thực hiện, hoặc ghi lý do không có ở phần ghi chú.",
        "Ghi ít nhất một mục tiêu hoặc một nội dung thực hiện.",
    ]
    assert refusal(unit, actions.submit, plan) == f"Chưa trình: {' '.join(said)}"


def test_money_outside_the_years_of_a_plan_is_pointed_out(unit):
    plan = unit.plan(year_from=2013)

    assert sentences(unit, plan) == [
        "Kinh phí năm 2012 nằm ngoài giai đoạn 2013-2015 của kế hoạch."
    ]


def test_an_empty_list_lacks_plan_year_and_tasks(unit):
    task_list = make_task_list(unit.organisation, year=None)

    assert sentences(unit, task_list) == [
        "Chọn kế hoạch mà danh mục thực hiện.",
        "Ghi năm kế hoạch.",
        "Ghi ít nhất một nhiệm vụ.",
    ]


def test_a_list_is_not_submitted_on_the_basis_of_a_document_without_a_number(unit):
    document = make_document(unit.organisation, number="")
    plan = make_plan(unit.organisation, state="issued", document=document)

    (lack,) = missing_of(unit, unit.task_list(plan=plan))

    assert lack.sentence == (
        "Quyết định ban hành kế hoạch, được nêu làm căn cứ, chưa ghi số, ký hiệu."
    )
    assert lack.url == reverse("programmes:plan_edit", args=[plan.pk])


def test_each_task_needs_a_lead_months_and_an_output_with_a_number(unit):
    task_list = unit.task_list()
    for _ in range(6):
        make_task(task_list, name="Việc", ordinal=2, month_to=None)

    said = sentences(unit, task_list)

    assert said[0] == "Nhiệm vụ 2 “Việc” chưa ghi đơn vị chủ trì."
    assert said[5] == "Còn 1 nhiệm vụ khác chưa ghi đơn vị chủ trì."
    assert said[6] == "Nhiệm vụ 2 “Việc” chưa ghi tháng bắt đầu, tháng kết thúc."
    assert said[12] == "Nhiệm vụ 2 “Việc” chưa có sản phẩm nào ghi số lượng kế hoạch."
    assert len(said) == 18


def test_money_of_tasks_over_the_total_of_the_list_is_pointed_out(unit):
    task_list = unit.task_list(money_total=100)
    with owner_login():
        task = task_list.tasks.get()
        TaskMoney.objects.create(owner=task.owner, task=task, fund="science", planned=60)
        TaskMoney.objects.create(owner=task.owner, task=task, fund="industry", planned=41)

    assert sentences(unit, task_list) == [
        "Kinh phí các nhiệm vụ cộng lại là 101 đồng, vượt tổng kinh phí được giao của danh mục"
        " (100 đồng) là 1 đồng."
    ]


@BOTH
def test_opinions_that_were_asked_for_are_handled_first(unit, kind):
    paper = unit.in_state(kind, "consulting")
    none_asked = sentences(unit, paper)
    unit.opinion(paper, party="Sở Tài chính")

    assert none_asked == ["Đang lấy ý kiến nhưng chưa ghi cơ quan, đơn vị nào được hỏi."]
    assert sentences(unit, paper) == ["Ý kiến của Sở Tài chính chưa ghi tiếp thu hoặc giải trình."]


@BOTH
def test_an_amendment_that_amends_nothing_is_not_submitted(unit, kind):
    paper = unit.in_state(kind, "amending")

    (said,) = sentences(unit, paper)

    assert said.startswith("Nội dung chưa khác gì so với Quyết định ")
