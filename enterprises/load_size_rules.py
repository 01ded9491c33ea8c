"""Thresholds of enterprise size, from reference/size_rules.yaml (DOMAIN 5.2)."""

from decimal import Decimal
from itertools import combinations

from django.db import connections

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
from organisations.tenancy import login_alias
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
# Only the years whose answer is another one now: there are millions.
SIZE_AGAIN = """
UPDATE enterprises_establishmentyear y
SET size = now.size, size_rule_id = now.rule_id, size_reason = now.reason
FROM (SELECT o.id, s.* FROM enterprises_establishmentyear o,
        app.size_of(o.year, o.employees, o.revenue, o.capital) AS s) AS now
WHERE y.id = now.id
  AND (y.size, y.size_rule_id, y.size_reason) IS DISTINCT FROM (now.size, now.rule_id, now.reason)
"""


def load_size_rules(folder, tally):
    file = read_yaml(folder / "size_rules.yaml", RULES)
    _refuse_overlaps(file["rules"])
    before = (tally.added, tally.changed)
    update_in_place(SizeRule, [_rule(row) for row in file["rules"]], ("code",), tally)
    if (tally.added, tally.changed) != before:
        with connections[login_alias()].cursor() as cursor:
            cursor.execute(SIZE_AGAIN)


def _refuse_overlaps(rows):
    """Every day has one decree at most; one that left the file stays in force as it was."""
    for row in rows:
        if row["valid_to"] and row["valid_to"] < row["valid_from"]:
            raise row.refusal("valid_to", "ngày cuối trước ngày đầu. Hãy sửa một trong hai ngày.")
    named = {row["code"] for row in rows}
    stored = SizeRule.objects.exclude(code__in=named).values("code", "valid_from", "valid_to")
    for row, other in [*combinations(rows, 2), *((r, s) for r in rows for s in stored)]:
        if _starts_within(row, other) or _starts_within(other, row):
            raise row.refusal(
                "valid_from",
                f"trùng ngày với quy tắc '{other['code']}'. Hãy sửa ngày hiệu lực của một trong"
                " hai.",
            )


def _starts_within(row, other):
    begins_after = row["valid_from"] >= other["valid_from"]
    return begins_after and (other["valid_to"] is None or row["valid_from"] <= other["valid_to"])


def _rule(row):
    thresholds = {
        f"{size}_{what}": value if what == "people" or value is None else Decimal(value)
        for what in ("people", "revenue", "capital")
        for size, value in zip(CLASSES, row[what] or (None,) * len(CLASSES), strict=True)
    }
    return SizeRule(**{key: row[key] for key in COPIED}, **thresholds)
