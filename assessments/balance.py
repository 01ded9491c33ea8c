"""Whether a balance closes (DOMAIN 3.5): what went in, what came out, what nobody knows of.

All amounts of one balance are in one unit (t, GJ, …); a volume becomes a mass before it comes here.
"""

from dataclasses import dataclass
from decimal import Decimal

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Balance:
    """Sums of one step and component; the loss that is not accounted for is never typed."""

    put_in: Decimal
    came_out: Decimal
    stock_change: Decimal

    @property
    def unaccounted(self):
        return self.put_in - self.came_out - self.stock_change

    @property
    def closure(self):
        """Per cent of the input that is known of; None when nothing went in."""
        if not self.put_in:
            return None
        return WHOLE * (self.came_out + self.stock_change) / self.put_in

    @property
    def error(self):
        """How many per cent it is off, above or below; None when nothing went in."""
        return None if self.closure is None else abs(WHOLE - self.closure)

    def closes_within(self, tolerance):
        """Whether it is off by no more than `tolerance` per cent; None when nothing went in."""
        return None if self.error is None else self.error <= tolerance


def balance_of(put_in, came_out, stock_changes=()):
    """A Balance of amounts in one unit."""
    sums = (sum(map(Decimal, amounts), Decimal(0)) for amounts in (put_in, came_out, stock_changes))
    return Balance(*sums)
