"""Money of tasks by source: planned, paid out so far, and what their activities say they cost.

Payments and costs are two accounts of the same work, and are never added together.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from organisations.vietnamese import NO_DATA, format_share
from outreach.enums import ActivityState
from outreach.models import ActivityMoney
from programmes.enums import FundKind
from programmes.models import Disbursement, TaskMoney

MILLION = 10**6


@dataclass(frozen=True)
class Money:
    """Of one source, or of all together (`fund` is empty); None where no row says anything."""

    fund: str
    planned: Decimal | None
    paid: Decimal | None

    @property
    def label(self):
        return FundKind(self.fund).label if self.fund else ""

    @property
    def share(self):
        """'95% (152/160 triệu đồng)': in the larger unit, so that it fits on a telephone.

        In đồng where three decimals of triệu would not say it exactly.
        """
        if not self.planned or self.paid is None:
            return NO_DATA
        if self.planned < MILLION or self.planned % 1000 or self.paid % 1000:
            return format_share(self.paid, self.planned)
        said = format_share(self.paid / MILLION, self.planned / MILLION)
        return _("%(share)s triệu đồng)") % {"share": said.removesuffix(")")}

    @property
    def is_over(self):
        return self.paid is not None and self.paid > (self.planned or 0)


class MoneyOf:
    """The money of some tasks; see `money_of`."""

    def __init__(self, tasks, access, fund):
        narrowed = {"task__in": [task.pk for task in tasks]} | ({"fund": fund} if fund else {})
        planned = TaskMoney.objects.visible_to(access).filter(**narrowed)
        paid = Disbursement.objects.visible_to(access).filter(**narrowed)
        self.planned = _sums(planned, "planned")
        self.paid = _sums(paid, "amount")

    def of(self, task):
        """A `Money` for each source of the task."""
        return self._by_source({task.pk})

    def by_source(self):
        return self._by_source({task for task, _fund in (*self.planned, *self.paid)})

    def total_of(self, *tasks):
        return self._total({task.pk for task in tasks})

    def total(self):
        return self._total({task for task, _fund in (*self.planned, *self.paid)})

    def _by_source(self, tasks):
        found = defaultdict(lambda: ([], []))
        for place, sums in enumerate((self.planned, self.paid)):
            for (task, fund), amount in sums.items():
                if task in tasks:
                    found[fund][place].append(amount)
        return [
            Money(fund, _sum(found[fund][0]), _sum(found[fund][1]))
            for fund in FundKind.values
            if fund in found
        ]

    def _total(self, tasks):
        planned = [amount for (task, _fund), amount in self.planned.items() if task in tasks]
        paid = [amount for (task, _fund), amount in self.paid.items() if task in tasks]
        return Money("", _sum(planned), _sum(paid))


def money_of(tasks, access, fund=""):
    """Planned and paid money of these tasks, of one source or of all, in two queries."""
    return MoneyOf(list(tasks), access, fund)


@dataclass(frozen=True)
class Costs:
    """Of the held activities of a task: [(source, amount)], and the sum."""

    by_source: list
    sum: Decimal


def costs_of(task, access):
    """None where no activity says what it cost."""
    rows = ActivityMoney.objects.visible_to(access).filter(
        activity__task=task, activity__state=ActivityState.HELD
    )
    sums = dict(rows.order_by().values_list("fund").annotate(Sum("amount")))
    by_source = [(fund.label, sums[fund.value]) for fund in FundKind if fund.value in sums]
    return Costs(by_source, sum(sums.values())) if sums else None


def _sums(rows, column):
    grouped = rows.order_by().values_list("task_id", "fund").annotate(sum=Sum(column))
    return {(task, fund): amount for task, fund, amount in grouped}


def _sum(amounts):
    return sum(amounts) if amounts else None
