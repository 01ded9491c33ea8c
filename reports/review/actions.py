"""Deciding on a submitted version. Order, time and person are the database's own statements."""

from django.db import transaction

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import save_or_refuse
from organisations.enums import Verb
from reports.enums import ReviewDecision
from reports.review import rules

VERBS = {
    ReviewDecision.RECEIVED: Verb.RECEIVE,
    ReviewDecision.RETURNED: Verb.RETURN,
    ReviewDecision.ACCEPTED: Verb.APPROVE_REPORT,
}


@transaction.atomic
def decide(review, *, access):
    """Raises ActionRefused where the unit has sent a newer version or a colleague was first."""
    require(rules.may_review(access))
    save_or_refuse(review)
    review.refresh_from_db()
    log(access, VERBS[review.decision], review.version.report, comment=review.reason)
    return review
