"""The worked ceramics assessment: an invented kiln whose every figure is known to the digit."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "worked_ceramics.yaml"


@cache
def worked():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def expected():
    """{id of a figure: the row that says what it has to be}"""
    rows = [row for task in worked()["tasks"] for row in task.get("expected", ())]
    rows += worked()["domain_vectors"]
    rows += worked()["follow_up"]["expected"] + worked()["recp"]["expected"]
    return {row["id"]: row for row in rows}


def task(number):
    return next(each for each in worked()["tasks"] if each["task"] == number)


def says(figure, value):
    """Whether a value is, rounded as it is shown (half away from zero), what the example says."""
    row = expected()[figure]
    if value is None or row["value"] is None:
        return value is row["value"]
    places = Decimal(1).scaleb(-row["dp"])
    return Decimal(value).quantize(places, ROUND_HALF_UP) == Decimal(row["value"])
