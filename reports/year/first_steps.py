"""How a year is begun, for a unit that has no approved list of it yet."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from organisations.vietnamese import format_number
from outreach.enums import ActivityState
from outreach.models import Activity
from outreach.rules import RECORDERS, may_record
from programmes.models import ActionPlan, TaskList
from programmes.models.plans import decided
from programmes.rules import may_plan


@dataclass(frozen=True)
class Step:
    """One step and how far it is; `action` only for those who may take it."""

    name: str
    state: str
    tone: str
    subject: str = ""
    url: str = ""
    action: str = ""
    action_url: str = ""
    is_next: bool = False


def first_steps(access, year, today):
    """None once a list of the year is approved, and for years gone by."""
    if year < today.year:
        return None
    lists = TaskList.objects.visible_to(access).filter(owner=access.organisation, year=year)
    if lists.decided().exists():
        return None
    plan = _plan_of(access, year)
    steps = [_plan_step(access, plan), _list_step(access, year, plan, lists.first())]
    if access.kind in RECORDERS:
        steps.append(_log_step(access, year))
    following = next((step for step in steps if step.action), None)
    return [replace(step, is_next=step is following) for step in steps]


def _plan_of(access, year):
    """A plan that holds the year, one that was issued before one that is being written."""
    plans = ActionPlan.objects.visible_to(access).filter(
        owner=access.organisation, year_from__lte=year, year_to__gte=year, ended_on=None
    )
    return plans.filter(decided()).first() or plans.first()


def _plan_step(access, plan):
    name = _("Lập kế hoạch")
    if plan is None:
        action = (_("Lập kế hoạch mới"), reverse("programmes:plan_create"))
        return _missing(name, action, may_plan(access))
    return _begun(name, plan)


def _list_step(access, year, plan, task_list):
    name = _("Lập danh mục nhiệm vụ của năm")
    if task_list is None:
        asked = {"year": year} | ({"plan": plan.pk} if plan else {})
        url = f"{reverse('programmes:task_list_create')}?{urlencode(asked)}"
        return _missing(name, (_("Lập danh mục"), url), may_plan(access))
    return _begun(name, task_list)


def _missing(name, action, is_allowed):
    words, url = action if is_allowed else ("", "")
    return Step(name, _("chưa có"), "neutral", action=words, action_url=url)


def _begun(name, paper):
    tone = "success" if paper.is_decided else "info"
    return Step(name, paper.get_state_display(), tone, str(paper), paper.get_absolute_url())


def _log_step(access, year):
    activities = Activity.objects.visible_to(access).filter(owner=access.organisation)
    held = activities.in_year(year).filter(state=ActivityState.HELD).count()
    action, action_url = "", ""
    if may_record(access):
        action, action_url = _("Ghi hoạt động"), reverse("outreach:activity_create")
    state = _("đã ghi %(count)s") % {"count": format_number(held)} if held else _("chưa có")
    tone = "success" if held else "neutral"
    name = _("Ghi hoạt động truyền thông, đào tạo")
    return Step(name, state, tone, action=action, action_url=action_url)
