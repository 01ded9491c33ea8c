"""Writing down what became of a request. Order, time, person and words are the database's."""

from django.db import transaction

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import save_or_refuse
from organisations.enums import Verb
from reports.requested import rules


@transaction.atomic
def deal_with(step, *, access):
    """Raises ActionRefused with the sentence of whatever the row contradicts."""
    require(rules.may_deal_with(access))
    save_or_refuse(step)
    step.refresh_from_db()
    log(access, Verb.UPDATE, step.report, comment=step.text)
    return step
