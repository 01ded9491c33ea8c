"""A list is closed when its tasks have an end, and what else it leaves behind is agreed to."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login, use_tenant
from programmes.enums import FundKind, ListState, TaskState
from programmes.models import TaskList, TaskMoney
from programmes.papers import actions
from tests.factories import make_activity, make_member, make_output, make_task, make_task_list

pytestmark = pytest.mark.django_db
STOPPED = {"stopped_on": dt.date(2026, 5, 1), "stop_reason": "Hết kinh phí"}


@pytest.fixture
def officer(client):
    person = make_member()
    client.force_login(person)
    return person


@pytest.fixture
def task_list(officer):
    return make_task_list(officer.access.organisation, state=ListState.ISSUED, year=2026)


def closing(task_list):
    return reverse("programmes:paper_close", args=["task-list", task_list.pk])


def state_of(task_list):
    with owner_login():
        return TaskList.objects.get(pk=task_list.pk).state


def links(response):
    return [lack.url for lack in response.context["missing"]]


@pytest.mark.parametrize("state", [TaskState.APPROVED, TaskState.GIVEN, TaskState.UNDER_WAY])
def test_a_task_without_an_end_keeps_the_list_open(client, officer, task_list, state):
    given = {"assignment": "order", "given_on": dt.date(2026, 2, 1)}
    task = make_task(task_list, name="In tờ rơi", state=state, **given)
    make_task(task_list, state=TaskState.STOPPED, **STOPPED)

    shown = client.get(closing(task_list))
    client.post(closing(task_list), {"agreed": shown.context["form"].agreement})

    assert links(shown) == [task.get_absolute_url()]
    page = shown.content.decode()
    said = (
        f"Nhiệm vụ 1 “In tờ rơi” đang ở trạng thái “{task.get_state_display()}”:"
        " hãy nghiệm thu, dừng hoặc chuyển năm sau."
    )
    assert said in page
    assert "<button" not in page.partition("<main")[2].partition("</main>")[0]
    assert state_of(task_list) == ListState.ISSUED
    with use_tenant(officer.access.tenant), pytest.raises(ActionRefused, match="Chưa khóa: "):
        actions.close(task_list, access=officer.access)


def test_a_task_that_was_never_approved_keeps_the_list_open(client, task_list):
    task = make_task(task_list, name="Bị quên", state=TaskState.PROPOSED)

    shown = client.get(closing(task_list))
    client.post(closing(task_list))

    assert links(shown) == [task.get_absolute_url()]
    assert "đang ở trạng thái “đề xuất”: hãy mở điều chỉnh" in shown.content.decode()
    assert state_of(task_list) == ListState.ISSUED


def test_unsettled_money_and_outputs_below_plan_are_named_and_agreed_to(client, task_list):
    task = make_task(task_list, name="Tập huấn", state=TaskState.ACCEPTED)
    make_output(task, planned=4)
    make_output(task, "leaflet", name="Tờ rơi", unit="tờ", planned=1000)
    make_activity(task.owner, task=task, held_on=dt.date(2026, 3, 3), event_count=3)
    with owner_login():
        TaskMoney.objects.create(
            owner=task.owner, task=task, fund=FundKind.INDUSTRY, planned=80_000_000
        )

    shown = client.get(closing(task_list))
    refused = client.post(closing(task_list), {"words": "Hết năm"})

    assert links(shown) == []
    assert [(doubt.sentence, doubt.url) for doubt in shown.context["form"].asked] == [
        ("Nhiệm vụ 1 “Tập huấn” đã nghiệm thu, chưa quyết toán.", task.get_absolute_url()),
        (
            "Nhiệm vụ 1 “Tập huấn”: Lớp tập huấn mới đạt 3/4 lớp.",
            f"{task.get_absolute_url()}#outputs",
        ),
        (
            "Nhiệm vụ 1 “Tập huấn”: Tờ rơi chưa có số thực hiện, kế hoạch 1.000 tờ.",
            f"{task.get_absolute_url()}#outputs",
        ),
    ]
    assert (refused.status_code, state_of(task_list)) == (200, ListState.ISSUED)
    page = refused.content.decode()
    assert f'<a href="{task.get_absolute_url()}">Nhiệm vụ 1 “Tập huấn” đã nghiệm thu' in page
    assert '<ul id="id_agreed_doubts">' in page
    assert 'id="id_agreed" aria-describedby="id_agreed_doubts"' in page
    said = "Nếu đúng như vậy, đánh dấu “Tôi đã kiểm tra” rồi bấm lại nút ở cuối trang."
    assert f'<a href="#id_agreed">{said}</a>' in page
    agreed = {"agreed": refused.context["form"].agreement}
    client.post(closing(task_list), agreed)
    assert state_of(task_list) == ListState.CLOSED

    too_late = client.post(closing(task_list), agreed).content.decode()
    assert "Có chỗ cần sửa" in too_late
    assert "đánh dấu “Tôi đã kiểm tra”" not in too_late


def test_a_list_that_leaves_nothing_behind_is_closed_without_a_question(client, task_list):
    make_output(make_task(task_list, state=TaskState.STOPPED, **STOPPED))
    task = make_task(task_list, state=TaskState.ACCEPTED)
    make_output(task, planned=1)
    make_activity(task.owner, task=task, held_on=dt.date(2026, 3, 3), event_count=1)

    assert client.get(closing(task_list)).context["form"].asked == []
    client.post(closing(task_list))

    assert state_of(task_list) == ListState.CLOSED
