"""How far a plant says it is, out of its answers to the checklist of a self-assessment.

The rules are those of reference/assessments/self_assessment.yaml: what does not apply is not
counted, and what was not answered counts neither as done nor as not done.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessments.enums import Answer

WORTH = {Answer.NOT_YET: Decimal(0), Answer.PARTLY: Decimal("0.5"), Answer.DONE: Decimal(1)}
# Below this share of answers a score is only provisional.
ENOUGH = Decimal("0.8")


@dataclass(frozen=True)
class Score:
    """`percent` is None when nothing was answered that counts; `shown` are the questions asked."""

    percent: Decimal | None
    answered: int
    shown: int

    @property
    def rounded(self):
        """Whole per cent, half up; None without a score."""
        if self.percent is None:
            return None
        return int(self.percent.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def is_provisional(self):
        return self.answered < ENOUGH * self.shown


def score_of(answers):
    """A Score of pairs (weight, answer), the answer None for a question that is still open."""
    answers = list(answers)
    given = [(weight, answer) for weight, answer in answers if answer is not None]
    counted = [(weight, WORTH[answer]) for weight, answer in given if answer in WORTH]
    whole = sum(weight for weight, _worth in counted)
    reached = sum(weight * worth for weight, worth in counted)
    percent = 100 * reached / whole if whole else None
    return Score(percent, len(given), len(answers))
