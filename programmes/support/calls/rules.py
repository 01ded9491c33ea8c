"""Who calls, who proposes, who takes up: pure questions, no queries."""

from organisations.enums import Kind

PROPOSERS = (Kind.DEPARTMENT, Kind.CORPORATION)


def may_call(access):
    return access.writes and access.kind == Kind.MINISTRY


def may_edit_call(access, call):
    return may_call(access) and call.owner_id == access.organisation.pk


def may_propose(access):
    return access.writes and access.kind in PROPOSERS


def may_edit_proposal(access, proposal):
    return may_propose(access) and proposal.owner_id == access.organisation.pk


def may_take_up(access, proposal):
    """The ministry that called reads a proposal once it was sent, and may make a task of it."""
    return may_edit_call(access, proposal.call)
