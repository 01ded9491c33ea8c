"""The verbs of a task and what is recorded while it is carried out.

Each locks the list and the task, asks whether the list has effect and the move is one of
TASK_MOVES, then writes and logs. The same sheet sent twice is done once.
"""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.attachments import attach
from organisations.entry.saving import refuse_stale
from organisations.enums import AttachmentPurpose, Verb
from organisations.exceptions import ActionRefused
from organisations.vietnamese import NO_DATA, format_date, format_money, format_number
from programmes.carrying.days import day_faults, future_fault
from programmes.carrying.rules import assignments_of, may_carry_out
from programmes.enums import OPEN_STATES, TASK_MOVES, TaskState
from programmes.models import Disbursement, Task, TaskList, TaskMoney, TaskOutput
from programmes.papers.actions import lock_open
from programmes.tasks.actions import copy_of, insert_tasks, next_ordinal
from programmes.tasks.readiness import refuse_unless_carried_out
from programmes.tasks.sums import planned_money, refuse_excess

GIVING = ("assignment", "executor", "assignment_number", "given_on")
STOPPING = ("stopped_on", "stop_reason")
# What may be corrected once a task has come so far.
WRITTEN = {
    TaskState.GIVEN: GIVING,
    TaskState.UNDER_WAY: (*GIVING, "started_on"),
    TaskState.ACCEPTED: (*GIVING, "started_on", "accepted_on"),
    TaskState.SETTLED: (*GIVING, "started_on", "accepted_on", "settled_on"),
    TaskState.STOPPED: (*GIVING, "started_on", *STOPPING),
    TaskState.CARRIED: (*GIVING, "started_on", *STOPPING),
}


def why_not_moved(task, state, label):
    """Why the task cannot go into this state; empty when it can."""
    if state in TASK_MOVES.get(task.state, ()):
        return ""
    return _("Nhiệm vụ đang ở trạng thái “%(state)s” nên không ghi được “%(verb)s”.") % {
        "state": task.get_state_display(),
        "verb": label,
    }


@transaction.atomic
def give_task(task, *, access, seen, today):
    if task.assignment not in assignments_of(access.kind):
        raise ActionRefused(_("Chưa lưu: chọn hình thức giao."))
    who = {"access": access, "seen": seen, "today": today}
    said = "; ".join([giving_of(task), format_date(task.given_on)])
    return _move(task, TaskState.GIVEN, Verb.GIVE, GIVING, comment=said, **who)


def giving_of(task):
    """'đặt hàng; Trung tâm SXSH; 15/HĐ-SCT'; empty for a task that was not given."""
    parts = [task.get_assignment_display(), task.executor, task.assignment_number]
    return "; ".join(filter(None, parts))


@transaction.atomic
def start_task(task, *, access, seen, today):
    written = ("started_on",)
    who = {"access": access, "seen": seen, "today": today}
    return _move(task, TaskState.UNDER_WAY, Verb.START, written, **who)


@transaction.atomic
def accept_task(task, *, basis, access, seen, today, files=()):
    """Nghiệm thu: `basis` names the minutes, `files` are kept as evidence of the task."""
    who = {"access": access, "seen": seen, "today": today}
    written = ("accepted_on",)
    done = _move(task, TaskState.ACCEPTED, Verb.ACCEPT_TASK, written, comment=basis, **who)
    for file in files:
        attach(done, file, purpose=AttachmentPurpose.EVIDENCE, access=access)
    return done


@transaction.atomic
def settle_task(task, *, basis, access, seen, today):
    who = {"access": access, "seen": seen, "today": today}
    return _move(task, TaskState.SETTLED, Verb.SETTLE, ("settled_on",), comment=basis, **who)


@transaction.atomic
def stop_task(task, *, access, seen, today):
    who = {"access": access, "seen": seen, "today": today}
    reason = task.stop_reason
    return _move(task, TaskState.STOPPED, Verb.STOP, STOPPING, comment=reason, **who)


