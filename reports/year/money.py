"""Money of tasks by source: planned, and paid out so far."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from organisations.vietnamese import NO_DATA, format_share
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

    def __init__(self, tasks, access):
        keys = [task.pk for task in tasks]
        planned = TaskMoney.objects.visible_to(access).filter(task__in=keys)
        paid = Disbursement.objects.visible_to(access).filter(task__in=keys)
        self.planned = _sums(planned, "planned")
        self.paid = _sums(paid, "amount")

    def of(self, task):
        """A `Money` for each source of the task."""
        return self._by_source({task.pk})

    def by_source(self):
        return self._by_source({task for task, _fund in (*self.planned, *self.paid)})

    def total_of(self, task):
        return self._total({task.pk})

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


def money_of(tasks, access):
    """Planned and paid money of these tasks, in two queries."""
    return MoneyOf(list(tasks), access)


def _sums(rows, column):
    grouped = rows.order_by().values_list("task_id", "fund").annotate(sum=Sum(column))
    return {(task, fund): amount for task, fund, amount in grouped}


def _sum(amounts):
    return sum(amounts) if amounts else None
