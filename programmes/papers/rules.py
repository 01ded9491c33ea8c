"""Who may do what with a plan or a list: pure questions, no queries."""

from organisations.enums import Role
from organisations.rules import reaches
from programmes.rules import may_plan


def may_change(access, paper):
    """Whoever plans for the unit also writes down what became of its papers."""
    return may_plan(access) and paper.owner_id == access.organisation.pk


def may_end(access, plan):
    """What a head approved, a head alone ends or brings back; never by delegation."""
    return may_change(access, plan) and reaches(access.role, Role.HEAD) and not access.on_behalf
