"""Everything that changes annual lists and what is planned in them.

Each action locks the list first, so that no task is planned while a colleague submits the list and
no two tasks together exceed its total.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from organisations import approvals
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import ApprovalSubject, Verb
from organisations.exceptions import ActionRefused
from programmes.enums import ListState, TaskState
from programmes.models import Disbursement, Task, TaskList, TaskMoney, TaskOutput
from programmes.papers.actions import lock_open
from programmes.rules import may_plan
from programmes.tasks.carried_over import take_back
from programmes.tasks.readiness import why_not_planned
from programmes.tasks.rules import may_plan_list
from programmes.tasks.sums import planned_money, refuse_excess

LINKS = ("plan_id", "year")
COPIED = ("name", "scheme_id", "lead", "partners", "month_from", "month_to", "note")


@dataclass
class Rows:
    """The outputs and the money of one task as they shall be saved, and what shall go."""

    outputs: list = field(default_factory=list)
    money: list = field(default_factory=list)
    removed: list = field(default_factory=list)

    @property
    def sum(self):
        return sum(row.planned for row in self.money)


def year_fault(plan, year):
    """Why a list of this year cannot belong to the plan; empty when it can."""
    if plan is None or year is None or plan.year_from <= year <= plan.year_to:
        return ""
    return _(
        "Kế hoạch đã chọn là của giai đoạn %(years)s, không có năm %(year)s."
        " Sửa năm, hoặc chọn kế hoạch có năm này."
    ) % {"years": plan.years, "year": year}


# Danh mục


@transaction.atomic
def create_list(task_list, *, access):
    require(may_plan(access))
    _refuse_year_outside(task_list)
    task_list.state = ListState.DRAFT
    task_list.save()
    log(access, Verb.CREATE, task_list, to_state=task_list.state)
    return task_list


@transaction.atomic
def update_list(task_list, *, access, seen):
    """An approved list changes no more, but one without plan or year may still be given them."""
    current = locked_list(task_list.pk, access)
    refuse_stale(seen, current)
    if not current.is_open:
        _refuse_more_than_missing_links(task_list, current, access)
    else:
        refuse_excess(task_list, planned_money(task_list, access=access))
    _refuse_year_outside(task_list)
    task_list.save()
    log(access, Verb.UPDATE, task_list)
    return task_list


def may_be_linked(task_list):
    """Its plan or its year is not known yet."""
    return any(getattr(task_list, name) is None for name in LINKS)


def _refuse_more_than_missing_links(task_list, current, access):
    settled = ["title", "money_total", "note", *(n for n in LINKS if getattr(current, n))]
    if any(getattr(task_list, name) != getattr(current, name) for name in settled):
        raise ActionRefused(_("Chưa lưu: %(why)s") % {"why": why_not_planned(current, access)})


def _refuse_year_outside(task_list):
    if fault := year_fault(task_list.plan, task_list.year):
        raise ActionRefused(fault)


def why_not_deleted(task_list, *, access):
    """Why a list must stay; empty for a draft that was never submitted."""
    if task_list.state != ListState.DRAFT:
        return _("Chỉ xóa được danh mục dự thảo; danh mục này ở trạng thái “%(state)s”.") % {
            "state": task_list.get_state_display()
        }
    submitted = approvals.current_approval(task_list, ApprovalSubject.TASK_LIST, access=access)
    if submitted is not None:
        return _("Danh mục đã được trình, nên không xóa được; hãy sửa nội dung.")
    paid = Disbursement.objects.visible_to(access).filter(task__task_list=task_list)
    if paid.exists():
        return _("Danh mục có nhiệm vụ đã ghi giải ngân, nên không xóa được.")
    return ""


@transaction.atomic
def delete_list(pk, *, access):
    """A draft that nobody has submitted, with its tasks, as long as no activity leans on them."""
    task_list = locked_list(pk, access)
    if sentence := why_not_deleted(task_list, access=access):
        raise ActionRefused(sentence)
    log(access, Verb.DELETE, task_list, from_state=task_list.state)
    tasks = Task.objects.visible_to(access).filter(task_list=task_list)
    take_back(tasks, access=access)
    _delete(tasks)
    _delete(task_list)


def _delete(rows):
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError as fault:
        kept = sorted({str(row) for row in fault.protected_objects})
        raise ActionRefused(
            _("Chưa xóa: còn hồ sơ gắn với nhiệm vụ hoặc danh mục này: %(rows)s.")
            % {"rows": "; ".join(kept[:5])}
        ) from fault


@transaction.atomic
def copy_list(copied, *, tasks, access):
    """A new draft from the list it names (`copied_from`): the chosen tasks with their outputs,
    money, months and leads. Answers how many of each were copied.

    Not copied: states, days, results, payments, estimates.
    """
    source = copied.copied_from
    create_list(copied, access=access)
    chosen = Task.objects.visible_to(access).filter(task_list=source, pk__in=tasks)
    chosen = chosen.select_related("task_list").prefetch_related("outputs", "money")
    twins = [copy_of(task, copied) for task in chosen]
    for ordinal, (task, _outputs, _money) in enumerate(twins, start=1):
        task.ordinal = ordinal
    counts = insert_tasks(twins)
    comment = _("Từ “%(source)s”: %(tasks)s nhiệm vụ") % {"source": source, **counts}
    log(access, Verb.COPY, copied, comment=comment)
    return counts


def copy_of(task, task_list):
    """A task's plan as an unsaved proposal of another list, with its outputs and money."""
    same_plan = task.task_list.plan_id == task_list.plan_id
    twin = Task(
        task_list=task_list,
        component_id=task.component_id if same_plan else None,
        **{name: getattr(task, name) for name in COPIED},
    )
    outputs = [
        TaskOutput(ordinal=o.ordinal, kind=o.kind, name=o.name, unit=o.unit, planned=o.planned)
        for o in task.outputs.all()
    ]
    money = [TaskMoney(fund=row.fund, planned=row.planned) for row in task.money.all()]
    return twin, outputs, money


