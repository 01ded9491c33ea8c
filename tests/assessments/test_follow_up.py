"""When somebody is asked what became of a solution: the ends of months are where it goes wrong."""

import datetime as dt

import pytest
import yaml
from django.conf import settings

from assessments.follow_up import (
    ASKED_AFTER_MONTHS,
    SILENCE_MONTHS,
    days_of_asking,
    falls_silent_on,
    months_after,
)
from tests.assessments.worked import worked

REASONS = settings.BASE_DIR / "reference" / "assessments" / "reasons.yaml"
CLOCK = yaml.safe_load(REASONS.read_text(encoding="utf-8"))["follow_up"]


@pytest.mark.parametrize("row", CLOCK["date_vectors"], ids=str)
def test_so_many_months_on(row):
    assert months_after(row["anchor"], row["months"]) == row["due"]


def test_the_worked_example_is_asked_three_times_and_then_falls_silent():
    example = worked()["follow_up"]
    anchor = dt.date.fromisoformat(example["moc"])
    due = {months: dt.date.fromisoformat(day) for months, day in example["den_han"].items()}

    assert days_of_asking(anchor) == [due["6"], due["12"], due["24"]]
    assert falls_silent_on(anchor) == due["36"]


def test_the_months_are_those_of_the_reference():
    assert list(ASKED_AFTER_MONTHS) == CLOCK["asked_months"]
    assert CLOCK["silence_months"] == SILENCE_MONTHS


def test_counting_on_from_a_short_month_would_lose_a_day():
    anchor = dt.date(2023, 8, 31)

    assert months_after(months_after(anchor, 6), 6) == dt.date(2024, 8, 29)
    assert months_after(anchor, 12) == dt.date(2024, 8, 31)