@transaction.atomic
def carry_task(task, into, *, access, seen, today):
    """Goes on next year: a proposal in that year's open list, with what is still to be paid.

    Answers the new task.
    """
    who = {"access": access, "seen": seen, "today": today}
    reason = task.stop_reason
    done = _move(task, TaskState.CARRIED, Verb.CARRY, STOPPING, comment=reason, **who)
    if earlier := Task.objects.visible_to(access).filter(carried_from=done).first():
        return earlier
    task_list = lock_open(into, access=access)
    if task_list not in lists_of_next_year(done.task_list, access=access):
        raise ActionRefused(_("Chưa lưu: chọn danh mục của năm sau."))
    twin, outputs, money = copy_of(done, task_list)
    twin.month_from = twin.month_to = None
    twin.carried_from, twin.ordinal = done, next_ordinal(task_list, access)
    money = _still_to_be_paid(done, money, access)
    sum_of_money = sum(row.planned for row in money)
    refuse_excess(task_list, planned_money(task_list, access=access) + sum_of_money)
    insert_tasks([(twin, outputs, money)])
    said = _("Chuyển từ “%(list)s”") % {"list": done.task_list}
    log(access, Verb.CREATE, twin, to_state=twin.state, comment=said)
    return twin


def lists_of_next_year(task_list, *, access):
    """Into which a task may be carried over: open, and of the year after."""
    lists = TaskList.objects.visible_to(access).filter(state__in=OPEN_STATES)
    return lists.filter(year=task_list.year + 1) if task_list.year else lists.none()


def _still_to_be_paid(task, money, access):
    paid = Disbursement.objects.visible_to(access).filter(task=task).order_by()
    sums = dict(paid.values_list("fund").annotate(Sum("amount")))
    for row in money:
        row.planned -= min(sums.get(row.fund, 0), row.planned)
    return [row for row in money if row.planned]


@transaction.atomic
def correct_task(task, *, access, seen, today):
    """What was recorded wrongly on the way here; the state stays."""
    current = _locked(task.pk, access)
    refuse_stale(seen, current)
    _take_over(task, current, WRITTEN.get(current.state, ()))
    _refuse_odd_days(current, today)
    current.save()
    log(access, Verb.UPDATE, current, comment=_("Số liệu thực hiện"))
    return current


def _move(task, state, verb, written, *, access, seen, today, comment=""):
    current = _locked(task.pk, access)
    if current.state == state and _says_the_same(current, task, written):
        return current
    if sentence := why_not_moved(current, state, verb.label):
        raise ActionRefused(sentence)
    refuse_stale(seen, current)
    _take_over(task, current, written)
    _refuse_odd_days(current, today)
    before, current.state = current.state, state
    current.save()
    log(access, verb, current, from_state=before, to_state=state, comment=comment)
    return current


def _locked(pk, access):
    """The task of a list that has effect, locked together with the list."""
    tasks = Task.objects.visible_to(access)
    lists = TaskList.objects.visible_to(access).select_for_update(of=("self",))
    task_list = lists.get(pk=tasks.get(pk=pk).task_list_id)
    task = tasks.select_for_update(of=("self",)).get(pk=pk)
    task.task_list = task_list
    require(may_carry_out(access, task))
    refuse_unless_carried_out(task_list, access)
    return task


def _says_the_same(current, task, written):
    return all(getattr(current, name) == getattr(task, name) for name in written)


def _take_over(task, current, written):
    for name in written:
        setattr(current, name, getattr(task, name))


def _refuse_odd_days(task, today):
    for sentence in day_faults(task, today).values():
        raise ActionRefused(_("Chưa lưu: %(why)s") % {"why": sentence})


# Kết quả, ước cả năm


