"""Who may do what with a plan or a list: pure questions, no queries."""

from programmes.rules import may_plan


def may_change(access, paper):
    """Whoever plans for the unit also writes down what became of its papers."""
    return may_plan(access) and paper.owner_id == access.organisation.pk
