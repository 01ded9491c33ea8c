"""Thresholds of enterprise size, from reference/size_rules.yaml (DOMAIN 5.2)."""

from decimal import Decimal

from enterprises.enums import SizeTest
from enterprises.models import SizeRule
from organisations.loading import (
    Choice,
    Day,
    Integer,
    Maybe,
    Record,
    Rows,
    Text,
    read_yaml,
    update_in_place,
)
from programmes.load_national import SOURCED

LARGEST = 10**15
THRESHOLDS = Rows(Maybe(Integer(1, LARGEST)), least=3)
RULES = Record(
    rules=Rows(
        Record(
            code=Text(20),
            decree=Text(100),
            valid_from=Day(),
            valid_to=Maybe(Day()),
            test=Choice(SizeTest.values),
            people=THRESHOLDS,
            revenue=Maybe(THRESHOLDS),
            capital=THRESHOLDS,
            **SOURCED,
        )
    )
)
CLASSES = ("micro", "small", "medium")
COPIED = ("code", "decree", "valid_from", "valid_to", "test", "provenance")


def load_size_rules(folder, tally):
    file = read_yaml(folder / "size_rules.yaml", RULES)
    update_in_place(SizeRule, [_rule(row) for row in file["rules"]], ("code",), tally)


def _rule(row):
    thresholds = {
        f"{size}_{what}": value if what == "people" or value is None else Decimal(value)
        for what in ("people", "revenue", "capital")
        for size, value in zip(CLASSES, row[what] or (None,) * len(CLASSES), strict=True)
    }
    return SizeRule(**{key: row[key] for key in COPIED}, **thresholds)
