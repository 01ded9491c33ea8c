"""What the rule of a source still allows a project, as app.move_grant asks it again."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce

from assessments.enums import GrantState
from assessments.models import SupportGrant
from programmes.enums import CapUnit
from programmes.support.funding.calculator import Support, support_for


@dataclass(frozen=True)
class Allowance:
    """`used` is what the plant's other projects have of a cap for an establishment."""

    support: Support
    used: Decimal

    @property
    def left(self):
        cap = self.support.source.cap
        if cap is None:
            return self.support.amount
        return max(min(self.support.amount, cap - self.used), Decimal(0))


def allowance_of(grant, source, cost, access):
    return Allowance(support_for(source, cost), _used(grant, source, access))


def _used(grant, source, access):
    """Of the projects in sight, those of rows that were merged into the plant among them."""
    if source.cap_unit != CapUnit.ESTABLISHMENT:
        return Decimal(0)
    plant = grant.establishment.merged_into_id or grant.establishment_id
    others = SupportGrant.objects.visible_to(access).filter(
        funding=source, state__in=GrantState.granted()
    )
    of_plant = others.annotate(
        plant=Coalesce("establishment__merged_into", "establishment")
    ).filter(plant=plant)
    taken = of_plant.exclude(pk=grant.pk).aggregate(sum=Sum(Coalesce("settled_amount", "amount")))
    return taken["sum"] or Decimal(0)
