"""What was measured: a line for people, an entry of var/bench.json for machines."""

import json
from dataclasses import asdict, dataclass

TITLES = ("phép đo", "đo được", "so với", "tỷ lệ", "mục tiêu", "đạt")


@dataclass(frozen=True)
class Row:
    """`measured` and `against` say their units; `ratio` is what the goal is about, if it is one."""

    row: str
    measured: str
    against: str = ""
    ratio: float | None = None
    goal: str = ""
    ok: bool | None = None


def at_most(name, measured, limit, unit, against=""):
    """A figure with an upper limit."""
    said, goal = f"{measured:.4g} {unit}", f"≤ {limit:g} {unit}"
    return Row(name, said, against, None, goal, measured <= limit)


def seconds(value):
    return f"{value:.2f} s"


def as_text(rows):
    lines = [TITLES, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(TITLES))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(row):
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    ok = {None: "", True: "đạt", False: "KHÔNG"}[row.ok]
    return (row.row, row.measured, row.against, ratio, row.goal, ok)


def write(rows, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [asdict(row) for row in rows]
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
