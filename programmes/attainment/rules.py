"""Who may say how far a target is: pure questions, no queries."""

from organisations.enums import Kind
from programmes.rules import may_plan


def may_state(access, target):
    """Of its own targets and of national ones that a unit can reach; the Ministry of all these."""
    ours = target.is_national or target.owner_id == access.organisation.pk
    reaches = access.kind == Kind.MINISTRY or not target.is_for_nation_only
    return may_plan(access) and ours and reaches
