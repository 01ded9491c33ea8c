"""Pages and buttons of plans and lists through their life, over HTTP."""

import datetime as dt

import pytest

from organisations.enums import Role
from organisations.tenancy import owner_login
from programmes.papers.kinds import LIST, PLAN
from tests.factories import (
    make_member,
    make_plan,
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
