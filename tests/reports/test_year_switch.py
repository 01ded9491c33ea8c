"""Which years are on offer: those with rows, and those that are being planned."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.tenancy import use_tenant
from reports.year.switch import switch_of
from tests.factories import (
    make_activity,
    make_organisation,
    make_plan,
    make_task_list,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def test_the_years_on_offer_are_those_with_rows_and_those_being_planned(officer, ours):
    make_activity(ours, year=2012)
    make_activity(ours, held_on=dt.date(2014, 5, 5))
    make_task_list(ours, year=2016)
    make_plan(ours, year_from=2018, year_to=2019)
    make_activity(make_organisation(), year=2010)

    with use_tenant(officer.access.tenant):
        switch = switch_of(officer.access, 2026, TODAY)

    assert switch.years == [2012, 2014, 2016, 2018, 2019, 2026, 2027]
    assert (switch.before, switch.after) == (2019, 2027)


def test_a_year_without_rows_that_was_asked_for_stands_among_them(officer):
    with use_tenant(officer.access.tenant):
        switch = switch_of(officer.access, 2020, TODAY)

    assert (switch.before, switch.years, switch.after) == (None, [2020, 2026, 2027], 2026)


def test_every_year_on_offer_is_a_link(client, officer, ours):
    make_activity(ours, year=2012)
    client.force_login(officer)

    for name in ("home", "year:brief"):
        page = client.get(f"{reverse(name)}?year=2026").content.decode()
        assert '<a href="?year=2012">2012</a>' in page
        assert '<a href="?year=2026" aria-current="true">2026</a>' in page
