"""What a decision puts into force: content that was approved, by a decision that can be."""

import datetime as dt

import pytest

from organisations.models import LogEntry
from organisations.tenancy import owner_login
from programmes.enums import TaskState
from programmes.models import Revision, Task
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN, content_of
from tests.factories import (
    make_document,
    make_output,
    make_task,
)
from tests.programmes.papers import DAY, Unit, change, decision, fresh, refusal

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])


@pytest.fixture
def unit():
    return Unit()


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
