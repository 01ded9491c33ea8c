"""Who reads the register of requests and who writes in it: pure questions, no queries."""

from organisations.enums import Kind


def may_read(access):
    return access.kind == Kind.MINISTRY


def may_deal_with(access):
    return access.kind == Kind.MINISTRY and access.writes
