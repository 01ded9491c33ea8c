"""For whom a person acts: own organisations, delegations, and nobody else's."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.acting import standings_of
from organisations.enums import Kind, Role
from organisations.models import Delegation, Membership
from organisations.tenancy import owner_login
from tests.factories import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db
LONG_AGO, LONG_AHEAD = dt.date(2010, 1, 1), dt.date(2090, 12, 31)


def make_delegation(principal, delegate, **fields):
    dates = {"valid_from": LONG_AGO, "valid_to": LONG_AHEAD}
    with owner_login():
        return Delegation.objects.create(
            principal=principal,
            delegate=delegate,
            **{"role": Role.OFFICER, "basis": "Hợp đồng thử"} | dates | fields,
        )


def organisation_ids(user):
    return [standing.organisation_id for standing in standings_of(user)]


def test_a_person_acts_for_own_organisations_and_for_those_that_delegated():
    person = make_member(Kind.SUPPORT)
    department = make_organisation()
    make_organisation()
    make_delegation(department, person.access.organisation)

    assert organisation_ids(person) == [person.access.organisation.pk, department.pk]
    assert [standing.on_behalf for standing in standings_of(person)] == [False, True]


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [(LONG_AGO, dt.date(2011, 1, 1)), (dt.date(2090, 1, 1), LONG_AHEAD)],
)
def test_a_delegation_counts_only_between_its_days(valid_from, valid_to):
    person = make_member(Kind.SUPPORT)
    centre = person.access.organisation
    make_delegation(make_organisation(), centre, valid_from=valid_from, valid_to=valid_to)

    assert organisation_ids(person) == [centre.pk]


def test_a_viewer_at_home_is_a_viewer_for_others_too():
    person = make_member(Kind.SUPPORT, Role.VIEWER)
    make_delegation(make_organisation(), person.access.organisation, role=Role.OFFICER)

    assert [standing.role for standing in standings_of(person)] == [Role.VIEWER, Role.VIEWER]


def test_the_header_says_when_one_works_by_delegation(client):
    person = make_member(Kind.SUPPORT)
    department = make_organisation(name="Sở được làm thay")
    make_delegation(department, person.access.organisation)
    client.force_login(person)

    client.post(reverse("organisations:choose"), {"organisation": department.pk})
    page = client.get(reverse("organisations:switch")).content.decode()

    assert "Sở được làm thay" in page
    assert "làm thay theo ủy quyền" in page.split("</header>")[0]


def test_the_choice_holds_for_the_following_pages(client):
    person = make_member()
    second = make_member(user=person).access.organisation
    client.force_login(person)

    client.post(reverse("organisations:choose"), {"organisation": second.pk})

    response = client.get(reverse("organisations:members"))
    assert response.context["access"].organisation == second


@pytest.mark.parametrize("asked", ["neighbour", "0", "", "x"])
def test_switching_to_an_organisation_one_does_not_belong_to_is_refused(client, asked):
    person, neighbour = make_member(), make_organisation()
    client.force_login(person)
    asked = neighbour.pk if asked == "neighbour" else asked

    response = client.post(reverse("organisations:choose"), {"organisation": asked})

    assert response.status_code == 404
    response = client.get(reverse("organisations:members"))
    assert response.context["access"].organisation == person.access.organisation


def test_a_chosen_organisation_is_left_at_once_when_the_membership_ends(client):
    person = make_member()
    first = person.access.organisation
    second = make_member(user=person).access.organisation
    client.force_login(person)
    client.post(reverse("organisations:choose"), {"organisation": second.pk})

    with owner_login():
        Membership.objects.filter(organisation=second).update(valid_to=dt.date(2012, 1, 1))

    response = client.get(reverse("organisations:members"))
    assert response.context["access"].organisation == first


def test_an_enterprise_person_sees_the_names_of_all_own_organisations(client):
    person = make_member(organisation=make_organisation(Kind.ENTERPRISE, name="Công ty A"))
    make_member(organisation=make_organisation(Kind.ENTERPRISE, name="Công ty B"), user=person)
    make_organisation(Kind.ENTERPRISE, name="Công ty hàng xóm")
    client.force_login(person)

    page = client.get(reverse("organisations:switch")).content.decode()

    assert ("Công ty A" in page, "Công ty B" in page) == (True, True)
    assert "Công ty hàng xóm" not in page


def test_an_account_without_organisation_is_told_so_on_every_page(client):
    client.force_login(make_user())

    response = client.get(reverse("organisations:members"))

    assert response.status_code == 403
    assert "chưa thuộc đơn vị nào" in response.content.decode()
