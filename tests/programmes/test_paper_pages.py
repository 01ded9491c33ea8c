"""Pages and buttons of plans and lists through their life, over HTTP."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations import clock
from organisations.enums import Role
from organisations.tenancy import owner_login
from programmes.models import (
    PlanMoney,
    TaskMoney,
)
from programmes.papers.kinds import LIST, PLAN
from tests.factories import (
    make_document,
    make_member,
    make_plan,
    make_task,
    make_task_list,
)
from tests.programmes.paper_pages import address, decided, errors_of, of_plan, read, signed_in, told
from tests.programmes.papers import Unit, fresh

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])
PLAN_STATES = (
    "draft",
    "consulting",
    "submitted",
    "approved",
    "issued",
    "amending",
    "replaced",
    "expired",
)


@pytest.fixture
def unit(client):
    return signed_in(client)


# The page in every state


@pytest.mark.parametrize("state", PLAN_STATES)
def test_the_page_names_the_state_and_the_one_main_action(client, unit, state):
    plan = unit.in_state(PLAN, state)
    unit.opinion(plan, number="1/STC", issued_on=dt.date(2012, 1, 5), response="taken_up")

    response = client.get(plan.get_absolute_url())

    main = {
        "draft": "submit",
        "consulting": "submit",
        "approved": "issue",
        "amending": "submit",
    }.get(state)
    step = response.context["main_step"]
    assert (step.url if step else None) == (main and address(f"paper_{main}", PLAN, plan))
    assert plan.get_state_display() in read(response)


def test_a_viewer_sees_no_button(client, unit):
    plan = unit.plan()
    client.force_login(make_member(organisation=unit.organisation, role=Role.VIEWER))

    page = read(client.get(plan.get_absolute_url()))

    for name in ("submit", "consult"):
        assert address(f"paper_{name}", PLAN, plan) not in page
    for name in ("target_create", "component_create", "plan_money", "plan_edit"):
        assert of_plan(name, plan) not in page


def test_what_is_missing_stands_on_the_page_with_links_and_instead_of_the_button(client, unit):
    plan = make_plan(unit.organisation)
    sentence = "Ghi ít nhất một mục tiêu hoặc một nội dung thực hiện."
    link = f'<a href="{of_plan("component_create", plan)}">{sentence}</a>'

    page = read(client.get(plan.get_absolute_url()))
    submit = read(client.get(address("paper_submit", PLAN, plan)))
    refused = client.post(address("paper_submit", PLAN, plan))

    assert link in page
    assert link in submit
    assert "Hồ sơ đi qua các bước" not in submit
    assert sentence in errors_of(refused)["__all__"][0]


@pytest.mark.parametrize(
    ("known", "year"),
    [
        ((), 2026),
        ((2026,), 2027),
        ((2026, 2027, 2028), 2025),
        ((2025, 2026, 2027, 2028), None),
    ],
)
def test_an_issued_plan_offers_the_list_of_the_next_year_without_one(
    client, unit, monkeypatch, known, year
):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 7, 27))
    plan = make_plan(unit.organisation, year_from=2025, year_to=2028, **in_force(unit))
    for each in known:
        make_task_list(unit.organisation, plan=plan, year=each)
    draft = make_plan(unit.organisation, year_from=2025, year_to=2028)

    page = client.get(plan.get_absolute_url())

    link = f"{reverse('programmes:task_list_create')}?plan={plan.pk}&amp;year={year}"
    assert page.context["list_year"] == year
    assert (f'href="{link}">Lập danh mục năm {year}<' in read(page)) is (year is not None)
    assert client.get(draft.get_absolute_url()).context["list_year"] is None
    client.force_login(make_member(organisation=unit.organisation, role=Role.VIEWER))
    assert client.get(plan.get_absolute_url()).context["list_year"] is None


def in_force(unit):
    return {"state": "issued", "document": make_document(unit.organisation)}


def test_what_was_entered_says_from_which_document_and_is_corrected_there(client, unit):
    entered = make_plan(unit.organisation, **in_force(unit))
    ours = unit.in_state(PLAN, "issued")
    draft = unit.plan()

    pages = [read(client.get(plan.get_absolute_url())) for plan in (entered, ours, draft)]

    said = f"Nội dung được nhập từ văn bản đã ban hành ({entered.document})"
    assert [said in page for page in pages] == [True, False, False]
    assert ["Chưa trình lần nào" in page for page in pages] == [False, False, True]
    assert ["Mở điều chỉnh" in page for page in pages] == [True, True, False]
    actions = [page.partition('class="page-actions"')[2].partition("</div>")[0] for page in pages]
    edit = [of_plan("plan_edit", plan) for plan in (entered, ours, draft)]
    assert [link in shown for link, shown in zip(edit, actions, strict=True)] == [
        False,
        False,
        True,
    ]
    assert f'<a href="{edit[0]}">sửa thông tin đã nhập</a>' in pages[0]
    assert edit[1] not in pages[1]


def money_for_a_year(plan, amount, year=2026):
    with owner_login():
        row = {"owner": plan.owner, "plan": plan, "fund": "industry"}
        PlanMoney.objects.create(year=year, amount=amount, **row)


def test_a_list_beyond_the_money_of_its_plans_year_is_warned_of_and_submitted(client, unit):
    plan = make_plan(unit.organisation, year_from=2026, year_to=2030)
    money_for_a_year(plan, 100_000_000)
    money_for_a_year(plan, 999_000_000, year=2027)
    task_list = unit.task_list(plan=plan, money_total=130_000_000)
    sentence = (
        "Tổng kinh phí của danh mục (130.000.000 đồng) vượt kế hoạch năm 2026 (100.000.000 đồng)."
    )

    page = read(client.get(task_list.get_absolute_url()))
    submit = read(client.get(address("paper_submit", LIST, task_list)))
    client.post(address("paper_submit", LIST, task_list))

    assert f'<a href="{plan.get_absolute_url()}#money">{sentence}</a>' in page
    assert sentence in submit
    assert "Hồ sơ đi qua các bước" in submit
    assert fresh(task_list).state == "submitted"


def test_lists_of_one_year_share_the_plans_money_and_without_any_nothing_is_said(client, unit):
    plan = make_plan(unit.organisation, year_from=2026, year_to=2030)
    task_list = unit.task_list(plan=plan, money_total=60_000_000)

    def warnings():
        return [
            row.sentence for row in client.get(task_list.get_absolute_url()).context["warnings"]
        ]

    assert warnings() == []
    money_for_a_year(plan, 100_000_000)
    make_task_list(unit.organisation, plan=plan, money_total=70_000_000)
    assert warnings() == []
    approved = make_task_list(unit.organisation, plan=plan, state="issued")
    with owner_login():
        task = make_task(approved)
        TaskMoney.objects.create(owner=plan.owner, task=task, fund="industry", planned=50_000_000)
    (sentence,) = warnings()
    assert "cùng năm (110.000.000 đồng) vượt kế hoạch năm 2026 (100.000.000 đồng)" in sentence


# Through the whole life, by buttons


@BOTH
def test_a_paper_goes_its_way_by_its_pages(client, unit, kind):
    paper = unit.paper(kind)

    client.post(address("paper_submit", kind, paper), {"words": "Tờ trình số 5"})
    client.force_login(unit.head)
    seen = {"words": "", "seen": unit.seen(paper)}
    client.post(address("paper_approve", kind, paper), seen)
    client.force_login(unit.officer)
    response = client.post(address("paper_issue", kind, paper), decided())

    assert response["Location"] == paper.get_absolute_url()
    paper = fresh(paper)
    with owner_login():
        assert paper.state == "issued"
        assert str(paper.document) == "Quyết định 12/QĐ-SCT"
        assert (paper.document.signing_for, paper.document.signer_name) == ("KT.", "Nguyễn Văn An")


def test_sent_back_without_a_reason_says_so_and_moves_nothing(client, unit):
    plan = unit.in_state(PLAN, "submitted")
    client.force_login(unit.head)

    words = {"words": " ", "seen": unit.seen(plan)}
    response = client.post(address("paper_return", PLAN, plan), words, follow=True)

    assert told(response) == ["Chưa trả lại: hãy ghi lý do, cần hoàn thiện những gì."]
    assert fresh(plan).state == "submitted"


def test_what_is_approved_can_be_taken_back_before_the_decision(client, unit):
    plan = unit.in_state(PLAN, "approved")
    page = read(client.get(plan.get_absolute_url()))

    words = {"words": "Sai số kinh phí", "seen": unit.seen(plan)}
    client.post(address("paper_withdraw", PLAN, plan), words)

    assert "Rút lại để sửa" in page
    assert f'name="seen" value="{words["seen"]}"' in page
    assert fresh(plan).state == "draft"


def test_nobody_takes_back_what_a_colleague_has_approved_meanwhile(client, unit):
    plan = unit.in_state(PLAN, "submitted")
    words = {"words": "Sai số kinh phí", "seen": unit.seen(plan)}
    client.force_login(unit.head)
    client.post(address("paper_approve", PLAN, plan), {"seen": words["seen"]})
    client.force_login(unit.officer)

    response = client.post(address("paper_withdraw", PLAN, plan), words, follow=True)

    assert "đã được xử lý ở nơi khác" in " ".join(told(response))
    assert fresh(plan).state == "submitted"


def test_the_timeline_tells_each_step_once_with_states_in_words(client, unit):
    plan = unit.in_state(PLAN, "issued")

    timeline = client.get(plan.get_absolute_url()).context["timeline"]

    assert [(e.get_verb_display(), e.from_name, e.to_name) for e in timeline] == [
        ("ghi quyết định ban hành", "đã trình", "đã ban hành"),
        ("duyệt", "", "đã duyệt"),
        ("trình, gửi", "dự thảo", "đã trình"),
    ]


# Who


@BOTH
def test_a_neighbours_paper_does_not_exist(client, unit, kind):
    theirs = Unit().in_state(kind, "submitted")
    verbs = ["consult", "redraft", "submit", "approve", "return", "withdraw", "issue", "amend"]

    statuses = {client.post(address(f"paper_{v}", kind, theirs)).status_code for v in verbs}
    statuses |= {
        client.get(address("paper_in_force", kind, theirs)).status_code,
        client.get(address("opinion_create", kind, theirs)).status_code,
    }

    assert statuses == {404}
    assert fresh(theirs).state == "submitted"


@BOTH
def test_a_viewer_reads_what_was_in_force_and_presses_nothing(client, unit, kind):
    paper = unit.in_state(kind, "issued")
    client.force_login(make_member(organisation=unit.organisation, role=Role.VIEWER))

    statuses = [
        client.get(address("paper_in_force", kind, paper)).status_code,
        client.get(address("paper_revision", kind, paper, 1)).status_code,
        client.get(address("paper_amend", kind, paper)).status_code,
        client.post(address("paper_amend", kind, paper), {"words": "Bổ sung"}).status_code,
    ]

    assert statuses == [200, 200, 403, 403]
