"""Zones as a list, as a denominator, and names that look alike."""

import pytest
from django.urls import reverse

from enterprises.models import OfficialTotal
from enterprises.similar import own_name, spelling_key
from organisations.enums import Kind
from organisations.tenancy import owner_login
from tests.factories import make_establishment, make_member, make_organisation, make_zone

pytestmark = pytest.mark.django_db
COUNTS = pytest.mark.parametrize("count", [1, 3, 200])


@pytest.fixture
def ours(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person.access.organisation


def page_with(client, **narrowed):
    return client.get(reverse("enterprises:zones"), narrowed)


def listed(client, **narrowed):
    return list(page_with(client, **narrowed).context["object_list"])


def make_total(owner, subject="village", year=2020, value=1350, source="Niên giám"):
    with owner_login():
        return OfficialTotal.objects.create(
            owner=owner, subject=subject, year=year, value=value, source=source
        )


def denominators(client):
    rows = page_with(client).context["denominators"]
    return {row.kind.value: (row.value, row.is_official) for row in rows}


@COUNTS
def test_zones_are_ours_at_constant_cost(client, ours, django_assert_num_queries, count):
    mine = [make_zone(ours, name=f"Cụm {number:03}") for number in range(count)]
    make_zone(make_organisation())
    for year in range(2000, 2000 + min(count, 20)):
        make_total(ours, year=year)

    with django_assert_num_queries(16):
        rows = listed(client)

    assert rows == mine[:50]


@COUNTS
def test_a_zone_shows_its_establishments_at_constant_cost(
    client, ours, django_assert_num_queries, count
):
    zone = make_zone(ours)
    mine = [make_establishment(ours, zone=zone, name=f"Cơ sở {n:03}") for n in range(count)]
    make_establishment(ours)

    with django_assert_num_queries(15):
        response = client.get(zone.get_absolute_url())

    assert list(response.context["object_list"]) == mine[:50]


def test_the_list_is_narrowed_by_kind_words_and_year(client, ours):
    park = make_zone(ours, kind="park", name="Quang Minh", since_year=2004)
    village = make_zone(ours, kind="village", name="Đa Sỹ", until_year=2010)

    assert listed(client, kind="park") == [park]
    assert listed(client, q="da sy") == [village]
    assert listed(client, year="2004") == [park, village]
    assert listed(client, year="2011") == [park]
    assert listed(client, year="2003") == [village]


def test_the_ministry_reads_all_zones_with_their_department(client):
    department = make_organisation(name="Sở Công Thương tỉnh Thử")
    zone = make_zone(department)
    make_total(department, year=2024)
    client.force_login(make_member(Kind.MINISTRY))

    response = page_with(client)

    assert zone in response.context["object_list"]
    assert "Sở Công Thương tỉnh Thử" in response.content.decode()
    assert "denominators" not in response.context


def test_the_register_is_the_denominator_until_an_official_total_is_entered(client, ours):
    for number in range(3):
        make_zone(ours, kind="village", name=f"Làng {number}")
    make_zone(ours, kind="village", name="Đã thôi", until_year=2010)
    make_zone(make_organisation(), kind="village")
    assert denominators(client)["village"] == (3, False)

    make_total(ours, year=2020, value=1350)
    make_total(ours, year=2024, value=1400)
    make_total(ours, year=2090, value=2000)
    make_total(make_organisation(), year=2025, value=9)

    assert denominators(client) == {
        "park": (0, False),
        "cluster": (0, False),
        "village": (1400, True),
    }
    assert "là mẫu số cho đến khi ghi tổng số chính thức" in page_with(client).content.decode()


def test_two_counts_of_zones_say_which_they_are_and_lead_to_each_other(client, ours):
    make_zone(ours, kind="village")
    make_total(ours, year=2024, value=1400, source="Niên giám 2024")
    register, reached = reverse("enterprises:zones"), reverse("outreach:zones_reached")

    tiles = client.get(reached, {"year": 2026}).content.decode()
    page = client.get(register).content.decode()

    assert "trên tổng số chính thức (Niên giám 2024);" in tiles
    assert f'<a href="{register}#denominators">trong sổ có 1</a>' in tiles
    assert f'<a href="{register}#denominators">sổ chưa có dòng nào</a>' in tiles
    assert 'trong sổ; <a href="#denominators">tổng số chính thức ghi riêng</a>' in page
    assert '<a href="#totals">1.400</a>' in page
    assert f'<a href="{reached}?year=' in page


def test_each_number_of_the_register_opens_its_rows(client, ours):
    make_zone(ours, kind="park", name="Còn")
    make_zone(ours, kind="park", name="Đã thôi", until_year=2010)
    row = page_with(client).context["denominators"][0]

    opened = listed(client, kind=row.kind.value, year=str(row.year))

    assert len(opened) == row.in_register == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đa Sỹ", "Đa Sĩ"),
        ("Đa Sỹ", "rèn Đa Sỹ"),
        ("Hoà Bình", "Hòa Bình"),
        ("Quang Minh", "KCN Quang Minh"),
    ],
)
def test_spellings(one, other):
    same = spelling_key("park", one) == spelling_key("park", other)

    assert same is (other != "rèn Đa Sỹ")


