"""In which order solutions are taken up: points for each feasibility, weighed (task 13).

Weights are typed on the sheet. The points and the limits of payback are those that DOMAIN 3.2 and
3.4 propose, recalled and not official.
"""

from dataclasses import dataclass
from decimal import Decimal

MONTHS_OF_A_YEAR = 12
# (months of payback at most, points): without investment, low cost, medium, high.
PAYBACK_POINTS = ((0, 10), (12, 9), (36, 6), (60, 3))
LONGER = 1


@dataclass(frozen=True)
class Scored:
    """A solution with its points; `payback` in years, None where it is undefined."""

    code: str
    score: Decimal
    payback: Decimal | None


def economic_points(payback, net_present_value, limits=PAYBACK_POINTS):
    """Nothing for what saves nothing, or loses money over its life."""
    if payback is None or net_present_value < 0:
        return 0
    months = payback * MONTHS_OF_A_YEAR
    return next((points for most, points in limits if months <= most), LONGER)


def weighed(points, weights):
    """Σ weight × points, the weights taken as parts of their sum; every weight needs its points."""
    whole = sum(map(Decimal, weights.values()))
    return sum(Decimal(weight) * points[name] for name, weight in weights.items()) / whole


def in_order(solutions):
    """The best first; of equals the one that pays back sooner, then by code."""

    def place(solution):
        is_undefined = solution.payback is None
        return -solution.score, is_undefined, solution.payback or 0, solution.code

    return sorted(solutions, key=place)
