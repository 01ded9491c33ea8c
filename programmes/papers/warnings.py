"""What may be right and is to be looked at before a paper is submitted; it stops nothing."""

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from organisations.vietnamese import format_money
from programmes.models.plans import decided
from programmes.papers.kinds import LIST, kind_of
from programmes.papers.missing import Missing


def warnings_of(paper):
    """Sentences with a link each."""
    return list(_beyond_the_plan(paper)) if kind_of(paper) is LIST else []


def _beyond_the_plan(task_list):
    """Its total, with the approved lists of the same year, beside what the plan has for the year.

    A list's total is what it was given, or what its tasks cost if that is more.
    """
    plan, year = task_list.plan, task_list.year
    given = plan and plan.money.filter(year=year).aggregate(sum=Sum("amount"))["sum"]
    if given is None:
        return
    lists = plan.task_lists.filter(decided() | Q(pk=task_list.pk), year=year)
    totals = [
        max(each.money_total or 0, each.planned or 0)
        for each in lists.annotate(planned=Sum("tasks__money__planned"))
    ]
    if sum(totals) <= given:
        return
    said = _("Tổng kinh phí của danh mục (%(total)s) vượt kế hoạch năm %(year)s (%(given)s).")
    if len(totals) > 1:
        said = _(
            "Tổng kinh phí của danh mục này và các danh mục đã phê duyệt cùng năm (%(total)s)"
            " vượt kế hoạch năm %(year)s (%(given)s)."
        )
    words = {"total": format_money(sum(totals)), "year": year, "given": format_money(given)}
    yield Missing(said % words, f"{plan.get_absolute_url()}#money")
