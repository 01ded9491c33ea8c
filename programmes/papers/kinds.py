"""The two kinds of paper that share one life: plans and lists of tasks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from organisations.enums import ApprovalSubject
from programmes.enums import PAPER_MOVES, IssuerLevel, ListState, PlanState
from programmes.models import ActionPlan, TaskList
from programmes.papers import content


@dataclass(frozen=True)
class PaperKind:
    """What differs between a plan and a list.

    `slug` stands in addresses, `parent` is the column by which opinions and revisions know their
    paper, `content` is asked with the paper.
    """

    slug: str
    model: Any
    states: Any
    subject: ApprovalSubject
    parent: str
    noun: str
    content: Callable

    def visible(self, access):
        """With what every page and every sentence about a paper names."""
        return self.model.objects.visible_to(access).select_related("document")


PLAN = PaperKind(
    slug="plan",
    model=ActionPlan,
    states=PlanState,
    subject=ApprovalSubject.PLAN,
    parent="plan",
    noun="kế hoạch",
    content=content.plan_content,
)
LIST = PaperKind(
    slug="task-list",
    model=TaskList,
    states=ListState,
    subject=ApprovalSubject.TASK_LIST,
    parent="task_list",
    noun="danh mục",
    content=content.list_content,
)
KINDS = (PLAN, LIST)


def kind_of(paper):
    return next(kind for kind in KINDS if isinstance(paper, kind.model))


def moves_of(paper):
    """The states that may follow now, of those a paper of its kind has."""
    return PAPER_MOVES.get(paper.state, set()) & set(kind_of(paper).states.values)


def level_of(paper):
    """At which level a paper is to be issued: as it says itself, else as its plan does."""
    plan = None if kind_of(paper) is PLAN else paper.plan
    said = paper.issuer_level or (plan.issuer_level if plan else "")
    return said or IssuerLevel.DEPARTMENT


def content_of(paper):
    """Everything a decision puts into force, as JSON keeps it."""
    return kind_of(paper).content(paper)


def content_key_of(paper):
    return content.content_key(content_of(paper))
