"""The day until which plants send their figures: whose plants are named, when, and to whom."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from assessments.enums import AssessmentKind, AssessmentState
from assessments.models import Assessment
from enterprises.models import Establishment
from organisations.access import Access
from organisations.enums import Kind, ReminderKind
from organisations.tenancy import owner_login, use_tenant
from reports.models import ReportingRound
from reports.rounds.cutoff import due_reminders
from tests.assessments.filling import plant_of
from tests.factories import make_assessment, make_member, make_round

pytestmark = pytest.mark.django_db

CUTOFF = dt.date(2015, 12, 14)
INSIDE = dt.datetime(2015, 12, 14, 23, 59, 59, 999999, timezone.get_default_timezone())


@pytest.fixture
def sở():
    return make_member(Kind.DEPARTMENT)


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def plant(sở, firm):
    return plant_of(firm, sở, name="Nhà máy gốm An")


@pytest.fixture
def round_(sở):
    return make_round(addressees=[sở.access.organisation], cutoff_on=CUTOFF)


def told(person, day=CUTOFF):
    access = Access(None, person.access.organisation)
    with use_tenant(access.tenant):
        return list(due_reminders(access, day))


def filed(firm, plant, at, state=AssessmentState.SUBMITTED, kind=AssessmentKind.SELF):
    """As if it had gone through its steps at that instant."""
    owner = firm.access.organisation
    assessment = make_assessment(owner, plant, kind=kind, year=2014)
    with owner_login():
        Assessment.objects.filter(pk=assessment.pk).update(state=state, submitted_at=at)
    return assessment


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (dt.date(2015, 11, 28), None),
        (dt.date(2015, 11, 29), 15),
        (dt.date(2015, 12, 6), 15),
        (dt.date(2015, 12, 7), 7),
        (dt.date(2015, 12, 13), 1),
        (dt.date(2015, 12, 14), 0),
        (dt.date(2015, 12, 15), None),
    ],
)
def test_an_enterprise_is_told_up_to_the_last_day(plant, round_, firm, day, stage):
    keys = [row.key for row in told(firm, day)]

    assert keys == (
        [] if stage is None else [f"{ReminderKind.DATA_DUE}:{round_.pk}:2015-12-14:{stage}"]
    )


def test_the_sentence_says_what_until_when_and_which_plants(plant, round_, firm):
    (row,) = told(firm)

    assert row.text == (
        f"{round_.title} nhận số liệu của cơ sở đến hết ngày 14/12/2015."
        " Chưa nộp phiếu: Nhà máy gốm An."
    )
    assert (row.url, row.due_on) == (plant.get_absolute_url(), CUTOFF)


def test_many_plants_are_one_sentence(sở, firm, round_):
    for number in range(1, 6):
        plant_of(firm, sở, name=f"Nhà máy {number}")

    (row,) = told(firm)

    assert row.text.endswith(": Nhà máy 1; Nhà máy 2; Nhà máy 3 và 2 cơ sở khác.")


@pytest.mark.parametrize(
    ("at", "is_told"),
    [
        (INSIDE, False),
        (INSIDE + dt.timedelta(microseconds=1), True),
        (dt.datetime(2014, 12, 15, tzinfo=timezone.get_default_timezone()), False),
        (INSIDE.replace(year=2014), True),
    ],
)
def test_what_was_filed_counts_in_the_rounds_own_window(plant, round_, firm, at, is_told):
    filed(firm, plant, at)

    assert bool(told(firm)) == is_told


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (AssessmentState.ACCEPTED, False),
        (AssessmentState.RETURNED, True),
        (AssessmentState.UNDER_WAY, True),
    ],
)
def test_what_was_sent_back_is_not_filed(plant, round_, firm, state, is_told):
    filed(firm, plant, INSIDE, state)

    assert bool(told(firm)) == is_told


def test_nobody_else_is_told_and_a_neighbours_paper_helps_nobody(sở, firm, plant, round_):
    other = make_member(Kind.ENTERPRISE)
    others = plant_of(other, sở, name="Nhà máy bên cạnh")
    filed(other, others, INSIDE)

    assert [row.text for row in told(firm)] != []
    assert told(other) == []
    assert told(sở) == []
    assert "bên cạnh" not in told(firm)[0].text


def test_who_does_not_owe_and_what_has_closed_is_left_out(firm, round_):
    elsewhere = make_member(Kind.DEPARTMENT)
    plant_of(firm, elsewhere)
    assert told(firm) == []

    make_round(addressees=[elsewhere.access.organisation], cutoff_on=CUTOFF)
    assert len(told(firm)) == 1

    with owner_login():
        Establishment.objects.filter(enterprise=firm.access.organisation).update(is_active=False)
    assert told(firm) == []


def test_a_round_that_has_not_opened_tells_nobody(plant, round_, firm):
    with owner_login():
        ReportingRound.objects.filter(pk=round_.pk).update(opens_on=dt.date(2015, 12, 10))

    assert told(firm, dt.date(2015, 12, 9)) == []
    assert len(told(firm, dt.date(2015, 12, 10))) == 1


def test_the_plants_page_opens_for_who_is_told(client, plant, round_, firm):
    client.force_login(firm)
    (row,) = told(firm)

    assert client.get(row.url).status_code == 200


def test_the_sweep_asks_this_source():
    assert "reports.rounds.cutoff.due_reminders" in settings.REMINDER_SOURCES
