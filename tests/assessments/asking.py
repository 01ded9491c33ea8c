"""The functions of assessments, called as somebody; and the few rows these tests begin with."""

from assessments.models import AssessmentPart
from organisations.enums import Kind
from organisations.tenancy import owner_login
from tests.enterprises.asking import acting_as, ask, make_plant, refusal
from tests.factories import make_member

__all__ = [
    "acting_as",
    "ask",
    "ask",
    "colleague",
    "confirm",
    "give",
    "make_plant",
    "move",
    "refusal",
    "work_on",
]


def colleague(person):
    """Somebody else of the same organisation."""
    return make_member(organisation=person.access.organisation)


def supporter():
    return make_member(Kind.SUPPORT)


def work_on(person, assessment, slug="energy"):
    """The person enters something; answers what the database stored."""
    with acting_as(person):
        return AssessmentPart.objects.create(assessment=assessment, slug=slug)


def move(person, assessment, target, why="", *, expected=None, call=ask):
    now = expected or state_of(assessment)
    return call(
        person,
        "app.move_assessment(%s, %s, %s, %s, 'Người thử')",
        assessment.pk,
        now,
        target,
        why,
    )


def give(person, assessment, unit, *, call=ask):
    return call(person, "app.give_assessment(%s, %s)", assessment.pk, unit)


def confirm(person, assessment, *, call=ask):
    return call(person, "app.confirm_assessment(%s, 'Người thử')", assessment.pk)


def state_of(assessment):

    with owner_login():
        assessment.refresh_from_db()
    return assessment.state
