"""Whether a solution pays: the formulas of DOMAIN 3.4, exact to the digit.

Money is đồng, a year is the period, numbers are Decimal and nothing is rounded in between. None
means that a figure is undefined; no function answers 0 for that.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise
from statistics import median

PRECISION = 50
# No solution of a plant earns less or more than this a year.
LEAST_RATE, MOST_RATE = Decimal("-0.99"), Decimal(1_000_000)
HALVINGS = 200


@dataclass(frozen=True)
class Together:
    """What several solutions cost and save a year; each figure names what it was taken over.

    `ratio` is Σ cost / Σ saving of all of them, in years. `middle` is the median of the paybacks of
    those that cost something; `free` ones cost nothing, of `undefined` ones nothing is saved.
    """

    cost: Decimal
    saving: Decimal
    ratio: Decimal | None
    middle: Decimal | None
    paying: int
    free: int
    undefined: int


def payback(investment, saving):
    """Simple payback in years: 0 where nothing is invested, None where nothing is saved a year."""
    if saving <= 0:
        return None
    return Decimal(investment) / Decimal(saving)


def cash_flow(investment, saving, years, salvage=0):
    """Of each year, the first one now: what is invested, saved, and sold at the end."""
    yearly = [Decimal(saving)] * years
    yearly[-1] += Decimal(salvage)
    return [-Decimal(investment), *yearly]


def net_present_value(flow, rate):
    """At `rate` a year (0.1 for 10 %); `flow[0]` is today's."""
    with localcontext(prec=PRECISION):
        worth = Decimal(0)
        for amount in reversed(flow):
            worth = worth / (1 + rate) + amount
        return worth


def internal_rate(flow):
    """The rate a year at which the flow is worth nothing.

    None unless its sign changes exactly once: otherwise there is no such rate, or more than one.
    """
    if _changes_of_sign(flow) != 1:
        return None
    low, high = LEAST_RATE, Decimal(1)
    is_positive = net_present_value(flow, low) > 0
    while (net_present_value(flow, high) > 0) == is_positive:
        high *= 2
        if high > MOST_RATE:
            return None
    with localcontext(prec=PRECISION):
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            if (net_present_value(flow, middle) > 0) == is_positive:
                low = middle
            else:
                high = middle
        return high


def _changes_of_sign(flow):
    signs = [amount > 0 for amount in flow if amount]
    return sum(one != other for one, other in pairwise(signs))


def together(solutions):
    """A Together of pairs (investment, yearly saving)."""
    pairs = [(Decimal(cost), Decimal(saving)) for cost, saving in solutions]
    cost = sum((cost for cost, _saving in pairs), Decimal(0))
    saving = sum((saving for _cost, saving in pairs), Decimal(0))
    paybacks = [payback(*pair) for pair in pairs]
    paying = [years for years in paybacks if years]
    return Together(
        cost=cost,
        saving=saving,
        ratio=payback(cost, saving),
        middle=median(paying) if paying else None,
        paying=len(paying),
        free=paybacks.count(0),
        undefined=paybacks.count(None),
    )
