"""The life of plans and lists: every move by its verb, every other one refused."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from organisations.enums import Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry, Notification
from organisations.tenancy import owner_login, use_tenant
from programmes.enums import PAPER_MOVES, TaskState
from programmes.models import Revision, Task, TaskMoney
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN, content_of
from programmes.papers.missing import missing_for_submission
from programmes.papers.revisions import in_force_on
from tests.factories import (
    make_document,
    make_member,
    make_output,
    make_plan,
    make_task,
    make_task_list,
)
from tests.programmes.papers import DAY, ENDED, Unit, change, decision, fresh

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])


@pytest.fixture
def unit():
    return Unit()


# Every move


def tried(unit, kind, verb, paper):
    """What a verb does to a paper in this state: the state it comes into, or None if refused."""
    words = {
        "seek_opinions": {},
        "back_to_draft": {},
        "submit": {},
        "send_back": {"by": unit.head, "reason": "Thiếu căn cứ"},
        "withdraw": {"reason": "Sửa số liệu"},
        "issue": {"summary": "Bổ sung"},
        "amend": {"reason": "Bổ sung kinh phí"},
        "abandon_amendment": {},
        "replace": {"by": unit.head} | ENDED,
        "expire": {"by": unit.head} | ENDED,
        "restore": {"by": unit.head, "reason": "Ghi nhầm kế hoạch"},
        "close": {},
        "reopen": {"reason": "Bổ sung giải ngân"},
    }[verb]
    arguments = ()
    if verb == "issue":
        arguments = (decision(),)
    if verb == "replace":
        arguments = (unit.in_state(PLAN, "issued"),)
    try:
        return unit.act(getattr(actions, verb), paper, *arguments, **words).state
    except ActionRefused:
        return None


VERBS = {
    "seek_opinions": {("draft", "consulting")},
    "back_to_draft": {("consulting", "draft")},
    "submit": {("draft", "submitted"), ("consulting", "submitted"), ("amending", "submitted")},
    "send_back": {("submitted", "draft")},
    "withdraw": {("submitted", "draft"), ("approved", "draft")},
    "issue": {("approved", "issued")},
    "amend": {("issued", "amending")},
    "abandon_amendment": {("amending", "issued")},
    "replace": {("issued", "replaced")},
    "expire": {("issued", "expired")},
    "restore": {("replaced", "issued"), ("expired", "issued")},
    "close": {("issued", "closed")},
    "reopen": {("closed", "issued")},
}
ONLY = {PLAN: {"replace", "expire", "restore"}, LIST: {"close", "reopen"}}
STATES = {
    PLAN: (
        "draft",
        "consulting",
        "submitted",
        "approved",
        "issued",
        "amending",
        "replaced",
        "expired",
    ),
    LIST: ("draft", "consulting", "submitted", "approved", "issued", "amending", "closed"),
}
PAPERS = [
    pytest.param(kind, state, id=f"{kind.slug}-{state}")
    for kind in (PLAN, LIST)
    for state in STATES[kind]
]


@pytest.mark.parametrize(("kind", "state"), PAPERS)
def test_each_verb_makes_its_moves_and_no_other(unit, kind, state):
    """`approved` is a submitted paper whose steps are all approved."""
    paper = unit.in_state(kind, state)
    if state == "consulting":
        unit.opinion(paper, number="1/STC", issued_on=DAY, response="taken_up")
    if state == "amending":
        change(paper)
    verbs = set(VERBS) - ONLY[LIST if kind is PLAN else PLAN]

    ends = {verb: undone(tried, unit, kind, verb, paper) for verb in verbs}

    if state == "amending":
        assert ends.pop("abandon_amendment") is None  # something was changed, see below
    assert ends == {verb: dict(VERBS[verb]).get(state) for verb in ends}


def undone(function, *arguments):
    with transaction.atomic():
        result = function(*arguments)
        transaction.set_rollback(True)
    return result


def test_the_verbs_make_every_move_of_the_table_and_no_other():
    made = {
        (start.replace("approved", "submitted"), end)
        for ends in VERBS.values()
        for start, end in ends
    }
    made |= {("submitted", "amending")}  # an amendment that is returned, see below

    assert made == {(start, end) for start, ends in PAPER_MOVES.items() for end in ends}


@pytest.mark.parametrize("verb", ["close", "reopen"])
def test_a_plan_is_never_closed(unit, verb):
    paper = unit.in_state(PLAN, "issued")

    assert tried(unit, PLAN, verb, paper) is None


@BOTH
@pytest.mark.parametrize("verb", ["send_back", "withdraw"])
def test_an_amendment_that_comes_back_is_still_an_amendment(unit, kind, verb):
    paper = unit.in_state(kind, "amending")
    change(paper)
    unit.submitted(paper)

    assert fresh(paper).is_decided
    assert tried(unit, kind, verb, paper) == "amending"


# What each verb asks for


def refusal(unit, action, paper, *arguments, **words):
    with pytest.raises(ActionRefused) as refused:
        unit.act(action, paper, *arguments, **words)
    return str(refused.value)


@BOTH
def test_an_issue_takes_the_decision_and_freezes_the_whole_content(unit, kind):
    paper = unit.paper(kind)
    unit.approved(paper)

    unit.act(actions.issue, paper, decision(number="12/QĐ-SCT", issued_on=dt.date(2012, 6, 1)))

    paper = fresh(paper)
    with owner_login():
        (revision,) = paper.revisions.all()
        assert (revision.ordinal, revision.in_force_from) == (1, dt.date(2012, 6, 1))
        assert revision.document == paper.document
        assert paper.document.number == "12/QĐ-SCT"
        assert revision.content == content_of(paper)


def test_the_tasks_of_an_approved_list_are_approved(unit):
    task_list = unit.task_list()
    make_task(task_list, state=TaskState.STOPPED, stopped_on=DAY, stop_reason="Trùng")

    unit.issued(task_list)

    with owner_login():
        approved, stopped = Task.objects.filter(task_list=task_list).order_by("pk")
        (entry,) = LogEntry.objects.filter(subject_type="programmes.task", owner=task_list.owner)
    assert (approved.state, stopped.state) == ("approved", "stopped")
    assert (entry.subject_id, entry.to_state) == (approved.pk, "approved")
    assert entry.actor_name == unit.officer.full_name
    assert "QĐ-UBND" in entry.comment


@BOTH
def test_an_amendment_makes_the_next_revision_and_leaves_the_first_decision(unit, kind):
    paper = unit.in_state(kind, "amending")
    change(paper)
    unit.approved(paper)
    later = decision(issued_on=dt.date(2013, 3, 1))

    unit.act(actions.issue, paper, later, summary="Đổi tên")

    paper = fresh(paper)
    with owner_login():
        first, second = paper.revisions.order_by("ordinal")
        assert (second.ordinal, second.document, second.summary) == (2, later, "Đổi tên")
        assert paper.document == first.document
        assert [r.content["fields"]["title"] == "Tên mới" for r in (first, second)] == [False, True]


def test_tasks_that_an_amendment_adds_are_approved_by_it(unit):
    task_list = unit.in_state(LIST, "amending")
    with owner_login():
        task_list.tasks.update(state=TaskState.UNDER_WAY)
    make_output(make_task(task_list, lead="Phòng Kỹ thuật"))
    unit.approved(task_list)

    unit.act(actions.issue, task_list, decision(issued_on=DAY), summary="Thêm nhiệm vụ")

    with owner_login():
        states = Task.objects.filter(task_list=task_list).order_by("pk")
        assert [task.state for task in states] == ["under_way", "approved"]


@pytest.mark.parametrize(
    ("fields", "words", "sentence"),
    [
        ({"number": ""}, {}, "nhập số, ngày ký và cơ quan ban hành"),
        ({"issued_on": None}, {}, "nhập số, ngày ký và cơ quan ban hành"),
        ({"issued_on": dt.date(2099, 1, 1)}, {}, "ngày ký quyết định chưa đến"),
        ({}, {"in_force_from": dt.date(2012, 5, 3)}, "bằng hoặc sau ngày ký"),
    ],
)
def test_an_odd_decision_is_refused(unit, fields, words, sentence):
    paper = unit.in_state(PLAN, "approved")

    assert sentence in refusal(unit, actions.issue, paper, decision(**fields), **words)
    assert fresh(paper).state == "submitted"


def test_a_number_of_the_same_year_is_refused_and_nothing_is_issued(unit):
    paper = unit.in_state(PLAN, "approved")
    known = make_document(unit.organisation, issued_on=dt.date(2012, 1, 2))
    twin = decision(number=known.number, issued_on=dt.date(2012, 12, 30))

    assert "đã có số, ký hiệu này trong cùng năm" in refusal(unit, actions.issue, paper, twin)
    assert fresh(paper).state == "submitted"
    with owner_login():
        assert not Revision.objects.filter(plan=paper).exists()


def test_the_same_number_of_another_year_is_another_decision(unit):
    paper = unit.in_state(PLAN, "approved")
    known = make_document(unit.organisation, issued_on=dt.date(2011, 1, 2))

    unit.act(actions.issue, paper, decision(number=known.number))

    assert fresh(paper).state == "issued"


def test_content_that_changed_after_its_approval_is_not_issued(unit):
    paper = unit.in_state(PLAN, "approved")
    change(paper)

    assert "nội dung đã khác nội dung được duyệt" in refusal(unit, actions.issue, paper, decision())


def test_content_that_changed_after_submission_is_not_approved(unit):
    paper = unit.in_state(PLAN, "submitted")
    change(paper)

    assert "nội dung đã thay đổi" in refusal(unit, actions.approve_step, paper, by=unit.head)


def test_an_amending_decision_says_what_it_amends_and_is_not_older_than_the_last(unit):
    paper = unit.in_state(PLAN, "amending")
    change(paper)
    unit.approved(paper)

    unsaid = refusal(unit, actions.issue, paper, decision(issued_on=DAY), summary=" ")
    older = decision(issued_on=dt.date(2010, 1, 1))
    early = refusal(unit, actions.issue, paper, older, summary="Đổi tên")

    assert unsaid == "Chưa ghi: hãy ghi nội dung điều chỉnh."
    assert early == "Ngày có hiệu lực phải bằng hoặc sau ngày của lần trước (04/05/2012)."


def test_two_amendments_later_each_day_has_its_own_content(unit):
    paper = unit.in_state(PLAN, "amending")
    change(paper)
    unit.approved(paper)
    unit.act(actions.issue, paper, decision(issued_on=dt.date(2013, 3, 1)), summary="Đổi tên")
    paper = fresh(paper)

    with use_tenant(unit.officer.access.tenant):
        ordinals = [
            revision and revision.ordinal
            for revision in (
                in_force_on(paper, day)
                for day in (
                    dt.date(2012, 5, 3),
                    dt.date(2012, 5, 4),
                    dt.date(2013, 2, 28),
                    dt.date(2013, 3, 1),
                )
            )
        ]

    assert ordinals == [None, 1, 1, 2]


@pytest.mark.parametrize("state", ["replaced", "expired"])
def test_an_ended_plan_has_effect_until_the_day_before(unit, state):
    paper = unit.in_state(PLAN, state)

    with use_tenant(unit.officer.access.tenant):
        assert in_force_on(paper, DAY - dt.timedelta(days=1)) is not None
        assert in_force_on(paper, DAY) is None


def test_an_issued_paper_that_came_without_revisions_has_its_present_content(unit):
    document = make_document(unit.organisation)
    plan = unit.plan(state="issued", document=document)

    with use_tenant(unit.officer.access.tenant):
        revision = in_force_on(plan, document.issued_on)

    assert (revision.pk, revision.document) == (None, document)
    assert revision.content["fields"]["title"] == plan.title


def test_amending_a_paper_that_came_without_revisions_keeps_what_it_said(unit):
    plan = unit.plan(state="issued", document=make_document(unit.organisation))

    unit.act(actions.amend, plan, reason="Bổ sung")

    with owner_login():
        (revision,) = plan.revisions.all()
    assert revision.content["fields"]["title"] == plan.title


def test_a_list_without_year_and_date_cannot_be_amended_and_says_why(unit):
    document = make_document(unit.organisation, issued_on=None)
    task_list = unit.task_list(state="issued", document=document, year=None)

    sentence = refusal(unit, actions.amend, task_list, reason="Bổ sung")

    assert "ghi năm kế hoạch hoặc ngày ký" in sentence


@pytest.mark.parametrize(
    "sql", ["UPDATE programmes_revision SET summary = 'x'", "DELETE FROM programmes_revision"]
)
def test_a_revision_is_frozen(unit, sql):
    unit.in_state(PLAN, "issued")

    with (
        owner_login(),
        pytest.raises(DatabaseError, match="không sửa, không xóa"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@BOTH
def test_an_amendment_that_changed_something_is_not_abandoned_and_says_what(unit, kind):
    paper = unit.in_state(kind, "amending")
    change(paper)

    sentence = refusal(unit, actions.abandon_amendment, paper)

    assert "Tên" in sentence
    assert f"“{paper.title}” thành “Tên mới”" in sentence
    assert fresh(paper).state == "amending"


@BOTH
def test_an_amendment_that_changed_nothing_is_abandoned(unit, kind):
    paper = unit.in_state(kind, "amending")

    assert unit.act(actions.abandon_amendment, paper).state == "issued"


def test_what_was_entered_of_an_old_plan_is_corrected_under_the_same_decision(unit):
    plan = unit.plan(state="issued", document=make_document(unit.organisation))
    unit.act(actions.amend, plan, reason="Nhập mục tiêu")
    change(plan)

    unit.act(actions.record, plan, summary="Bổ sung theo bản giấy")

    with owner_login():
        first, second = plan.revisions.order_by("ordinal")
    assert (second.document_id, second.in_force_from) == (first.document_id, first.in_force_from)
    with use_tenant(unit.officer.access.tenant):
        assert in_force_on(fresh(plan), first.in_force_from) == second


def test_what_was_approved_here_is_not_corrected_without_a_decision(unit):
    plan = unit.in_state(PLAN, "amending")
    change(plan)

    sentence = refusal(unit, actions.record, plan, summary="Bổ sung")

    assert "chỉ thay đổi bằng quyết định khác" in sentence


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_verbs_that_need_a_reason_do_not_go_without(unit, reason):
    head = {"by": unit.head, "reason": reason}
    asked = [
        (actions.send_back, unit.in_state(PLAN, "submitted"), head),
        (actions.withdraw, unit.in_state(PLAN, "approved"), {"reason": reason}),
        (actions.amend, unit.in_state(PLAN, "issued"), {"reason": reason}),
        (actions.expire, unit.in_state(PLAN, "issued"), {**ENDED, **head}),
        (actions.restore, unit.in_state(PLAN, "expired"), head),
        (actions.reopen, unit.in_state(LIST, "closed"), {"reason": reason}),
    ]

    for action, paper, words in asked:
        assert "lý do" in refusal(unit, action, paper, **words)
        assert fresh(paper).state == paper.state


def test_a_plan_ends_neither_in_the_future_nor_before_it_began(unit):
    plan = unit.in_state(PLAN, "issued")

    head = {"by": unit.head, "reason": "Hết"}
    future = refusal(unit, actions.expire, plan, on=dt.date(2099, 1, 1), **head)
    before = refusal(unit, actions.expire, plan, on=dt.date(2012, 5, 3), **head)

    assert "ngày này chưa đến" in future
    assert "có hiệu lực từ ngày 04/05/2012" in before


def test_a_plan_is_replaced_by_another_issued_one_of_the_same_unit(unit):
    plan = unit.in_state(PLAN, "issued")
    others = [plan, unit.plan(), Unit().in_state(PLAN, "issued")]

    for other in others:
        sentence = refusal(unit, actions.replace, plan, other, **ENDED, by=unit.head)
        assert "phải là một kế hoạch khác đã ban hành" in sentence
    other = unit.in_state(PLAN, "issued")
    words = {"on": DAY, "reason": " ", "by": unit.head}
    assert "lý do" in refusal(unit, actions.replace, plan, other, **words)


@pytest.mark.parametrize("state", ["replaced", "expired"])
def test_a_plan_that_was_ended_by_mistake_is_in_force_again_and_both_are_logged(unit, state):
    plan = unit.in_state(PLAN, state)
    assert effect_on_the_day(unit, plan) is None

    unit.act(actions.restore, plan, reason="Ghi nhầm kế hoạch", by=unit.head)

    plan = fresh(plan)
    assert (plan.state, plan.ended_on, plan.replaced_by_id) == ("issued", None, None)
    assert effect_on_the_day(unit, plan) is not None
    with owner_login():
        entries = LogEntry.objects.filter(subject_id=plan.pk, to_state__in=[state, "issued"])
        *_, ended, restored = entries.order_by("pk").values_list("from_state", "comment")
    assert ended[0] == "issued"
    assert "Hết giai đoạn" in ended[1]
    assert restored == (state, "Bỏ ngày hết hiệu lực 01/01/2020. Lý do: Ghi nhầm kế hoạch")


def effect_on_the_day(unit, plan):
    with use_tenant(unit.officer.access.tenant):
        return in_force_on(fresh(plan), DAY)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.VIEWER])
def test_what_a_head_approved_nobody_else_ends_or_brings_back(unit, role):
    person = make_member(organisation=unit.organisation, role=role)
    issued, other, ended = (unit.in_state(PLAN, state) for state in ("issued", "issued", "expired"))
    on_behalf = make_member(organisation=unit.organisation, role=Role.HEAD)
    on_behalf.access = replace(on_behalf.access, on_behalf=True)

    for somebody in (person, on_behalf):
        for action, papers, words in (
            (actions.expire, [issued], ENDED),
            (actions.replace, [issued, other], ENDED),
            (actions.restore, [ended], {"reason": "Ghi nhầm"}),
        ):
            with pytest.raises(PermissionDenied):
                unit.act(action, *papers, **words, by=somebody)


# Who


@BOTH
def test_a_viewer_changes_nothing(unit, kind):
    viewer = make_member(organisation=unit.organisation, role=Role.VIEWER)
    paper = unit.paper(kind)

    for action in (actions.seek_opinions, actions.submit, actions.lock_open):
        with pytest.raises(PermissionDenied):
            unit.act(action, paper, by=viewer)


def test_nobody_approves_twice_nor_before_the_turn(unit):
    paper = unit.in_state(PLAN, "submitted")

    with pytest.raises(PermissionDenied):
        unit.act(actions.approve_step, paper)


def test_every_verb_is_logged_with_both_states(unit):
    paper = unit.in_state(PLAN, "issued")

    with owner_login():
        entries = LogEntry.objects.filter(subject_id=paper.pk, subject_type="programmes.actionplan")
        moves = [
            (entry.verb, entry.from_state, entry.to_state)
            for entry in entries.order_by("pk")
            if entry.from_state
        ]

    assert moves == [
        (Verb.SUBMIT, "draft", "submitted"),
        (Verb.ISSUE, "submitted", "issued"),
    ]


# What is missing


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


# Who is told


def told(person):
    with owner_login():
        rows = Notification.objects.filter(recipient=person).order_by("pk")
        return [(row.kind, row.text) for row in rows]


@BOTH
def test_the_head_is_told_that_a_paper_waits_and_nobody_else(unit, kind):
    viewer = make_member(organisation=unit.organisation, role=Role.VIEWER)
    neighbour = Unit()

    paper = unit.in_state(kind, "submitted")

    assert told(unit.head) == [("approval_waiting", f"“{paper}” chờ bước “Lãnh đạo duyệt”.")]
    assert [told(p) for p in (unit.officer, viewer, neighbour.head)] == [[], [], []]


@BOTH
def test_whoever_submitted_is_told_why_it_came_back(unit, kind):
    paper = unit.in_state(kind, "submitted")

    unit.act(actions.send_back, paper, by=unit.head, reason="Thiếu căn cứ.\n\n2. “Đã duyệt”")

    said = f'“{paper}” được trả lại để hoàn thiện, lý do: “Thiếu căn cứ. 2. "Đã duyệt"”'
    assert told(unit.officer) == [("returned", said)]
