"""Which content had effect on which day, how it is amended, corrected and ended."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from organisations.enums import Role
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN
from programmes.papers.revisions import in_force_on
from tests.factories import (
    make_document,
    make_member,
    make_plan,
    make_task,
    make_task_list,
)
from tests.programmes.papers import DAY, ENDED, Unit, change, decision, fresh, refusal

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])


@pytest.fixture
def unit():
    return Unit()


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


def test_a_list_is_not_moved_to_another_plan_of_the_same_title_without_a_decision(unit):
    task_list = unit.task_list()
    unit.amending(task_list)
    with owner_login():
        twin = make_plan(unit.organisation, title=task_list.plan.title)
        type(task_list).objects.filter(pk=task_list.pk).update(plan=twin)

    assert "kế hoạch khác cùng tên" in refusal(unit, actions.abandon_amendment, fresh(task_list))


def test_a_plan_that_took_another_title_is_no_change_of_its_list(unit):
    task_list = unit.task_list()
    unit.amending(task_list)
    with owner_login():
        type(task_list.plan).objects.filter(pk=task_list.plan_id).update(title="Tên mới")

    assert unit.act(actions.abandon_amendment, fresh(task_list)).state == "issued"


def test_what_was_entered_is_corrected_also_after_a_submission_that_came_to_nothing(unit):
    plan = unit.plan(state="issued", document=make_document(unit.organisation))
    unit.act(actions.amend, plan, reason="Nhập mục tiêu")
    change(plan)
    unit.act(actions.submit, fresh(plan))
    unit.act(actions.withdraw, fresh(plan), reason="Nhập nhầm", seen=unit.seen(fresh(plan)))

    unit.act(actions.record, fresh(plan), summary="Bổ sung theo bản giấy")

    assert fresh(plan).state == "issued"


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


def test_a_forgotten_task_of_an_entered_list_is_approved_by_the_correction(unit):
    task_list = make_task_list(unit.organisation, state="issued")
    unit.act(actions.amend, task_list, reason="Nhập nhiệm vụ còn thiếu")
    task = make_task(task_list)

    unit.act(actions.record, task_list, summary="Bổ sung theo bản giấy")

    assert fresh(task).state == "approved"
    with owner_login():
        entry = LogEntry.objects.get(subject_type="programmes.task", subject_id=task.pk)
    assert (entry.verb, entry.to_state) == ("record", "approved")
    assert entry.comment == "Bổ sung theo bản giấy"


def test_what_was_approved_here_is_not_corrected_without_a_decision(unit):
    plan = unit.in_state(PLAN, "amending")
    change(plan)

    sentence = refusal(unit, actions.record, plan, summary="Bổ sung")

    assert "chỉ thay đổi bằng quyết định khác" in sentence


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
