"""Who may do what with reports: pure questions, no queries."""

from organisations.enums import Kind, Role

UNITS = (Kind.DEPARTMENT, Kind.CORPORATION)


def may_compile(access):
    return access.kind in UNITS and access.writes


def may_submit(access):
    """The head alone, and never by delegation."""
    return access.kind in UNITS and access.role == Role.HEAD and not access.on_behalf


def may_consolidate(access):
    return access.kind == Kind.MINISTRY and access.writes
