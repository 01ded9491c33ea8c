"""How much of a cost a rule allows: the smaller of its share and its cap, in whole đồng."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from programmes.models import FundingSource


class Decided(TextChoices):
    """Which part of a rule gave the number."""

    RATE = "rate", _("theo tỷ lệ")
    CAP = "cap", _("theo mức tối đa")
    BOTH = "both", _("tỷ lệ và mức tối đa bằng nhau")
    COST = "cost", _("bằng chi phí")


@dataclass(frozen=True)
class Support:
    """`by_rate` is the share of the cost, None for a rule without a rate."""

    source: FundingSource
    by_rate: Decimal | None
    amount: Decimal
    decided: Decided


def support_for(source, cost):
    """Rounded down: a rule never allows a đồng more than its share."""
    if source.rate is None:
        decided = Decided.CAP if source.cap <= cost else Decided.COST
        return Support(source, None, min(source.cap, cost), decided)
    by_rate = (Decimal(cost) * source.rate / 100).to_integral_value(ROUND_FLOOR)
    if source.cap is None or by_rate < source.cap:
        return Support(source, by_rate, by_rate, Decided.RATE)
    decided = Decided.CAP if by_rate > source.cap else Decided.BOTH
    return Support(source, by_rate, source.cap, decided)
