"""Reasons why a solution was not carried out, from reasons.yaml.

States, transitions and the clock of the same file are code: assessments/option_life.py and
follow_up.py.
"""

from assessments.enums import ReasonGroup
from assessments.models import Reason
from organisations.loading import (
    Anything,
    Choice,
    Flag,
    Maybe,
    Record,
    Rows,
    Text,
    read_yaml,
    update_in_place,
)

LASTS = Choice({"han": True, "tam": False})
REASON = Record(
    code=Text(30),
    group=Choice(ReasonGroup.values),
    lasting=LASTS,
    vi=Text(150),
    en=Text(150),
    needs_text=Maybe(Flag()),
)
REASONS = Record(
    meta=Anything(),
    groups=Rows(Record(code=Choice(ReasonGroup.values), vi=Text(100), en=Text(100))),
    reasons=Rows(REASON, least=1),
    statuses=Anything(),
    transitions=Anything(),
    rates=Anything(),
    follow_up=Anything(),
)


def load_reasons(folder, tally):
    file = read_yaml(folder / "assessments" / "reasons.yaml", REASONS)
    wanted = [
        Reason(
            code=row["code"],
            group=row["group"],
            name=row["vi"],
            is_lasting=row["lasting"],
            needs_text=bool(row["needs_text"]),
            place=place,
        )
        for place, row in enumerate(file["reasons"], start=1)
    ]
    update_in_place(Reason, wanted, ("code",), tally)
