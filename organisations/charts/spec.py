"""What every chart is made of: values with their words, and the line of a target."""

from dataclasses import dataclass
from decimal import Decimal

from organisations.documents.text import Clean

NO_DATA = "–"

Number = int | float | Decimal


@dataclass(frozen=True)
class Value(Clean):
    """One value with its words, which say the number as the table does, and its address.

    `number` is None where nothing is known; that prints – and draws no bar. Zero is a value.
    """

    number: Number | None
    text: str = NO_DATA
    href: str = ""

    def __post_init__(self):
        super().__post_init__()
        if self.number is None and self.text != NO_DATA:
            raise ValueError(f"A value without a number prints {NO_DATA}, not {self.text!r}.")
        if self.number is not None and (self.number < 0 or self.text in ("", NO_DATA)):
            raise ValueError(f"{self.number} needs to be 0 or more and to be said in words.")


@dataclass(frozen=True)
class Target(Clean):
    """A line across the bars; its words, e.g. 'Mục tiêu 2015: 50%', stand above it."""

    number: Number
    text: str


def highest(values, target):
    """The number that the longest line of a scale stands for; never 0."""
    numbers = [float(value.number) for value in values if value.number is not None]
    numbers += [float(target.number)] if target else []
    return max(numbers, default=0) or 1.0
