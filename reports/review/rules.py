"""Who decides on a submitted report, and what may follow what: pure questions, no queries."""

from organisations.enums import Kind
from reports.enums import ReviewDecision

FOLLOWS = {
    None: (ReviewDecision.RECEIVED, ReviewDecision.RETURNED, ReviewDecision.ACCEPTED),
    ReviewDecision.RECEIVED: (ReviewDecision.RETURNED, ReviewDecision.ACCEPTED),
    ReviewDecision.ACCEPTED: (ReviewDecision.RETURNED,),
    ReviewDecision.RETURNED: (),
}


def may_review(access):
    return access.kind == Kind.MINISTRY and access.writes


def choices_after(access, last):
    """The decisions that this person may take next; `last` is the version's newest, or None."""
    return FOLLOWS[last.decision if last else None] if may_review(access) else ()
