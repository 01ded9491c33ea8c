"""What becomes of a task: its verbs, its days, its results, its payments, and the next year."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisations import clock
from organisations.enums import Kind, Role, Verb
from organisations.models import Attachment, LogEntry
from organisations.tenancy import owner_login
from programmes.enums import TASK_MOVES, FundKind, ListState, OutputKind, TaskState
from programmes.models import Disbursement, Task, TaskMoney
from tests.factories import (
    make_activity,
    make_member,
    make_output,
    make_plan,
    make_task,
    make_task_list,
)

pytestmark = pytest.mark.django_db
YEAR = 2026
DAYS = {
    TaskState.PROPOSED: {},
    TaskState.APPROVED: {},
    TaskState.GIVEN: {"assignment": "direct", "given_on": dt.date(YEAR, 2, 1)},
    TaskState.UNDER_WAY: {"started_on": dt.date(YEAR, 2, 2)},
    TaskState.ACCEPTED: {"accepted_on": dt.date(YEAR, 2, 3)},
    TaskState.SETTLED: {"accepted_on": dt.date(YEAR, 2, 3), "settled_on": dt.date(YEAR, 2, 4)},
    TaskState.STOPPED: {"stopped_on": dt.date(YEAR, 2, 5), "stop_reason": "Hết kinh phí"},
    TaskState.CARRIED: {"stopped_on": dt.date(YEAR, 2, 5), "stop_reason": "Chậm"},
}
SHEETS = {
    TaskState.GIVEN: ("give", {"assignment": "order", "given_on": "06/02/2026"}),
    TaskState.UNDER_WAY: ("start", {"started_on": "06/02/2026"}),
    TaskState.ACCEPTED: ("accept", {"accepted_on": "06/02/2026", "basis": "Biên bản 1/BB"}),
    TaskState.SETTLED: ("settle", {"settled_on": "06/02/2026", "basis": "Quyết định 2/QĐ-STC"}),
    TaskState.STOPPED: ("stop", {"stopped_on": "06/02/2026", "stop_reason": "Không còn nhu cầu"}),
    TaskState.CARRIED: ("carry", {"stopped_on": "06/02/2026", "stop_reason": "Đấu thầu chậm"}),
}
PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _a_day_in_the_year(monkeypatch):
    """The clock of the tests stands in July of the year of the lists."""
    monkeypatch.setattr(clock, "today", lambda: dt.date(YEAR, 7, 27))


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def task_list(officer):
    return make_task_list(officer.access.organisation, state=ListState.ISSUED, year=YEAR)


@pytest.fixture
def task(task_list):
    return make_task(task_list, state=TaskState.APPROVED)


def url(name, row):
    return reverse(f"programmes:{name}", args=[row.pk])


def sheet_of(client, address):
    form = client.get(address).context["form"]
    return {f.html_name: f.value() or "" for f in form if f.html_name != "files"}


def send(client, name, row, **fields):
    address = url(name, row)
    return client.post(address, sheet_of(client, address) | fields)


def now(row):
    with owner_login():
        return type(row).objects.get(pk=row.pk)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def tick_of(response):
    """What the box "Tôi đã kiểm tra" says, once it is shown."""
    agreement = response.context["form"].agreement
    assert f'name="agreed" value="{agreement}"' in response.content.decode()
    return agreement


def log_of(row):
    with owner_login():
        entries = LogEntry.objects.filter(subject_type=row._meta.label_lower, subject_id=row.pk)
        return [(entry.verb, entry.to_state, entry.comment) for entry in entries]


def money(task, planned=100, fund=FundKind.INDUSTRY):
    with owner_login():
        return TaskMoney.objects.create(owner=task.owner, task=task, fund=fund, planned=planned)


def payment(task, amount=40, fund=FundKind.INDUSTRY, paid_on=dt.date(YEAR, 3, 1)):
    with owner_login():
        return Disbursement.objects.create(
            owner=task.owner, task=task, fund=fund, paid_on=paid_on, amount=amount
        )


# Các bước


@pytest.mark.parametrize("after", SHEETS)
@pytest.mark.parametrize("before", TaskState)
def test_a_task_goes_only_where_it_may_go(client, task_list, before, after):
    task = make_task(task_list, state=before, **DAYS[before])
    next_year = make_task_list(task_list.owner, year=YEAR + 1)
    name, sheet = SHEETS[after]
    sheet = sheet | ({"into": next_year.pk} if after == TaskState.CARRIED else {})

    response = send(client, f"task_{name}", task, **sheet)

    if after in TASK_MOVES.get(before, ()):
        assert (response.status_code, now(task).state) == (302, after)
        assert log_of(task)[0][1] == after
    else:
        assert "đang ở trạng thái" in errors_of(response)["__all__"][0]
        assert now(task).state == before
        assert log_of(task) == []


def test_what_is_given_says_how_to_whom_by_which_paper_and_when(client, task):
    send(
        client,
        "task_give",
        task,
        assignment="tender",
        executor="Trung tâm SXSH",
        assignment_number="15/HĐ-SCT",
        given_on="01/03/2026",
    )

    given = now(task)
    assert (given.assignment, given.executor, given.assignment_number, given.given_on) == (
        "tender",
        "Trung tâm SXSH",
        "15/HĐ-SCT",
        dt.date(2026, 3, 1),
    )


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        (Kind.DEPARTMENT, ["", "direct", "order", "tender", "appointed"]),
        (Kind.MINISTRY, ["", "selection", "award"]),
    ],
)
def test_the_ministry_gives_tasks_in_its_own_ways(client, kind, ways):
    person = make_member(kind)
    client.force_login(person)
    task_list = make_task_list(person.access.organisation, state=ListState.ISSUED, year=YEAR)
    task = make_task(task_list, state=TaskState.APPROVED)

    form = client.get(url("task_give", task)).context["form"]

    assert [key for key, _label in form.fields["assignment"].choices] == ways
    others = "selection" if kind == Kind.DEPARTMENT else "direct"
    refused = send(client, "task_give", task, assignment=others, given_on="01/03/2026")
    assert list(errors_of(refused)) == ["assignment"]


@pytest.mark.parametrize(
    ("name", "typed", "box", "sentence"),
    [
        (
            "start",
            {"started_on": "28/07/2026"},
            "started_on",
            "Ngày này chưa đến: hôm nay là 27/07/2026.",
        ),
        (
            "start",
            {"started_on": "31/01/2026"},
            "started_on",
            "Ngày bắt đầu phải bằng hoặc sau ngày giao (01/02/2026).",
        ),
        (
            "accept",
            {"accepted_on": "31/01/2026", "basis": "x"},
            "accepted_on",
            "Ngày nghiệm thu phải bằng hoặc sau ngày giao (01/02/2026).",
        ),
        ("accept", {"accepted_on": "01/03/2026"}, "basis", "Nhập căn cứ nghiệm thu."),
        ("stop", {"stopped_on": "01/03/2026"}, "stop_reason", "Nhập lý do dừng."),
        ("stop", {"stop_reason": "x"}, "stopped_on", "Nhập ngày. Ví dụ 31/12/2015."),
    ],
)
def test_days_stand_in_order_and_none_lies_ahead(client, task_list, name, typed, box, sentence):
    task = make_task(task_list, state=TaskState.GIVEN, **DAYS[TaskState.GIVEN])

    response = send(client, f"task_{name}", task, **typed)

    assert errors_of(response) == {box: [sentence]}
    assert now(task).state == TaskState.GIVEN


@pytest.mark.parametrize(
    ("state", "name", "typed"),
    [
        (TaskState.UNDER_WAY, "accept", {"accepted_on": "01/02/2026", "basis": "x"}),
        (TaskState.ACCEPTED, "settle", {"settled_on": "02/02/2026", "basis": "x"}),
    ],
)
def test_no_tick_takes_days_that_cannot_be(client, task_list, state, name, typed):
    task = make_task(task_list, state=state, **DAYS[state])

    response = send(client, f"task_{name}", task, agreed="x", **typed)

    ((sentence,),) = errors_of(response).values()
    assert "phải bằng hoặc sau" in sentence
    assert 'name="agreed"' not in response.content.decode()
    assert now(task).state == state


def decided_on(task_list, day):
    with owner_login():
        task_list.document.issued_on = day
        task_list.document.save()
    return task_list.document


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("give", {"assignment": "order", "given_on": "06/02/2026"}),
        ("start", {"started_on": "06/02/2026"}),
    ],
)
def test_a_day_before_the_decision_is_asked_about_and_taken_with_a_tick(
    client, task_list, name, typed
):
    decision = decided_on(task_list, dt.date(YEAR, 2, 10))
    task = make_task(task_list, state=TaskState.APPROVED)

    asked = send(client, f"task_{name}", task, **typed)

    (box,) = set(typed) - {"assignment"}
    said = f"Ngày 06/02/2026 là trước ngày ký {decision} phê duyệt nhiệm vụ (10/02/2026)."
    assert errors_of(asked) == {box: [said]}
    assert now(task).state == TaskState.APPROVED
    assert send(client, f"task_{name}", task, **typed, agreed="khác").status_code == 200
    assert send(client, f"task_{name}", task, **typed, agreed=tick_of(asked)).status_code == 302
    assert now(task).state != TaskState.APPROVED


def test_a_day_that_was_agreed_to_is_not_asked_about_again(client, task_list):
    decided_on(task_list, dt.date(YEAR, 3, 1))
    task = make_task(task_list, state=TaskState.UNDER_WAY, **DAYS[TaskState.UNDER_WAY])

    assert send(client, "task_correct", task, started_on="02/02/2026").status_code == 302
    assert send(client, "task_correct", task, started_on="03/02/2026").status_code == 200


def test_a_payment_before_the_decision_is_asked_about(client, task):
    money(task, 100)
    decided_on(task.task_list, dt.date(YEAR, 3, 2))

    asked = pay(client, task)

    assert list(errors_of(asked)) == ["paid_on"]
    pay(client, task, agreed=tick_of(asked))
    assert len(payments_of(task)) == 1


def test_to_accept_a_task_of_which_nothing_is_recorded_is_asked_before_anything_is_typed(
    client, task_list
):
    task = make_task(task_list, state=TaskState.UNDER_WAY)
    make_output(task, planned=4)
    make_output(task, OutputKind.LEAFLET, name="Tờ rơi", unit="tờ", planned=100)
    make_activity(task.owner, task=task, held_on=dt.date(YEAR, 3, 3), event_count=1)
    sheet = {"accepted_on": "01/06/2026", "basis": "Biên bản 7/BB"}

    shown = client.get(url("task_accept", task))
    refused = send(client, "task_accept", task, **sheet)

    assert errors_of(refused) == {"__all__": ["Chưa ghi kết quả nào của: Tờ rơi: 100 tờ."]}
    assert now(task).state == TaskState.UNDER_WAY
    send(client, "task_accept", task, **sheet, agreed=tick_of(shown))
    assert now(task).state == TaskState.ACCEPTED


def test_to_settle_a_task_of_which_nothing_is_paid_is_asked(client, task_list):
    task = make_task(task_list, state=TaskState.ACCEPTED, **DAYS[TaskState.ACCEPTED])
    money(task, 100)
    sheet = {"settled_on": "01/06/2026", "basis": "Quyết định 2/QĐ-STC"}

    refused = send(client, "task_settle", task, **sheet)
    payment(task)

    assert errors_of(refused) == {
        "__all__": ["Chưa ghi lần giải ngân nào, mà kinh phí kế hoạch là 100 đồng."]
    }
    assert send(client, "task_settle", task, **sheet).status_code == 302


def test_minutes_are_kept_as_evidence_with_the_acceptance(client, task_list):
    task = make_task(task_list, state=TaskState.UNDER_WAY)
    scan = SimpleUploadedFile("bien-ban.pdf", PDF, "application/pdf")

    send(client, "task_accept", task, accepted_on="01/06/2026", basis="Biên bản 7/BB", files=scan)

    with owner_login():
        (evidence,) = Attachment.objects.filter(subject_id=task.pk)
    assert (evidence.name, evidence.purpose) == ("bien-ban.pdf", "evidence")
    assert (Verb.ACCEPT_TASK, "accepted", "Biên bản 7/BB") in log_of(task)


def test_a_verb_sent_twice_is_done_once(client, task):
    sheet = sheet_of(client, url("task_start", task)) | {"started_on": "01/03/2026"}

    first = client.post(url("task_start", task), sheet)
    second = client.post(url("task_start", task), sheet)

    assert first["Location"] == second["Location"]
    assert [verb for verb, _state, _words in log_of(task)] == [Verb.START]


def test_a_sheet_older_than_the_task_is_refused(client, task):
    stale = sheet_of(client, url("task_stop", task))
    send(client, "task_start", task, started_on="01/03/2026")

    response = client.post(
        url("task_stop", task), stale | {"stopped_on": "02/03/2026", "stop_reason": "x"}
    )

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa")
    assert now(task).state == TaskState.UNDER_WAY


@pytest.mark.parametrize("state", [ListState.DRAFT, ListState.SUBMITTED, ListState.CLOSED])
def test_only_while_the_list_has_effect_is_anything_carried_out(client, officer, state):
    fields = {"document": None} if state == ListState.SUBMITTED else {}
    task_list = make_task_list(officer.access.organisation, state=state, year=YEAR, **fields)
    task = make_task(task_list, state=TaskState.APPROVED)
    output, paid = make_output(task), payment(task)

    for name, row in [
        ("task_start", task),
        ("output_edit", output),
        ("disbursement_create", task),
        ("disbursement_edit", paid),
    ]:
        shown = client.get(url(name, row)).content.decode()
        assert task_list.get_state_display() in shown, name
        assert "form-actions" not in shown, name
    sheet = {"started_on": "01/03/2026"}
    refused = client.post(url("task_start", task), sheet)
    client.post(url("disbursement_delete", paid))

    assert errors_of(refused)["__all__"][0].startswith("Chưa lưu: Danh mục")
    assert (now(task).state, now(paid).amount) == (TaskState.APPROVED, 40)


def test_what_is_done_may_be_written_while_the_list_is_amended(client, officer):
    task_list = make_task_list(officer.access.organisation, state=ListState.AMENDING, year=YEAR)
    task = make_task(task_list, state=TaskState.APPROVED)

    send(client, "task_start", task, started_on="01/03/2026")

    assert now(task).state == TaskState.UNDER_WAY


def test_a_wrong_day_is_corrected_and_the_state_stays(client, task_list):
    task = make_task(task_list, state=TaskState.ACCEPTED, accepted_on=dt.date(YEAR, 6, 30))

    send(client, "task_correct", task, accepted_on="15/06/2026")
    refused = send(client, "task_correct", task, accepted_on="")

    assert (now(task).state, now(task).accepted_on) == ("accepted", dt.date(YEAR, 6, 15))
    assert list(errors_of(refused)) == ["accepted_on"]


# Chuyển năm sau


def test_a_carried_task_goes_on_as_a_proposal_with_what_is_still_to_be_paid(client, task):
    make_output(task, planned=4, estimate=3, estimate_basis="x")
    money(task, 100)
    money(task, 30, FundKind.DONOR)
    payment(task, 40)
    payment(task, 30, FundKind.DONOR)
    next_year = make_task_list(task.owner, year=YEAR + 1)

    response = send(
        client, "task_carry", task, stopped_on="01/07/2026", stop_reason="Đấu thầu chậm"
    )

    with owner_login():
        twin = Task.objects.select_related("task_list").get(carried_from=task)
        outputs = [(o.kind, o.planned, o.estimate) for o in twin.outputs.all()]
        amounts = [(row.fund, row.planned) for row in twin.money.all()]
    assert response["Location"] == twin.get_absolute_url()
    assert (twin.task_list, twin.state, twin.month_to) == (next_year, "proposed", None)
    assert (outputs, amounts) == ([("training", 4, None)], [("industry", 60)])
    assert (now(task).state, now(task).stop_reason) == ("carried", "Đấu thầu chậm")


def test_without_a_list_of_next_year_one_is_asked_to_draw_it_up(client, officer, task):
    plan = make_plan(task.owner, year_from=YEAR, year_to=YEAR + 4)
    with owner_login():
        task.task_list.plan = plan
        task.task_list.save()
    make_task_list(make_member().access.organisation, year=YEAR + 1)
    make_task_list(task.owner, year=YEAR + 1, state=ListState.ISSUED)

    shown = client.get(url("task_carry", task)).content.decode()

    new_list = reverse("programmes:task_list_create")
    assert f"{new_list}?plan={plan.pk}&amp;year={YEAR + 1}" in shown
    assert 'name="stop_reason"' not in shown


def test_a_task_is_carried_into_one_list_however_often_it_is_sent(client, task):
    next_year = make_task_list(task.owner, year=YEAR + 1)
    sheet = sheet_of(client, url("task_carry", task)) | {
        "into": next_year.pk,
        "stopped_on": "01/07/2026",
        "stop_reason": "x",
    }

    answers = [client.post(url("task_carry", task), sheet)["Location"] for _ in range(2)]

    with owner_login():
        assert Task.objects.filter(task_list=next_year).count() == 1
    assert answers[0] == answers[1]


@pytest.mark.parametrize("deleted", ["task", "task_list"])
def test_a_task_whose_proposal_of_next_year_is_deleted_goes_on_as_before(client, task, deleted):
    make_task_list(task.owner, year=YEAR + 1)
    send(client, "task_start", task, started_on="01/02/2026")
    send(client, "task_carry", task, stopped_on="01/07/2026", stop_reason="Đấu thầu chậm")
    with owner_login():
        twin = Task.objects.select_related("task_list").get(carried_from=task)
    row = twin if deleted == "task" else twin.task_list

    client.post(url(f"{deleted}_delete", row))

    with owner_login():
        assert not Task.objects.filter(pk=twin.pk).exists()
    assert (now(task).state, now(task).stopped_on) == ("under_way", None)
    assert log_of(task)[0] == ("reopen", "under_way", "Đề xuất ở danh mục năm sau đã xóa")


def test_a_neighbours_list_takes_no_task(client, task):
    make_task_list(task.owner, year=YEAR + 1)
    theirs = make_task_list(make_member().access.organisation, year=YEAR + 1)

    response = send(
        client, "task_carry", task, into=theirs.pk, stopped_on="01/07/2026", stop_reason="x"
    )

    assert list(errors_of(response)) == ["into"]


# Kết quả


def test_a_result_saved_meanwhile_stands_beside_what_was_typed_and_may_then_be_replaced(
    client, task
):
    output = make_output(task, planned=4)
    address = url("output_edit", output)
    sheet = sheet_of(client, address) | {"estimate": "3", "estimate_basis": "hợp đồng"}
    client.post(address, sheet)

    late = client.post(address, sheet | {"estimate": "2"})

    (sentence,) = errors_of(late)["__all__"]
    assert f"({task_editor(task)}, sửa, " in sentence
    form = late.context["form"]
    assert [(v.label, v.saved, v.typed) for v in form.versions] == [("Ước cả năm", "3", "2")]
    assert "Hai bản khác nhau ở đâu" in late.content.decode()
    client.post(address, sheet | {"estimate": "2", "seen": form["seen"].value()})
    assert now(output).estimate == 2


def task_editor(task):
    with owner_login():
        return LogEntry.objects.filter(subject_id=task.pk).first().actor_name


def test_a_result_is_typed_with_day_and_basis_only_where_no_log_can_hold_it(client, task):
    website = make_output(task, OutputKind.OTHER, name="Website")
    training = make_output(task, ordinal=2)

    send(
        client,
        "output_edit",
        website,
        typed_done="1",
        typed_on="01/06/2026",
        typed_basis="Biên bản bàn giao",
        estimate="2",
        estimate_basis="Hợp đồng đã ký",
    )
    send(client, "output_edit", training, typed_done="9", estimate="5", estimate_basis="Còn 2 lớp")

    assert (now(website).typed_done, now(website).estimate) == (1, 2)
    assert (now(training).typed_done, now(training).estimate) == (None, 5)
    assert log_of(task)[-1][2] == "Website: thực hiện 1, ước cả năm 2"


@pytest.mark.parametrize(
    ("typed", "box", "sentence"),
    [
        ({"estimate": "5"}, "estimate_basis", "Số ước cả năm phải ghi căn cứ."),
        (
            {"typed_done": "1", "typed_on": "01/06/2026"},
            "typed_basis",
            "Số nhập tay phải ghi ngày và căn cứ.",
        ),
        ({"typed_done": "1", "typed_basis": "x"}, "typed_on", "Số nhập tay phải ghi ngày."),
        (
            {"typed_done": "1", "typed_on": "28/07/2026", "typed_basis": "x"},
            "typed_on",
            "Ngày này chưa đến: hôm nay là 27/07/2026.",
        ),
        ({"estimate": "-1", "estimate_basis": "x"}, "estimate", "Số lượng không thể âm."),
    ],
)
def test_a_result_without_its_basis_is_refused(client, task, typed, box, sentence):
    website = make_output(task, OutputKind.OTHER, name="Website")

    response = send(client, "output_edit", website, **typed)

    assert sentence in errors_of(response)[box]
    assert (now(website).typed_done, now(website).estimate) == (None, None)


def test_an_empty_sheet_of_a_result_is_not_said_to_be_saved(client, task):
    output, before = make_output(task), len(log_of(task))
    address = url("output_edit", output)

    page = client.post(address, sheet_of(client, address), follow=True).content.decode()

    assert "Chưa có gì thay đổi." in page
    assert "Đã lưu kết quả" not in page
    assert len(log_of(task)) == before


# Giải ngân


def pay(client, task, **fields):
    sheet = {"fund": "industry", "paid_on": "01/03/2026", "amount": "40", "note": "UNC 12"}
    return client.post(url("disbursement_create", task), sheet | fields)


def payments_of(task):
    with owner_login():
        return [(p.fund, p.paid_on, p.amount) for p in Disbursement.objects.filter(task=task)]


def test_a_payment_is_recorded_corrected_and_removed_and_the_log_keeps_all(client, task):
    money(task, 100)

    pay(client, task)
    with owner_login():
        paid = Disbursement.objects.get(task=task)
    send(client, "disbursement_edit", paid, amount="60")
    assert payments_of(task) == [("industry", dt.date(2026, 3, 1), 60)]
    client.post(url("disbursement_delete", paid))

    assert payments_of(task) == []
    assert [words for _verb, _state, words in log_of(task)] == [
        "Xóa: khuyến công, 01/03/2026: 60 đồng",
        "Sửa: khuyến công, 01/03/2026: 40 đồng → khuyến công, 01/03/2026: 60 đồng",
        "khuyến công, 01/03/2026: 40 đồng",
    ]


def test_more_than_planned_is_asked_about_once_and_then_recorded(client, task):
    money(task, 100)
    payment(task, 80)

    asked = pay(client, task, amount="30")

    assert errors_of(asked) == {
        "amount": [
            "Giải ngân từ nguồn khuyến công sẽ là 110 đồng, vượt kinh phí kế hoạch (100 đồng) là"
            " 10 đồng."
        ]
    }
    agreed = tick_of(asked)
    pay(client, task, amount="30", agreed=agreed)
    assert [amount for _fund, _day, amount in payments_of(task)] == [80, 30]
    assert pay(client, task, amount="31", agreed=agreed).status_code == 200


def test_a_day_of_another_year_is_asked_about_once_and_then_recorded(client, task):
    money(task, 100)

    asked = pay(client, task, paid_on="12/05/2016")

    sentence = "Danh mục của năm 2026, mà ngày này thuộc năm 2016."
    assert errors_of(asked) == {"paid_on": [sentence]}
    pay(client, task, paid_on="12/05/2016", agreed=tick_of(asked))
    assert [day.year for _fund, day, _amount in payments_of(task)] == [2016]


@pytest.mark.parametrize(
    ("typed", "box", "sentence"),
    [
        ({"amount": "0"}, "amount", "Số tiền giải ngân phải lớn hơn 0."),
        ({"amount": "-5"}, "amount", "Số tiền không được là số âm."),
        ({"paid_on": "28/07/2026"}, "paid_on", "Ngày này chưa đến: hôm nay là 27/07/2026."),
        ({"fund": ""}, "fund", "Chọn nguồn kinh phí."),
    ],
)
def test_a_payment_that_cannot_be_is_refused(client, task, typed, box, sentence):
    money(task, 100)

    assert errors_of(pay(client, task, **typed)) == {box: [sentence]}
    assert payments_of(task) == []


def test_a_double_click_pays_once(client, task):
    money(task, 100)
    key = str(uuid4())

    first, second = pay(client, task, form_key=key), pay(client, task, form_key=key)

    assert first["Location"] == second["Location"]
    assert len(payments_of(task)) == 1


def test_nothing_is_paid_for_a_mere_proposal(client, task_list):
    task = make_task(task_list)
    money(task, 100)

    assert "chưa được phê duyệt" in errors_of(pay(client, task))["__all__"][0]


# Ai


@pytest.mark.parametrize(
    "name",
    [
        "task_give",
        "task_start",
        "task_accept",
        "task_settle",
        "task_stop",
        "task_carry",
        "task_correct",
        "disbursement_create",
        "task_attach",
    ],
)
def test_a_viewer_and_a_neighbour_carry_nothing_out(client, name):
    viewer = make_member(role=Role.VIEWER)
    tasks = [
        make_task(make_task_list(owner, state=ListState.ISSUED), state=TaskState.APPROVED)
        for owner in (viewer.access.organisation, make_member().access.organisation)
    ]
    client.force_login(viewer)

    statuses = [
        (client.get(url(name, task)).status_code, client.post(url(name, task)).status_code)
        for task in tasks
    ]

    assert statuses == [(403, 403), (404, 404)]


@pytest.mark.parametrize("name", ["output_edit", "disbursement_edit", "disbursement_delete"])
def test_nor_do_they_touch_results_and_payments(client, name):
    viewer = make_member(role=Role.VIEWER)
    rows = []
    for owner in (viewer.access.organisation, make_member().access.organisation):
        task = make_task(make_task_list(owner, state=ListState.ISSUED), state=TaskState.APPROVED)
        rows.append(make_output(task) if name == "output_edit" else payment(task))
    client.force_login(viewer)

    statuses = [
        (client.get(url(name, row)).status_code, client.post(url(name, row)).status_code)
        for row in rows
    ]

    assert statuses == [(403, 403), (404, 404)]
