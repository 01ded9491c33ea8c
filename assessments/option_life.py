"""From which state a solution comes into which, who takes it there and what they have to say.

As in reference/assessments/reasons.yaml [proposal]. Nobody takes a step that is not in the table.
"""

from dataclasses import dataclass
from decimal import Decimal

from assessments.enums import Mover, OptionState

PROPOSED, SCREENED_OUT = OptionState.PROPOSED, OptionState.SCREENED_OUT
SELECTED, UNDER_WAY = OptionState.SELECTED, OptionState.UNDER_WAY
DONE, MEASURED, SUSTAINED = OptionState.DONE, OptionState.MEASURED, OptionState.SUSTAINED
STOPPED, NOT_TAKEN_UP = OptionState.STOPPED, OptionState.NOT_TAKEN_UP
NO_NEWS = OptionState.NO_NEWS
FIRM, ASSESSOR, CLOCK = Mover.ENTERPRISE, Mover.ASSESSOR, Mover.CLOCK

DAY, COST, EVIDENCE = "day", "cost", "evidence"
REASON, TECHNICAL_REASON, RESULT = "reason", "technical_reason", "result"
FINISHED = (DAY, COST, EVIDENCE)

# What silence turns into "no information"; a fact is not erased by it.
UNDECIDED = (PROPOSED, SELECTED, UNDER_WAY)
# What counts as implemented; a stopped one counts once and is told apart too.
IMPLEMENTED = (DONE, MEASURED, SUSTAINED, STOPPED)


@dataclass(frozen=True)
class Step:
    """`who` may take it, and what it `needs` to be said."""

    who: tuple
    needs: tuple = ()


STEPS = {
    (PROPOSED, SCREENED_OUT): Step((ASSESSOR,), (TECHNICAL_REASON, DAY)),
    (PROPOSED, SELECTED): Step((FIRM, ASSESSOR), (DAY,)),
    (PROPOSED, UNDER_WAY): Step((FIRM,), (DAY,)),
    (PROPOSED, DONE): Step((FIRM,), FINISHED),
    (PROPOSED, NOT_TAKEN_UP): Step((FIRM,), (DAY, REASON)),
    # Only while the assessment is not accepted.
    (SCREENED_OUT, PROPOSED): Step((ASSESSOR,), (TECHNICAL_REASON,)),
    (SELECTED, UNDER_WAY): Step((FIRM,), (DAY,)),
    (SELECTED, DONE): Step((FIRM,), FINISHED),
    (SELECTED, NOT_TAKEN_UP): Step((FIRM,), (DAY, REASON)),
    (UNDER_WAY, DONE): Step((FIRM,), FINISHED),
    (UNDER_WAY, NOT_TAKEN_UP): Step((FIRM,), (DAY, REASON)),
    (DONE, MEASURED): Step((ASSESSOR, FIRM), (RESULT,)),
    (DONE, STOPPED): Step((FIRM,), (DAY, REASON)),
    # In a later year than the measured one.
    (MEASURED, SUSTAINED): Step((FIRM, ASSESSOR), (DAY,)),
    (MEASURED, STOPPED): Step((FIRM,), (DAY, REASON)),
    (SUSTAINED, STOPPED): Step((FIRM,), (DAY, REASON)),
    (STOPPED, UNDER_WAY): Step((FIRM,), (DAY,)),
    (STOPPED, DONE): Step((FIRM,), (DAY,)),
    (NOT_TAKEN_UP, SELECTED): Step((FIRM,), (DAY,)),
    (NOT_TAKEN_UP, UNDER_WAY): Step((FIRM,), (DAY,)),
    (NOT_TAKEN_UP, DONE): Step((FIRM,), FINISHED),
    (NO_NEWS, SELECTED): Step((FIRM,), (DAY,)),
    (NO_NEWS, UNDER_WAY): Step((FIRM,), (DAY,)),
    (NO_NEWS, DONE): Step((FIRM,), FINISHED),
    (NO_NEWS, NOT_TAKEN_UP): Step((FIRM,), (DAY, REASON)),
    **{(state, NO_NEWS): Step((CLOCK,)) for state in UNDECIDED},
}


@dataclass(frozen=True)
class Taken:
    """How many solutions were taken up, of those that were decided on; the rest stands outside."""

    implemented: int
    decided: int
    pending: int
    no_news: int
    screened_out: int

    @property
    def share(self):
        """None when nothing was decided."""
        return Decimal(self.implemented) / self.decided if self.decided else None


def taken_up(counts):
    """A Taken of {state: how many}."""
    implemented = sum(counts.get(state, 0) for state in IMPLEMENTED)
    return Taken(
        implemented=implemented,
        decided=implemented + counts.get(NOT_TAKEN_UP, 0),
        pending=sum(counts.get(state, 0) for state in UNDECIDED),
        no_news=counts.get(NO_NEWS, 0),
        screened_out=counts.get(SCREENED_OUT, 0),
    )
