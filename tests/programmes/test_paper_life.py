"""The life of plans and lists: every move by its verb, every other one refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from organisations.enums import Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from programmes.enums import PAPER_MOVES, TaskState
from programmes.models import LegalDocument, Revision, Task
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN
from programmes.papers.missing import missing_for_submission
from tests.factories import make_document, make_member, make_plan, make_task
from tests.programmes.papers import DAY, Unit, change, decision, fresh

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
        "replace": {"on": DAY},
        "expire": {"on": DAY, "reason": "Hết giai đoạn"},
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
    "close": {("issued", "closed")},
    "reopen": {("closed", "issued")},
}
ONLY = {PLAN: {"replace", "expire"}, LIST: {"close", "reopen"}}
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
