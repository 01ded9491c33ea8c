"""What attendance proves, without a word on who came."""

from decimal import Decimal

import pytest

from organisations.enums import Kind
from organisations.tenancy import use_tenant
from outreach.enums import ActivityKind, ActivityState
from outreach.evidence import awareness_evidence
from outreach.models import Attendance
from tests.factories import make_activity, make_establishment, make_member
from tests.outreach.rows import DAY, make_attendance, make_attendee, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_member(Kind.DEPARTMENT)


@pytest.fixture
def ours(officer):
    return officer.access.organisation


@pytest.fixture
def place(ours):
    return make_establishment(ours)


def evidence(person):
    with use_tenant(person.access.tenant):
        return list(awareness_evidence(person.access))


def test_a_manager_at_half_a_day_of_training_is_evidence(officer, ours, place):
    event = make_event(ours, hours=Decimal("4.0"))
    row = make_attendance(event, establishment=place, managers=1, technicians=2, others=5)
    make_attendee(event, attendance=row)

    assert evidence(officer) == [
        {
            "establishment_id": place.pk,
            "activity_id": event.pk,
            "day": DAY,
            "year": None,
            "hours": Decimal("4.0"),
            "people": 3,
        }
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"hours": Decimal("3.9")},
        {"hours": None},
        {"kind": ActivityKind.COOPERATION},
        {"kind": ActivityKind.LEAFLET, "event_count": None},
        {"kind": ActivityKind.TV_REPORT},
        {"state": ActivityState.PLANNED, "event_count": None},
        {"state": ActivityState.CANCELLED, "event_count": None},
    ],
)
def test_too_short_not_held_or_no_event_is_no_evidence(officer, ours, place, fields):
    make_attendance(make_event(ours, **fields), establishment=place)

    assert evidence(officer) == []


def test_others_and_unmatched_names_are_no_evidence(officer, ours, place):
    make_attendance(make_event(ours), establishment=place, managers=0, others=3)
    make_attendance(make_event(ours), "Không có trong sổ")

    assert evidence(officer) == []


def test_an_event_known_by_its_year_says_the_year(officer, ours, place):
    make_attendance(make_activity(ours, year=2025, hours=8), establishment=place)

    assert [(row["day"], row["year"]) for row in evidence(officer)] == [(None, 2025)]


def test_a_neighbours_evidence_is_not_ours(officer, ours, place):
    neighbour = make_member(Kind.CORPORATION)
    group = neighbour.access.organisation
    make_attendance(
        make_event(group), establishment=make_establishment(ours, corporation=group, name="Chung")
    )

    assert evidence(officer) == []
    assert len(evidence(neighbour)) == 1


def test_no_name_is_asked_for(officer):
    with use_tenant(officer.access.tenant):
        asked = str(awareness_evidence(officer.access).query)

    assert "outreach_attendee" not in asked
    assert f'"{Attendance._meta.db_table}"."name"' not in asked
