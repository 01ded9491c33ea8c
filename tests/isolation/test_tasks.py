"""A task works for the organisation that asked for it, whomever the same worker served before."""

import pytest
from celery import shared_task
from django.db import transaction

from outreach.models import Activity


@shared_task
@transaction.atomic
def owners_seen():
    """Forgets every filter."""
    return set(Activity.objects.values_list("owner_id", flat=True))


def run_for(tenant):
    headers = {"tenant": [tenant.kind, tenant.organisation_id, tenant.user_id]}
    return owners_seen.apply(headers=headers).get()


def test_a_task_sees_its_own_organisation_after_the_worker_served_another(production, world):
    units = ("department", "neighbour", "corporation", "department")
    seen = [run_for(world.people[unit].access.tenant) for unit in units]

    assert seen == [{world.organisation(unit)} for unit in units]


def test_a_task_that_names_no_organisation_fails(production):
    with pytest.raises(RuntimeError, match="không nói làm cho tổ chức nào"):
        owners_seen.apply().get()