def insert_tasks(twins):
    """All tasks, then all their rows; answers how many of each there are."""
    Task.objects.bulk_create([task for task, _outputs, _money in twins])
    for task, outputs, money in twins:
        for row in (*outputs, *money):
            row.task = task
    outputs = TaskOutput.objects.bulk_create([row for twin in twins for row in twin[1]])
    money = TaskMoney.objects.bulk_create([row for twin in twins for row in twin[2]])
    return {"tasks": len(twins), "outputs": len(outputs), "money": len(money)}


# Nhiệm vụ


@transaction.atomic
def create_task(task, rows, *, access):
    task_list = lock_open(task.task_list, access=access)
    refuse_excess(task_list, planned_money(task_list, access=access) + rows.sum)
    task.ordinal = task.ordinal or next_ordinal(task_list, access)
    insert_tasks([(task, rows.outputs, rows.money)])
    log(access, Verb.CREATE, task, to_state=task.state)
    return task


@transaction.atomic
def update_task(task, rows, *, access, seen):
    """Rows that a colleague has added since and that this sheet does not know stay as they are."""
    task_list = lock_open(task.task_list, access=access)
    current = Task.objects.visible_to(access).select_for_update(of=("self",)).get(pk=task.pk)
    refuse_stale(seen, current, *rows_of(current, access=access))
    others = planned_money(task_list, access=access, besides=current)
    refuse_excess(task_list, others + rows.sum + _unknown_money(current, rows, access))
    task.ordinal = task.ordinal or current.ordinal
    task.save()
    save_rows(task, rows, access)
    log(access, Verb.UPDATE, task)
    return task


def save_rows(task, rows, access):
    """Outputs keep what was done for them; amounts change places, so they are written anew."""
    for row in rows.removed:
        row.delete()
    for output in rows.outputs:
        output.task = task
        output.save()
    known = [row.pk for row in rows.money if row.pk]
    TaskMoney.objects.visible_to(access).filter(pk__in=known).delete()
    amounts = [TaskMoney(task=task, fund=row.fund, planned=row.planned) for row in rows.money]
    TaskMoney.objects.bulk_create(amounts)


def rows_of(task, *, access):
    outputs = TaskOutput.objects.visible_to(access).filter(task=task)
    money = TaskMoney.objects.visible_to(access).filter(task=task)
    return [*outputs, *money]


def _unknown_money(task, rows, access):
    """Of rows that came to this task after the sheet was shown; a source twice is refused."""
    known = {row.pk for row in (*rows.money, *rows.removed) if isinstance(row, TaskMoney)}
    unknown = list(TaskMoney.objects.visible_to(access).filter(task=task).exclude(pk__in=known))
    typed = {row.fund for row in rows.money}
    for row in unknown:
        if row.fund in typed:
            raise ActionRefused(
                _("Chưa lưu: nguồn “%(fund)s” đã có dòng do người khác vừa thêm.")
                % {"fund": row.get_fund_display()}
            )
    return sum(row.planned for row in unknown)


def why_not_removed(task, *, access):
    """Why a task must stay in its list; empty for a proposal of an open list."""
    if sentence := why_not_planned(task.task_list, access):
        return sentence
    if task.state != TaskState.PROPOSED:
        return _("Nhiệm vụ đã được phê duyệt thì không xóa; hãy ghi dừng thực hiện.")
    return ""


@transaction.atomic
def delete_task(pk, *, access):
    tasks = Task.objects.visible_to(access)
    task_list = locked_list(tasks.get(pk=pk).task_list_id, access)
    task = tasks.select_for_update(of=("self",)).get(pk=pk)
    task.task_list = task_list
    if sentence := why_not_removed(task, access=access):
        raise ActionRefused(sentence)
    take_back([task], access=access)
    log(access, Verb.DELETE, task, from_state=task.state)
    _delete(task)


def locked_list(pk, access):
    task_list = TaskList.objects.visible_to(access).select_for_update(of=("self",)).get(pk=pk)
    require(may_plan_list(access, task_list))
    return task_list


def next_ordinal(task_list, access):
    tasks = Task.objects.visible_to(access).filter(task_list=task_list)
    return (tasks.aggregate(last=Max("ordinal"))["last"] or 0) + 1
