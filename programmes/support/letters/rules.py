"""Who may write letters to units: pure questions, no queries."""

from programmes.rules import may_plan


def may_send(access):
    return may_plan(access)


def may_edit(access, row):
    """A letter, or one of its addressees."""
    return may_send(access) and row.owner_id == access.organisation.pk
