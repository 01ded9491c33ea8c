"""What was saved per unit of product, so that a plant that makes less has saved nothing by it.

DOMAIN 3.6: q is what a year took of one resource, P what it made, 0 the baseline and t the year.
None means undefined: without output there is no specific consumption.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Saving:
    """`expected` is what the year would have taken as things were in the baseline.

    `amount` is expected less used, in the unit of the resource; `share` is its part of what was
    expected, 0.08 for 8 %. Both are negative when more was used.
    """

    expected: Decimal
    used: Decimal

    @property
    def amount(self):
        return self.expected - self.used

    @property
    def share(self):
        return self.amount / self.expected if self.expected else None


def specific(used, made):
    """Consumption per unit of product (suất tiêu hao); None when nothing was made."""
    return Decimal(used) / Decimal(made) if made else None


def saving_of_one_product(used_before, made_before, used, made):
    """A Saving, or None when one of the two years made nothing."""
    if not made_before or not made:
        return None
    return Saving(Decimal(used_before) * Decimal(made) / Decimal(made_before), Decimal(used))


def saving_of_products(products, used):
    """The same for several products, free of what their mix alone has changed.

    `products` are triples: used for it in the baseline, made in the baseline, made now. None when a
    product is made now that the baseline knows nothing of, or when nothing is made at all.
    """
    told = [tuple(map(Decimal, product)) for product in products]
    if any(made and not made_before for _used, made_before, made in told):
        return None
    if not any(made for _used, _before, made in told):
        return None
    expected = sum(q * made / before for q, before, made in told if made)
    return Saving(expected, Decimal(used))


def headline(shares, costs):
    """The one figure over several resources: each share weighed by its part of the baseline's cost.

    `shares` and `costs` are by resource; None when a share is unknown or nothing was spent.
    """
    spent = sum((Decimal(costs[resource]) for resource in shares), Decimal(0))
    if not spent or None in shares.values():
        return None
    return sum(Decimal(costs[name]) * share for name, share in shares.items()) / spent


def change(before, now):
    """How much more or less, as a share of before; None when there is nothing to compare with."""
    if before is None or now is None or not before:
        return None
    return Decimal(now) / Decimal(before) - 1
