"""To which activities an establishment came, also under a row that was merged into it."""

import pytest
from django.urls import reverse

from organisations.tenancy import owner_login
from outreach.models import Attendance
from tests.factories import make_activity, make_establishment, make_member, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(client):
    person = make_member()
    client.force_login(person)
    return person.access.organisation


def attend(owner, site, **fields):
    activity = make_activity(owner)
    with owner_login():
        return Attendance.objects.create(
            owner=owner, activity=activity, establishment=site, name=site.name, managers=1, **fields
        )


def shown(client, site):
    return client.get(reverse("outreach:site_attendance", args=[site.pk]))


def test_its_own_and_those_of_merged_rows_are_shown_and_nobody_elses(client, ours):
    site, merged, other = (make_establishment(ours) for _number in range(3))
    with owner_login():
        type(site).objects.filter(pk=merged.pk).update(merged_into=site)
    rows = {attend(ours, site), attend(ours, merged)}
    attend(ours, other)

    response = shown(client, site)

    assert set(response.context["object_list"]) == rows
    assert "của dòng đã gộp" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3, 200])
def test_it_costs_the_same_however_often_they_came(client, ours, django_assert_num_queries, count):
    site = make_establishment(ours)
    for _number in range(count):
        attend(ours, site)

    with django_assert_num_queries(13):
        assert len(shown(client, site).context["object_list"]) == min(count, 50)


def test_a_neighbours_establishment_does_not_exist(client, ours):
    assert shown(client, make_establishment(make_organisation())).status_code == 404
