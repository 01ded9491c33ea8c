"""Pages of plans through their life, over HTTP."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.tenancy import owner_login
from programmes.papers.kinds import LIST, PLAN
from tests.programmes.papers import Unit, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return Unit()


STATES = ("draft", "consulting", "submitted", "approved", "issued", "amending", "replaced", "expired")


@pytest.mark.parametrize("state", STATES)
def test_the_page_of_a_plan_opens_in_every_state(client, unit, state):
    plan = unit.in_state(PLAN, state)
    unit.opinion(plan)
    client.force_login(unit.officer)

    response = client.get(plan.get_absolute_url())

    assert response.status_code == 200
