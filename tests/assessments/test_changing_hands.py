"""What was assessed follows the plant: whole to who has it now, nothing of it to anybody else."""

import pytest
from django.urls import reverse

from assessments.models import (
    Assessment,
    AssessmentPart,
    CPOption,
    FollowUp,
    MeasuredResult,
    OptionReason,
    OptionStep,
    Resource,
)
from enterprises.models import Establishment
from organisations.enums import Kind
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import acting_as, make_plant, work_on
from tests.assessments.filling import own_assessment, plant_of
from tests.assessments.options import file, follow_ups, link_of, make_option, say, set_clock
from tests.assessments.options import turn_the_clock as turn
from tests.enterprises.asking import assign, make_department, make_enterprise
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db

MODELS = (Assessment, AssessmentPart, CPOption, OptionStep, OptionReason, FollowUp)
WHOLE = {"Assessment": 1, "AssessmentPart": 1, "CPOption": 2, "OptionStep": 1, "FollowUp": 1}


@pytest.fixture
def sở():
    return make_department()


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def plant(sở, firm):
    return plant_of(firm, sở)


@pytest.fixture
def told(sở, firm, plant):
    """An accepted assessment with a solution that was not taken up, and an open question."""
    assessment = make_assessment(sở.access.organisation, plant, year=2021)
    work_on(sở, assessment)
    refused, _waiting = make_option(assessment), make_option(assessment)
    file(assessment, accepted="2022-03-31")
    set_clock("2022-04-02")
    say(firm, refused, "not_taken_up", "2022-04-02", reasons=["R01"])
    set_clock("2022-09-30")
    turn()
    return assessment


def sold_to(plant, person):
    entity = make_enterprise(account=person.access.organisation)
    with owner_login():
        Establishment.objects.filter(pk=plant.pk).update(legal_entity=entity)


def seen_by(person, models=MODELS):
    with use_tenant(person.access.tenant):
        return {model.__name__: model.objects.count() for model in models}


def test_the_next_enterprise_reads_all_but_the_reasons_which_stay_with_the_former(
    firm, plant, told
):
    next_one = make_member(Kind.ENTERPRISE)
    assert seen_by(firm) == WHOLE | {"OptionReason": 1}
    sold_to(plant, next_one)

    assert seen_by(next_one) == WHOLE | {"OptionReason": 0}
    assert seen_by(firm) == dict.fromkeys(WHOLE, 0) | {"OptionReason": 1}


def test_the_link_of_the_former_enterprise_opens_nothing_and_somebody_calls_the_next(
    client, plant, told
):
    (asked,) = follow_ups(told)
    link = reverse("follow_up", args=[link_of(asked)])
    assert client.get(link).status_code == 200
    sold_to(plant, make_member(Kind.ENTERPRISE))

    assert client.get(link).status_code == 404
    (asked,) = follow_ups(told)
    assert (asked.channel, asked.token_hash) == ("telephone", "")


def test_an_account_that_is_opened_later_reads_the_assessment_whole(sở):
    firm = make_member(Kind.ENTERPRISE)
    plant = make_plant(sở)
    assessment = make_assessment(sở.access.organisation, plant, year=2021)
    make_option(assessment)
    sold_to(plant, firm)

    seen = seen_by(firm)
    assert (seen["Assessment"], seen["CPOption"]) == (1, 1)


def test_a_corporation_that_always_had_the_plant_reads_it_whole_and_no_draft(sở, firm, plant):
    corporation = make_member(Kind.CORPORATION)
    draft = own_assessment(firm, plant)
    with acting_as(firm):
        MeasuredResult.objects.create(
            assessment=draft,
            resource=Resource.objects.get(code="DIEN"),
            base_year=2021,
            year=2022,
            normalisation="one",
            saved=1,
        )
    make_option(make_assessment(sở.access.organisation, plant, year=2021))
    assign(sở, plant, corporation.access.organisation)

    seen = seen_by(corporation, (Assessment, CPOption, MeasuredResult))
    assert seen == {"Assessment": 1, "CPOption": 1, "MeasuredResult": 0}
