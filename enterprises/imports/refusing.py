"""What the database refuses of a batch, in words: tried again, it would refuse it again."""

from contextlib import contextmanager

from django.db import DatabaseError, OperationalError

from enterprises.models import Establishment, EstablishmentYear
from organisations.entry.saving import refused_in_words
from organisations.exceptions import ActionRefused

RULES = (*Establishment._meta.constraints, *EstablishmentYear._meta.constraints)


@contextmanager
def refused_for_good(undone, otherwise, more=None):
    """Only what may pass (a lost connection, a deadlock) goes on as it is, and is tried again.

    `undone` says what has not been done; the rule's own words follow, or `otherwise` and what
    `more` makes of the fault.
    """
    try:
        with refused_in_words(RULES):
            yield
    except OperationalError:
        raise
    except DatabaseError as fault:
        about = more(fault) if more else ""
        raise ActionRefused(f"{undone} {otherwise} {about}".strip()) from fault
    except ActionRefused as refusal:
        if refusal.__cause__ is None:
            raise
        raise ActionRefused(f"{undone} {refusal}") from refusal.__cause__
