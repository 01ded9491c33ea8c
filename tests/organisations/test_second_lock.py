"""The second lock, in its smallest form; the full matrix is tests/isolation/."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from organisations.tenancy import use_tenant
from outreach.models import Activity
from tests.factories import make_activity, make_member

pytestmark = pytest.mark.django_db


def test_a_forgotten_filter_shows_own_rows_only():
    ours, neighbour = make_member(), make_member()
    mine = make_activity(ours.access.organisation)
    make_activity(neighbour.access.organisation)

    with use_tenant(ours.access.tenant):
        assert list(Activity.objects.all()) == [mine]


def test_without_an_organisation_it_is_an_error_and_not_an_empty_list():
    make_activity(make_member().access.organisation)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(Activity.objects.all())


def test_a_row_belongs_to_the_asking_organisation_whatever_the_client_says():
    ours, neighbour = make_member(), make_member()

    with use_tenant(ours.access.tenant):
        activity = Activity.objects.create(
            owner=neighbour.access.organisation, kind="training", title="Gán nhầm chủ", year=2014
        )
        activity.refresh_from_db()

    assert activity.owner_id == activity.department_id == ours.access.organisation.pk