@transaction.atomic
def record_output(output, *, access, seen, today):
    """What was done, where no log can hold it, and what is expected of the year."""
    task = _locked(output.task_id, access)
    outputs = TaskOutput.objects.visible_to(access).select_for_update(of=("self",))
    current = outputs.get(pk=output.pk)
    refuse_stale(seen, current)
    if not current.is_typed and output.typed_done is not None:
        raise ActionRefused(_("Sản phẩm này được đếm từ nhật ký hoạt động, không nhập tay."))
    if output.typed_on and output.typed_on > today:
        raise ActionRefused(future_fault(today))
    output.save()
    log(access, Verb.UPDATE, task, comment=_results(output))
    return task


def _results(output):
    words = {"output": output, "estimate": _n(output.estimate), "done": _n(output.typed_done)}
    if output.is_typed:
        return _("%(output)s: thực hiện %(done)s, ước cả năm %(estimate)s") % words
    return _("%(output)s: ước cả năm %(estimate)s") % words


def _n(number):
    return NO_DATA if number is None else format_number(number)


# Giải ngân


@transaction.atomic
def add_disbursement(disbursement, *, access, today):
    task = _payable(disbursement, access, today)
    disbursement.save()
    log(access, Verb.DISBURSE, task, comment=said_of(disbursement))
    return task


@transaction.atomic
def correct_disbursement(disbursement, *, access, seen, today):
    task = _payable(disbursement, access, today)
    current = _locked_payment(disbursement.pk, access)
    refuse_stale(seen, current)
    before = said_of(current)
    disbursement.save()
    words = {"before": before, "after": said_of(disbursement)}
    log(access, Verb.DISBURSE, task, comment=_("Sửa: %(before)s → %(after)s") % words)
    return task


@transaction.atomic
def remove_disbursement(pk, *, access):
    payment = Disbursement.objects.visible_to(access).get(pk=pk)
    task = _locked(payment.task_id, access)
    payment = _locked_payment(pk, access)
    log(access, Verb.DISBURSE, task, comment=_("Xóa: %(row)s") % {"row": said_of(payment)})
    payment.delete()


def _payable(disbursement, access, today):
    task = _locked(disbursement.task_id, access)
    if task.state == TaskState.PROPOSED:
        raise ActionRefused(_("Nhiệm vụ chưa được phê duyệt nên chưa ghi giải ngân."))
    if disbursement.paid_on > today:
        raise ActionRefused(future_fault(today))
    return task


def _locked_payment(pk, access):
    rows = Disbursement.objects.visible_to(access).select_for_update(of=("self",))
    payment = rows.filter(pk=pk).first()
    if payment is None:
        raise ActionRefused(_("Lần giải ngân này đã được xóa ở nơi khác."))
    return payment


def said_of(disbursement):
    """'khuyến công, 12/05/2026: 5.000.000 đồng'"""
    return (
        f"{disbursement.get_fund_display()}, {format_date(disbursement.paid_on)}:"
        f" {format_money(disbursement.amount)}"
    )


def excess_of(disbursement, *, access):
    """A sentence when more is paid than was planned from the source; asked once, not refused."""
    task, fund = disbursement.task_id, disbursement.fund
    planned = TaskMoney.objects.visible_to(access).filter(task=task, fund=fund)
    planned = planned.aggregate(sum=Sum("planned"))["sum"] or 0
    others = Disbursement.objects.visible_to(access).filter(task=task, fund=fund)
    others = others.exclude(pk=disbursement.pk).aggregate(sum=Sum("amount"))["sum"] or 0
    paid = others + disbursement.amount
    if paid <= planned:
        return ""
    return _(
        "Giải ngân từ nguồn %(fund)s sẽ là %(paid)s, vượt kinh phí kế hoạch (%(planned)s) là"
        " %(excess)s."
    ) % {
        "fund": disbursement.get_fund_display(),
        "paid": format_money(paid),
        "planned": format_money(planned),
        "excess": format_money(paid - planned),
    }
