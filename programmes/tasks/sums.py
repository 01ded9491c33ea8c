"""Money of a list and its tasks, and what the list's total allows."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_money
from programmes.models import TaskMoney


def planned_money(task_list, *, access, besides=None):
    """What the tasks of a list are planned to cost together, one of them perhaps left out."""
    rows = TaskMoney.objects.visible_to(access).filter(task__task_list=task_list)
    if besides is not None and besides.pk:
        rows = rows.exclude(task=besides)
    return rows.aggregate(sum=Sum("planned"))["sum"] or 0


def excess_sentence(task_list, planned):
    """Names the total, the sum and the excess; empty when the sum stays within the total."""
    if task_list.money_total is None or planned <= task_list.money_total:
        return ""
    return _(
        "Kinh phí các nhiệm vụ cộng lại là %(sum)s, vượt tổng kinh phí được giao của danh mục"
        " (%(total)s) là %(excess)s."
    ) % {
        "sum": format_money(planned),
        "total": format_money(task_list.money_total),
        "excess": format_money(planned - task_list.money_total),
    }


def refuse_excess(task_list, planned):
    if sentence := excess_sentence(task_list, planned):
        raise ActionRefused(_("Chưa lưu: %(why)s") % {"why": sentence})
