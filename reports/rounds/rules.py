"""Who keeps rounds: pure questions, no queries."""

from organisations.enums import Kind


def may_keep(access):
    """The letter is the Ministry's, and so are its terms, its addressees and extensions."""
    return access.kind == Kind.MINISTRY and access.writes


def may_edit(access, row):
    return may_keep(access)


def may_watch(access):
    """Everybody at the Ministry sees where the units stand."""
    return access.kind == Kind.MINISTRY
