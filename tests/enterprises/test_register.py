"""The register of establishments: whose rows, narrowed how, and what is not known."""

import re

import pytest
from django.urls import reverse

from enterprises.enums import Stratum
from organisations.enums import Kind, Role
from tests.factories import make_establishment, make_member, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person.access.organisation


def listed(client, **narrowed):
    response = client.get(reverse("enterprises:establishments"), narrowed)
    return list(response.context["object_list"])


@pytest.mark.parametrize("count", [1, 3, 200])
def test_list_shows_ours_at_constant_cost(client, ours, django_assert_num_queries, count):
    mine = [make_establishment(ours, name=f"Cơ sở {number:03}") for number in range(count)]
    make_establishment(make_organisation())

    with django_assert_num_queries(12):
        rows = listed(client)

    assert rows == mine[:50]


def test_households_and_plants_are_listed_apart(client, ours):
    household = make_establishment(ours, stratum=Stratum.HOUSEHOLD)
    make_establishment(ours)

    assert listed(client, stratum="ho") == [household]


@pytest.mark.parametrize("words", ["rèn", "ren da sy"])
def test_search_reads_name_sector_and_place(client, ours, words):
    wanted = make_establishment(ours, sector_text="rèn", zone_name="Làng nghề Đa Sỹ")
    make_establishment(ours, sector_text="gốm")

    assert listed(client, q=words) == [wanted]


def test_a_neighbours_establishment_does_not_exist(client, ours):
    mine, theirs = make_establishment(ours), make_establishment(make_organisation())

    assert [client.get(row.get_absolute_url()).status_code for row in (mine, theirs)] == [200, 404]


def test_the_ministry_reads_the_whole_register(client):
    client.force_login(make_member(Kind.MINISTRY))
    establishment = make_establishment(make_organisation(), name="Cơ sở ở một tỉnh bất kỳ")

    assert listed(client, q="co so o mot tinh bat ky") == [establishment]
    assert client.get(establishment.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.CORPORATION, Kind.MINISTRY])
@pytest.mark.parametrize("role", Role.values)
def test_every_tab_that_is_shown_opens(client, kind, role):
    client.force_login(make_member(kind, role=role))
    tabs = client.get(reverse("enterprises:establishments")).content.decode()
    links = re.findall(r'class="nav-link[^>]*href="(/enterprises/[^"?]*)"', tabs)

    assert reverse("enterprises:establishments") in links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_what_is_not_known_is_said_and_not_invented(client, ours):
    page = client.get(make_establishment(ours).get_absolute_url()).content.decode()

    assert page.count("chưa ghi") == 5
    assert "chưa xác định" in page


def test_an_empty_register_says_so(client, ours):
    page = client.get(reverse("enterprises:establishments")).content.decode()

    assert "Sổ cơ sở sản xuất còn trống" in page


def test_an_establishment_owned_by_its_enterprise_is_read_by_the_department(client, ours):
    enterprise = make_organisation(Kind.ENTERPRISE)
    establishment = make_establishment(enterprise, department=ours)

    assert client.get(establishment.get_absolute_url()).status_code == 200
