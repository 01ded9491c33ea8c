"""Counts by province on the screen: those of today open the rows they were counted from."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from organisations import clock
from organisations.models import Province
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_plant, ministry, place_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, here):
    """Of a year, as the Ministry reads it; two plants and a household lie here."""
    for stratum in ("co_so", "co_so", "ho"):
        make_plant(here, stratum=stratum)
    client.force_login(ministry())

    def read(year):
        return client.get(reverse("enterprises:territory"), {"year": year}).content.decode()

    return read


@pytest.mark.parametrize(("stratum", "count"), [("co_so", 2), ("ho", 1)])
def test_a_count_of_today_opens_its_rows(client, here, page, stratum, count):
    pattern = rf'href="([^"]*province={place_of(here)}&amp;stratum={stratum})">(\d+)</a>'
    address, shown = re.search(pattern, page(clock.today().year)).groups()

    listed = client.get(unescape(address)).context["object_list"]
    assert int(shown) == len(listed) == count
    assert {plant.stratum for plant in listed} == {stratum}


def test_a_count_of_another_day_opens_no_rows_of_today(page):
    assert "stratum=" not in page(clock.today().year - 1)


def test_plants_of_a_province_that_did_not_exist_then_are_said_to_be_such(client, here):
    make_plant(here)
    with owner_login():
        Province.objects.filter(pk=place_of(here)).update(valid_from=dt.date(2025, 7, 1))
    client.force_login(ministry())

    def rows(**asked):
        answer = client.get(reverse("enterprises:territory"), {"year": 2020} | asked)
        ours = [row for row in answer.context["rows"] if row.province.pk == place_of(here)]
        return [row.is_later for row in ours], "sổ chưa ghi tỉnh" in answer.content.decode()

    assert rows() == ([True], True)
    assert rows(view="restated") == ([False], False)
