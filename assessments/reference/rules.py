"""Who amends the reference data of assessments: a pure question, no queries."""

from organisations.enums import Kind, Role


def may_amend(access):
    """Factors and questions are everybody's; an administrator of the Ministry answers for them."""
    return access.kind == Kind.MINISTRY and access.role == Role.ADMINISTRATOR
