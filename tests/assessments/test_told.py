"""Who is told when an assessment is given, submitted, returned or accepted; and the start page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.enums import Kind, ReminderKind, Role
from organisations.models import Notification
from organisations.notifications import sweep
from organisations.tenancy import Tenant, owner_login, use_tenant
from tests.assessments.asking import give, make_plant, move, supporter, work_on
from tests.assessments.filling import own_assessment, plant_of
from tests.enterprises.asking import make_department, unit
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def own(firm, department):
    assessment = own_assessment(firm, plant_of(firm, department))
    work_on(firm, assessment)
    return assessment


def sweep_for(*people):
    """As the worker does it: for each organisation, as nobody."""
    for person in people:
        organisation = person.access.organisation
        with use_tenant(Tenant(organisation.kind, organisation.pk)):
            sweep.remind()


def told(person):
    with owner_login():
        return list(Notification.objects.filter(recipient=person).order_by("pk"))


def kinds_told(person):
    return [notice.kind for notice in told(person)]


def test_officers_of_the_department_are_told_of_a_submission_each_time(firm, department, own):
    neighbour = make_department()
    for _turn in range(2):
        move(firm, own, "submitted")
        sweep_for(department, neighbour, firm)
        sweep_for(department)
        move(department, own, "returned", "Thiếu nước")

    assert kinds_told(department) == [ReminderKind.ASSESSMENT_SUBMITTED] * 2
    assert told(department)[0].url == own.get_absolute_url()
    assert told(neighbour) == told(firm) == []


def test_the_firm_is_told_why_it_came_back_and_that_it_was_accepted(firm, department, own):
    administrator = make_member(organisation=firm.access.organisation, role=Role.ADMINISTRATOR)
    stranger = make_member(Kind.ENTERPRISE)
    move(firm, own, "submitted")
    move(department, own, "returned", "Thiếu nước")
    sweep_for(firm, stranger)
    (notice,) = told(firm)
    assert notice.text == (
        "Sở Công Thương yêu cầu hoàn thiện, bổ sung phiếu tự đánh giá 2023 của"
        f" {own.site_name}: “Thiếu nước”"
    )

    move(firm, own, "submitted")
    move(department, own, "accepted")
    sweep_for(firm, stranger)
    expected = [ReminderKind.ASSESSMENT_RETURNED, ReminderKind.ASSESSMENT_ACCEPTED]
    assert kinds_told(firm) == kinds_told(administrator) == expected
    assert told(stranger) == []


def test_the_unit_is_told_what_it_was_given_and_what_became_of_it(department):
    helper, other = supporter(), supporter()
    assessment = make_assessment(department.access.organisation, make_plant(department))
    give(department, assessment, unit(helper))
    sweep_for(helper, other)
    assert kinds_told(helper) == [ReminderKind.ASSESSMENT_GIVEN]

    work_on(helper, assessment)
    move(helper, assessment, "submitted")
    move(department, assessment, "returned", "Thiếu điện")
    sweep_for(helper, other, department)
    assert kinds_told(helper)[1:] == [ReminderKind.ASSESSMENT_RETURNED]
    assert told(other) == told(department) == []


def start_page(client, person):
    client.force_login(person)
    return client.get(reverse("home")).content.decode()


def test_the_start_page_leads_to_what_is_open(client, firm, department, own):
    link = f'href="{own.get_absolute_url()}"'
    assert link in start_page(client, firm)
    move(firm, own, "submitted")
    assert link not in start_page(client, firm)
    move(department, own, "returned", "Thiếu nước")
    page = start_page(client, firm)
    assert link in page
    assert "yêu cầu hoàn thiện, bổ sung: Thiếu nước" in page
    assert link not in start_page(client, make_member(Kind.ENTERPRISE))


def test_the_start_page_asks_as_much_for_many_as_for_one(client, firm, department):
    taken = set()
    for _more in range(3):
        own_assessment(firm, plant_of(firm, department))
        client.force_login(firm)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("home"))
        taken.add(len(captured))
    assert len(taken) == 1
