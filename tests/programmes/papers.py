"""Plans and lists that are ready to be submitted, and taken through their life by real actions."""

import datetime as dt

import pytest

from organisations import approvals
from organisations.enums import Role
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login, use_tenant
from programmes.enums import FundKind
from programmes.models import (
    ActionPlan,
    LegalDocument,
    Opinion,
    PlanComponent,
    PlanMoney,
    Target,
    TaskList,
)
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN, kind_of
from tests.factories import make_member, make_output, make_plan, make_task, make_task_list

# What there is to choose from: a paper of either kind.
KINDS = (PLAN, LIST)


class Unit:
    """An officer and a head of one department; `as_officer` and `as_head` act in its name."""

    def __init__(self, organisation=None):
        self.officer = make_member(organisation=organisation)
        self.organisation = self.officer.access.organisation
        self.head = make_member(organisation=self.organisation, role=Role.HEAD)

    def act(self, action, paper, *arguments, by=None, **words):
        access = (by or self.officer).access
        with use_tenant(access.tenant):
            return action(paper, *arguments, access=access, **words)

    def plan(self, **fields):
        """A draft that lacks nothing: one target, one component, money of one year."""
        fields = {"year_from": 2012, "year_to": 2015, "note": "Không theo chiến lược nào."} | fields
        plan = make_plan(self.organisation, **fields)
        with owner_login():
            Target.objects.create(owner=plan.owner, plan=plan, label="Cơ sở áp dụng", value=25)
            PlanComponent.objects.create(owner=plan.owner, plan=plan, name="Tuyên truyền")
            PlanMoney.objects.create(
                owner=plan.owner, plan=plan, year=2012, fund=FundKind.INDUSTRY, amount=500_000_000
            )
        return plan

    def task_list(self, **fields):
        """A draft that lacks nothing: one task with one output."""
        plan = fields.pop("plan", None) or make_plan(self.organisation)
        task_list = make_task_list(self.organisation, plan=plan, **fields)
        make_output(make_task(task_list, lead="Phòng Kỹ thuật"))
        return task_list

    def paper(self, kind, **fields):
        return self.plan(**fields) if kind is PLAN else self.task_list(**fields)

    def opinion(self, paper, **fields):
        fields.setdefault("party", "Sở Tài chính")
        with owner_login():
            return Opinion.objects.create(
                owner=paper.owner, **{kind_of(paper).parent: paper}, **fields
            )

    def seen(self, paper):
        """What the buttons of the running approval carry."""
        access = self.head.access
        with use_tenant(access.tenant):
            run = approvals.current_approval(paper, kind_of(paper).subject, access=access)
            return approvals.seen_of(run)

    # Through its life

    def submitted(self, paper):
        return self.act(actions.submit, paper)

    def approved(self, paper):
        self.submitted(paper)
        return self.act(actions.approve_step, paper, by=self.head)

    def issued(self, paper, **words):
        self.approved(paper)
        return self.act(actions.issue, paper, decision(), **words)

    def amending(self, paper):
        self.issued(paper)
        return self.act(actions.amend, paper, reason="Bổ sung kinh phí")

    def in_state(self, kind, state):
        """A paper that came into `state` by the verbs alone."""
        paper = self.paper(kind)
        if state == "consulting":
            self.act(actions.seek_opinions, paper)
        elif state in {"submitted", "approved", "issued", "amending"}:
            getattr(self, state)(paper)
        elif state == "replaced":
            self.issued(paper)
            other = self.in_state(kind, "issued")
            self.act(actions.replace, paper, other, **ENDED, by=self.head)
        elif state == "expired":
            self.issued(paper)
            self.act(actions.expire, paper, **ENDED, by=self.head)
        elif state == "closed":
            self.issued(paper)
            end_tasks(paper)
            self.act(actions.close, paper)
        return fresh(paper)


DAY = dt.date(2020, 1, 1)
ENDED = {"on": DAY, "reason": "Hết giai đoạn"}
_numbers = iter(range(1, 10_000))


def decision(**fields):
    """As a form hands it over: not yet saved."""
    facts = {
        "type": "decision",
        "number": f"{next(_numbers)}/QĐ-UBND",
        "issued_on": dt.date(2012, 5, 4),
        "issuer": "UBND Thành phố Hà Nội",
        "title": "Về việc phê duyệt",
    }
    return LegalDocument(**facts | fields)


def end_tasks(task_list):
    """So that nothing keeps the list open."""
    with owner_login():
        ended = {"state": "stopped", "stopped_on": DAY, "stop_reason": "Hết kinh phí"}
        task_list.tasks.update(**ended)


def refusal(unit, action, paper, *arguments, **words):
    """The sentence with which the verb is refused."""
    with pytest.raises(ActionRefused) as refused:
        unit.act(action, paper, *arguments, **words)
    return str(refused.value)


def fresh(row):
    with owner_login():
        return type(row).objects.get(pk=row.pk)


def change(paper):
    """Something of its content is not what it was."""
    with owner_login():
        rows = ActionPlan if isinstance(paper, ActionPlan) else TaskList
        rows.objects.filter(pk=paper.pk).update(title="Tên mới")
