"""Which plans and lists of a unit had effect on a day."""

from django.db.models import Prefetch

from programmes.models import ActionPlan, Revision, TaskList
from programmes.papers.revisions import decision_alone, in_force_on


def papers_in_force_on(day, access):
    """{"plans": [(plan, revision)], "task_lists": […]} whose years hold the day; six queries."""
    plans = ActionPlan.objects.visible_to(access).in_force_on(day)
    lists = TaskList.objects.visible_to(access).decided().filter(year=day.year)
    return {
        "plans": _with_revision(plans.order_by("year_from", "pk"), day, access),
        "task_lists": _with_revision(lists.select_related("plan"), day, access),
    }


def _with_revision(papers, day, access):
    """The content is not read: only who decided, and since when."""
    revisions = Revision.objects.visible_to(access).select_related("document").defer("content")
    papers = papers.select_related("document").prefetch_related(
        Prefetch("revisions", revisions.order_by("ordinal"))
    )
    found = [(paper, _of(paper, day)) for paper in papers]
    return [(paper, revision) for paper, revision in found if revision]


def _of(paper, day):
    return in_force_on(paper, day, list(paper.revisions.all()) or [decision_alone(paper)])
