"""The score of a checklist: the vectors of the reference, and what is left open."""

import pytest
import yaml
from django.conf import settings

from assessments.enums import Answer
from assessments.scoring import score_of

FILE = settings.BASE_DIR / "reference" / "assessments" / "self_assessment.yaml"
REFERENCE = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", REFERENCE["score"]["test_vectors"], ids=lambda row: row["check"])
def test_a_score_is_what_the_reference_says(row):
    found = score_of((weight, Answer(answer)) for weight, answer in row["answers"])

    assert found.rounded == (None if row["score"] is None else int(row["score"]))


def test_the_answers_are_those_of_the_reference():
    assert [(row["code"], row["vi"]) for row in REFERENCE["answers"]] == Answer.choices


def test_what_was_not_answered_counts_neither_way():
    some = score_of([(3, Answer.DONE), (2, None), (1, Answer.NOT_YET)])

    assert some.rounded == 75
    assert (some.answered, some.shown) == (2, 3)


@pytest.mark.parametrize(("open_questions", "is_provisional"), [(0, False), (1, False), (2, True)])
def test_a_score_is_provisional_until_four_of_five_are_answered(open_questions, is_provisional):
    answers = [(1, Answer.DONE)] * 4 + [(1, None)] * open_questions

    assert score_of(answers).is_provisional is is_provisional


def test_what_does_not_apply_is_an_answer():
    found = score_of([(1, Answer.NOT_APPLICABLE), (3, Answer.NOT_APPLICABLE)])

    assert (found.percent, found.answered, found.is_provisional) == (None, 2, False)


def test_of_no_questions_there_is_no_score():
    assert score_of([]).percent is None
