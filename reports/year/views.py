"""Lists and tasks on the screen, with what was counted from the logs of several apps."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.generic import DetailView

from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.attachments import attachments_context
from organisations.documents.handing_out import FORMS, handed_out
from organisations.documents.pdf import DocumentNotRendered
from organisations.entry.keys import read_key
from outreach.models import Activity
from outreach.rules import may_record
from programmes.carrying.actions import WRITTEN
from programmes.carrying.rules import may_attach, may_carry_out
from programmes.enums import DONE_STATES, UNFINISHED_STATES, FundKind
from programmes.models import Disbursement, Task, TaskList
from programmes.papers.missing import is_blank, nothing_to_print
from programmes.papers.screen import life_cycle_context
from programmes.rules import PLANNERS
from programmes.tasks.actions import may_be_linked
from programmes.tasks.readiness import is_carried_out
from programmes.tasks.rules import may_plan_list, may_plan_task
from reports.year.amending import amended_lists, is_being_amended
from reports.year.documents import progress_report
from reports.year.home import brief_context
from reports.year.life import steps_of, timeline_of, verbs_of
from reports.year.money import costs_of, money_of
from reports.year.progress import progress_of
from reports.year.rows import (
    Which,
    chosen,
    rows_url,
    tabs,
    tasks_of_list,
    tasks_of_year,
)
from reports.year.switch import year_asked
from reports.year.timeliness import Mark, mark_of, on_time_of_due

# What was held for a task is often logged after it was accepted.
LOGGED = (*UNFINISHED_STATES, *DONE_STATES)
SHOWN_ACTIVITIES = 20


@dataclass(frozen=True)
class TaskRow:
    """One task in the table of its list."""

    task: Task
    outputs: list
    money: Any
    mark: Mark | None


@require_GET
def brief(request):
    """The unit's year on one page of a telephone, for its head."""
    require(request.access.kind in PLANNERS)
    today = clock.today()
    year = year_asked(request, today)
    return render(request, "year/brief.html", brief_context(request.access, year, today))


@require_GET
def tasks(request):
    """The tasks behind a number: of a year or of one list; done, due, or paid from one source."""
    access, today = request.access, clock.today()
    require(access.kind in PLANNERS)
    year, which = year_asked(request, today), _asked(request, "which", Which, Which.ALL)
    fund, task_list = _asked(request, "fund", FundKind, ""), _list_asked(request)
    every = list(tasks_of_list(access, task_list) if task_list else tasks_of_year(access, year))
    money = money_of(every, access, fund)
    if fund:
        every = [task for task in every if money.of(task)]
    narrowed = {"list": task_list.pk} if task_list else {"year": year}
    shown = chosen(every, which, today)
    found = {
        "rows": [TaskRow(task, [], money.total_of(task), mark_of(task, today)) for task in shown],
        "total": money.total_of(*shown),
        "tabs": tabs(every, today, fund=fund, **narrowed),
        "which": which,
        "fund": FundKind(fund).label if fund else "",
        "amended": amended_lists(shown),
    }
    return render(request, "year/tasks.html", found | {"year": year, "task_list": task_list})


def _asked(request, name, choices, otherwise):
    """One of the choices; nonsense in the address is as nothing."""
    asked = request.GET.get(name, "")
    return choices(asked) if asked in choices.values else otherwise


def _list_asked(request):
    """The list that the address names, None without one."""
    if "list" not in request.GET:
        return None
    key, ours = read_key(request.GET["list"]), request.access.organisation
    return get_visible_or_404(TaskList, request.access, owner=ours, pk=key)


class TaskListDetail(AccessMixin, DetailView):
    model = TaskList
    context_object_name = "task_list"
    template_name = "year/task_list_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("plan", "document", "copied_from")

    def get_context_data(self, **kwargs):
        access, task_list, today = self.request.access, self.object, clock.today()
        tasks = list(tasks_of_list(access, task_list))
        progress, money = progress_of(tasks, access, today), money_of(tasks, access)
        on_time, due = on_time_of_due(tasks, today)
        shown = {
            "rows": [
                TaskRow(task, progress.of(task), money.total_of(task), mark_of(task, today))
                for task in tasks
            ],
            "sums": progress.by_kind(task_list),
            "money": money.by_source(),
            "total": money.total(),
            "done": sum(task.is_done for task in tasks),
            "on_time": on_time,
            "due": due,
            "doors": {which.value: rows_url(which, list=task_list.pk) for which in Which},
            "unfinished": self._unfinished_last_year(),
            "amended": [task_list] if is_being_amended(task_list) else [],
        }
        may_plan = may_plan_list(access, task_list)
        verbs = {
            "may_plan": may_plan,
            "may_add": may_plan and task_list.is_open,
            "may_link": may_plan and not task_list.is_open and may_be_linked(task_list),
        }
        life = life_cycle_context(task_list, access)
        return super().get_context_data(**shown, **verbs, **life, **kwargs)

    def _unfinished_last_year(self):
        """Of the list this one was copied from: they may be carried over into it."""
        tasks = Task.objects.visible_to(self.request.access).filter(state__in=UNFINISHED_STATES)
        return tasks.filter(task_list=self.object.copied_from_id, task_list__isnull=False)


@require_GET
def task_list_progress(request, pk, form):
    """How far the list is, as PDF or DOCX; made when it is asked for."""
    task_list = get_visible_or_404(TaskList, request.access, pk=pk)
    if form not in FORMS:
        raise Http404
    if is_blank(task_list):
        messages.error(request, nothing_to_print(task_list))
        return redirect(task_list)
    document = progress_report(task_list, access=request.access, today=clock.today())
    title = _("Tình hình thực hiện %(list)s") % {"list": task_list.title}
    code = f"list-progress-{task_list.pk}"
    try:
        return handed_out(document, form, identifier=code, title=title, created=clock.now())
    except DocumentNotRendered as fault:
        messages.error(request, fault.sentence)
        return redirect(task_list)


class TaskDetail(AccessMixin, DetailView):
    model = Task
    context_object_name = "task"
    template_name = "year/task_detail.html"

    def get_queryset(self):
        related = ("task_list__plan", "task_list__document", "scheme", "component", "carried_from")
        return super().get_queryset().select_related(*related)

    def get_context_data(self, **kwargs):
        access, task, today = self.request.access, self.object, clock.today()
        carries = may_carry_out(access, task) and is_carried_out(task.task_list)
        money = money_of([task], access)
        return super().get_context_data(
            outputs=progress_of([task], access, today).of(task),
            money=money.by_source(),
            total=money.total(),
            payments=Disbursement.objects.visible_to(access).filter(task=task),
            mark=mark_of(task, today),
            steps=steps_of(task),
            carried_to=Task.objects.visible_to(access).filter(carried_from=task).first(),
            verbs=verbs_of(task) if carries else [],
            may_carry_out=carries,
            may_log=carries and may_record(access) and task.state in LOGGED,
            costs=costs_of(task, access),
            may_correct=carries and task.state in WRITTEN,
            may_edit=may_plan_task(access, task) and task.task_list.is_open,
            timeline=timeline_of(task, access),
            **self._activities(),
            **attachments_context(task, access, may_edit=may_attach(access, task)),
            **kwargs,
        )

    def _activities(self):
        rows = Activity.objects.visible_to(self.request.access).filter(task=self.object).for_list()
        first = list(rows[: SHOWN_ACTIVITIES + 1])
        return {
            "activities": first[:SHOWN_ACTIVITIES],
            "has_more_activities": len(first) > SHOWN_ACTIVITIES,
        }