def test_an_own_name_begins_behind_its_kind():
    assert own_name("park", "Khu công nghiệp Quang Minh") == "Quang Minh"
    assert own_name("village", "Khu công nghiệp Quang Minh") == "Khu công nghiệp Quang Minh"
    assert own_name("cluster", "CCN") == "CCN"


def test_names_that_look_alike_are_pointed_out_in_the_list_on_the_page_and_when_saved(client, ours):
    one = make_zone(ours, kind="village", name="Đa Sỹ")
    make_zone(ours, kind="cluster", name="Đa Sĩ")
    make_zone(make_organisation(), kind="village", name="Đa Sĩ")
    assert page_with(client).context["lookalikes"] == []

    sheet = {"kind": "village", "name": "Đa Sĩ"}
    page = client.post(reverse("enterprises:zone_create"), sheet, follow=True)

    assert [str(message) for message in page.context["messages"]][0].startswith(
        "Sổ còn có tên gần giống: “làng nghề Đa Sỹ”."
    )
    assert page.context["lookalikes"] == [one]
    assert len(page_with(client).context["lookalikes"]) == 1


def test_an_official_number_of_establishments_is_kept_and_is_no_denominator_of_zones(client, ours):
    sheet = {"subject": "establishment", "year": "2024", "value": "5230", "source": "Niên giám"}

    assert client.post(reverse("enterprises:total_create"), sheet).status_code == 302

    assert set(denominators(client)) == {"park", "cluster", "village"}
    page = page_with(client).content.decode()
    assert "Số cơ sở sản xuất công nghiệp" in page
    assert "5.230" in page


def test_what_a_zone_holds_is_counted_and_every_number_opens_its_rows(client, ours):
    zone = make_zone(ours)
    for sector in ("23", "23", ""):
        make_establishment(ours, zone=zone, sector=sector)
    make_establishment(ours, zone=zone, stratum="ho", sector="23")
    merged = make_establishment(ours, zone=zone, sector="23")
    with owner_login():
        kept = make_establishment(ours)
        type(merged).objects.filter(pk=merged.pk).update(merged_into=kept)

    response = client.get(zone.get_absolute_url())

    held = response.context["breakdown"]
    assert (held.total.plants, held.total.households) == (3, 1)
    assert [(each.plants, each.households) for each in held.sectors] == [(1, 0), (2, 1)]
    page = response.content.decode()
    register = reverse("enterprises:establishments")
    assert f'<a href="{register}?zone={zone.pk}&amp;sector=23&amp;stratum=co_so">2</a>' in page
    assert f'<a href="{register}?zone={zone.pk}&amp;sector=none&amp;stratum=co_so">1</a>' in page
