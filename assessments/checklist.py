"""Which questions of the self-assessment a plant sees, and which ideas its answers lead to.

The rules are those of reference/assessments/self_assessment.yaml (show_rule, idea_rule).
"""

from assessments.enums import Answer

LEAVES_ROOM = (Answer.NOT_YET, Answer.PARTLY)


def questions_for(items, division, sectors=()):
    """The items for a plant of this division, in their order; `sectors` are words it stated."""
    stated = set(sectors)
    return [item for item in items if _concerns(item, division, stated)]


def _concerns(item, division, stated):
    """A general question concerns everybody; without stated words the division decides alone."""
    if not item.divisions:
        return True
    if division not in item.divisions:
        return False
    return not stated or not item.sectors or not stated.isdisjoint(item.sectors)


def ideas_for(answered, money=None):
    """The items whose idea is offered, of pairs (item, answer).

    First those for the resource in which most of the plant's own money goes (`money`: by the key
    of the resource), then those that pay back soonest.
    """
    spent = money or {}
    offered = [item for item, answer in answered if answer in LEAVES_ROOM and item.idea]
    return sorted(offered, key=lambda i: (-spent.get(i.saving_resource_id, 0), i.payback, i.place))
