"""How solutions are numbered, wherever they are written down."""

import re

NUMBERED = re.compile(r"GP-?([0-9]+)")


def next_code(codes):
    """'GP07': one more than the highest among `codes` that is numbered like this."""
    numbers = [int(found[1]) for code in codes if (found := NUMBERED.fullmatch(code))]
    return f"GP{max(numbers, default=0) + 1:02d}"
