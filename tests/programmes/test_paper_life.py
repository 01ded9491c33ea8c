"""The life of plans and lists: every move by its verb, every other one refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from organisations.enums import Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry, Notification
from organisations.tenancy import owner_login
from programmes.enums import PAPER_MOVES
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN
from tests.factories import (
    make_member,
)
from tests.programmes.papers import DAY, ENDED, Unit, change, decision, end_tasks, fresh, refusal

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
    if verb == "close" and kind is LIST:
        end_tasks(paper)
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
def test_the_officers_are_told_that_the_decision_is_to_be_written_down(unit, kind):
    colleague = make_member(organisation=unit.organisation)

    paper = unit.in_state(kind, "approved")

    said = f"“{paper}” đã duyệt xong: ghi số, ngày của quyết định sau khi ký, đóng dấu."
    assert told(unit.officer) == told(colleague) == [("decision_waiting", said)]
    assert [kind for kind, _text in told(unit.head)] == ["approval_waiting"]


@BOTH
def test_whoever_submitted_is_told_why_it_came_back(unit, kind):
    paper = unit.in_state(kind, "submitted")

    unit.act(actions.send_back, paper, by=unit.head, reason="Thiếu căn cứ.\n\n2. “Đã duyệt”")

    said = f'“{paper}” được trả lại để hoàn thiện, lý do: “Thiếu căn cứ. 2. "Đã duyệt"”'
    assert told(unit.officer) == [("returned", said)]
