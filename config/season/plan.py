"""What each unit does in a played season, drawn from a seed: the same seed, the same season."""

import datetime as dt
import random
from dataclasses import dataclass
from enum import Enum

# Of a hundred units: so many send nothing, send late, and are asked to complete what they sent.
MISSING, LATE, RETURNED = 4, 10, 10
EARLIEST = dt.timedelta(days=25)
LATEST = dt.timedelta(days=20)


class Part(Enum):
    """How a unit plays."""

    ON_TIME = "đúng hạn"
    LATE = "nộp chậm"
    RETURNED = "bị yêu cầu hoàn thiện rồi gửi lại"
    MISSING = "không gửi"


@dataclass(frozen=True)
class Plan:
    """A unit's part, and the instant at which it sends for the first time."""

    part: Part
    at: dt.datetime


def plan_of(addressee, seed):
    """By the unit's own code, so that a unit more or less changes nobody else's season."""
    chance = random.Random(f"{seed}:{addressee.round.code}:{addressee.organisation.code}")
    drawn, due = chance.randrange(100), addressee.due_at
    if drawn < MISSING:
        return Plan(Part.MISSING, due)
    if drawn < MISSING + LATE:
        return Plan(Part.LATE, due + chance.random() * LATEST)
    part = Part.RETURNED if drawn < MISSING + LATE + RETURNED else Part.ON_TIME
    # The last instant that is in time is a microsecond before the first late one.
    return Plan(part, due - dt.timedelta(microseconds=1) - chance.random() * EARLIEST)
