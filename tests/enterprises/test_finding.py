"""The list of the register: what it is narrowed by, its pages by key, its counts."""

import datetime as dt
import random
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.enums import Stratum
from enterprises.finding.counting import total_of
from enterprises.finding.filters import EstablishmentFilter
from enterprises.models import Certificate, Establishment
from organisations.enums import Kind
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import make_department, make_enterprise, make_plant, merge, ministry
from tests.enterprises.test_years import make_year
from tests.factories import make_establishment, make_member, make_organisation, make_zone

pytestmark = pytest.mark.django_db
LIST = "enterprises:establishments"


@pytest.fixture
def us(client):
    person = make_department()
    client.force_login(person)
    return person


def page(client, view=LIST, **asked):
    return client.get(reverse(view), asked)


def names(client, **asked):
    return [row.name for row in page(client, **asked).context["object_list"]]


def with_level(plant, level):
    with owner_login():
        Establishment.objects.filter(pk=plant.pk).update(level=level)


def walk(client, *, key, **asked):
    """The pages from the first one on, or by the other key from the last one back."""
    shown = page(client, **asked)
    pages = [shown]
    while place := getattr(shown.context["page"], {"after": "next", "before": "previous"}[key]):
        shown = page(client, **{**asked, key: place})
        pages.append(shown)
    return pages


def keys(pages):
    return [row.pk for shown in pages for row in shown.context["object_list"]]


# Narrowing


def test_a_neighbours_plants_are_not_listed_and_not_counted(client, us):
    make_plant(us, name="Của ta")
    make_plant(make_department(), name="Của tỉnh bên")

    assert names(client) == ["Của ta"]
    assert page(client).context["total"].count == 1
    assert names(client, q="cua tinh ben") == []
    assert page(client, "enterprises:facets", q="cua tinh ben").context["total"] == 0


def test_a_row_merged_into_another_is_neither_listed_nor_counted(client, us):
    kept, merged = make_plant(us, name="Giữ"), make_plant(us, name="Gộp")
    merge(us, kept, merged)

    assert names(client) == ["Giữ"]
    assert names(client, q="g") == ["Giữ"]
    assert page(client).context["total"].count == 1


@pytest.mark.parametrize(
    "words", ["ren da sy", "CTCP Đa Sỹ", "đa sỹ rèn", "0100112437", "cs-77", "gia lam", "kcn so 9"]
)
def test_every_word_is_found_in_name_number_sector_and_place(client, us, words):
    make_plant(
        us,
        name="Công ty cổ phần Đa Sỹ",
        sector_text="rèn",
        own_code="CS-77",
        zone_name="KCN số 9",
        old_district="Gia Lâm",
        legal_entity=make_enterprise("0100112437"),
    )
    make_plant(us, name="Gốm Bát Tràng", sector_text="gốm")

    assert names(client, q=words) == ["Công ty cổ phần Đa Sỹ"]


def test_each_filter_narrows(client, us):
    group = make_organisation(Kind.CORPORATION)
    zone = make_zone(us.access.organisation)
    other = make_plant(us, name="Khác")
    wanted = make_plant(
        us,
        name="Tìm",
        stratum=Stratum.HOUSEHOLD,
        sector="23",
        corporation=group,
        zone=zone,
    )
    make_year(wanted, us, 2024, employees=5, revenue=10**9, is_active=False)
    with_level(wanted, 4)
    with owner_login():
        wanted.refresh_from_db()
    asked = {
        "sector": "23",
        "size": wanted.size,
        "stratum": "ho",
        "zone": zone.pk,
        "level": "4",
        "corporation": group.pk,
        "active": "no",
    }

    assert wanted.size == "micro"
    for name, value in asked.items():
        assert names(client, **{name: value}) == ["Tìm"], name
    assert names(client, **asked) == ["Tìm"]
    for name in ("sector", "size", "corporation"):
        assert names(client, **{name: "none"}) == [other.name], name


def test_certificates_in_force_today_are_asked_for_by_their_kind(client, us):
    day = dt.date(2020, 1, 1)
    held = {
        "Còn": {},
        "Hết hạn": {"valid_to": day},
        "Thu hồi": {"withdrawn_on": day},
        "Chưa cấp": {"valid_from": dt.date(2090, 1, 1)},
        "Loại khác": {"kind": "eco_label"},
    }
    for name, said in held.items():
        plant = make_plant(us, name=name)
        with owner_login():
            Certificate.objects.create(
                owner=us.access.organisation,
                establishment=plant,
                **{"kind": "iso_14001", "valid_from": day} | said,
            )

    assert names(client, certificate="iso_14001") == ["Còn"]


def test_the_ministry_narrows_by_province_and_reads_every_one(client):
    here, there = make_department(), make_department()
    client.force_login(ministry())
    make_plant(here, name="Ở đây")
    make_plant(there, name="Ở kia")
    place = here.access.organisation.province_id

    assert {"Ở đây", "Ở kia"} <= set(names(client))
    assert names(client, province=place) == ["Ở đây"]


@pytest.mark.parametrize(
    "asked", [{"sector": "99"}, {"level": "x"}, {"zone": "9" * 30}, {"corporation": "1 OR 1=1"}]
)
def test_a_filter_that_cannot_be_read_shows_no_rows(client, us, asked):
    make_plant(us)
    make_zone(us.access.organisation)
    shown = page(client, **asked)

    assert shown.context["object_list"] == []
    assert "Bộ lọc chưa đúng" in shown.content.decode()
    assert page(client, "enterprises:facets", **asked).context["total"] == 0


# Pages by key


@pytest.fixture
def many(us):
    """130 plants, most of them with the name of another."""
    dice = random.Random(7)  # noqa: S311 (a game)
    owner = us.access.organisation
    return [
        make_establishment(owner, name=dice.choice(["Gốm", "Ánh Dương", "Đại Đồng", f"Số {n}"]))
        for n in range(130)
    ]


def test_walking_forward_and_back_meets_every_row_once_in_vietnamese_order(client, many):
    with owner_login():
        expected = list(
            Establishment.objects.filter(pk__in=[row.pk for row in many])
            .order_by("name_sort", "pk")
            .values_list("pk", flat=True)
        )
    forward = walk(client, key="after")
    last = forward[-1].context["page"]
    back = page(client, before=last.previous)
    pages = [back]
    while place := pages[-1].context["page"].previous:
        pages.append(page(client, before=place))

    assert [len(shown.context["object_list"]) for shown in forward] == [50, 50, 30]
    assert keys(forward) == expected
    assert keys(reversed(pages)) == expected[:100]
    assert pages[-1].context["page"].previous == ""
    assert forward[0].context["page"].previous == ""


@pytest.mark.parametrize("asked", [{"q": "gom"}, {"sector": "none"}])
def test_a_narrowed_list_is_walked_the_same_way(client, many, asked):
    with owner_login():
        ours = Establishment.objects.filter(pk__in=[row.pk for row in many])
        ours = ours.filter(name="Gốm") if "q" in asked else ours
        expected = list(ours.order_by("name_sort", "pk").values_list("pk", flat=True))

    pages = walk(client, key="after", **asked)
    assert keys(pages) == expected
    for shown in pages[:-1]:
        assert f"{next(iter(asked))}=" in shown.content.decode().split('rel="next"')[1][:300]


def test_many_rows_that_the_window_does_not_show_are_found_by_their_index(
    client, many, monkeypatch
):
    monkeypatch.setattr("enterprises.finding.keyset.NEAR", 3)
    counted = Counter(row.name for row in many)

    assert len(keys(walk(client, key="after", q="số"))) == counted.total() - sum(
        counted[name] for name in ("Gốm", "Ánh Dương", "Đại Đồng")
    )


@pytest.mark.parametrize("key", ["", "x", "1", "W10:abc", "é\x00", "9" * 5000])
@pytest.mark.parametrize("which", ["after", "before"])
def test_a_key_that_is_none_of_ours_is_the_first_page(client, many, which, key):
    assert keys([page(client, **{which: key})]) == keys([page(client)])


def test_a_key_behind_which_there_is_nothing_is_the_first_page(client, us, many):
    last = walk(client, key="after")[-1]
    place = last.context["page"].previous
    with owner_login():
        Establishment.objects.filter(pk__in=[row.pk for row in many]).exclude(
            pk__in=keys([last])
        ).delete()

    assert len(keys([page(client, before=place)])) == 30


# What it costs


@pytest.mark.parametrize("count", [1, 3, 200])
@pytest.mark.parametrize(
    "asked", [{}, {"q": "co so"}, {"sector": "none"}, {"certificate": "iso_14001"}]
)
@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.MINISTRY])
def test_a_page_asks_the_same_few_questions_whatever_there_is(client, kind, asked, count):
    us = make_department()
    client.force_login(us if kind == Kind.DEPARTMENT else ministry())
    for number in range(count):
        make_plant(us, name=f"Cơ sở {number:03}")

    with CaptureQueriesContext(
        connection,
    ) as captured:
        page(client, **asked)

    questions = [query["sql"] for query in captured if "SELECT" in query["sql"]]
    assert len(questions) <= 8
    assert len(captured) == len(questions) + 4  # the savepoint, and its constraints


# Counts


def facets(client, **asked):
    """{title: {label: (count, address)}}"""
    shown = page(client, "enterprises:facets", **asked).context
    return {
        str(facet.title): {
            value.label: (value.count, value.url) for value in facet.values + facet.folded
        }
        for facet in shown["facets"]
    }


@pytest.fixture
def mixed(us):
    """Plants of all kinds in two provinces and two groups."""
    dice = random.Random(11)  # noqa: S311 (a game)
    there = make_department()
    groups = [make_organisation(Kind.CORPORATION) for _ in range(2)]
    for number in range(60):
        who = dice.choice([us, us, there])
        plant = make_plant(
            who,
            name=dice.choice(["Gốm", "Dệt"]),
            stratum=dice.choice(["co_so", "ho"]),
            sector=dice.choice(["10", "23", ""]),
            corporation=dice.choice([None, *groups]),
        )
        if number % 3 == 0:
            people = dice.choice([5, 150, 900])
            make_year(plant, who, 2024, employees=people, is_active=dice.random() < 0.5)
        with_level(plant, dice.randint(0, 6))
    return us


@pytest.mark.parametrize("who", ["department", "ministry", "corporation"])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"sector": "23"},
        {"sector": "none", "level": "2"},
        {"q": "gốm"},
        {"q": "g", "size": "none"},
    ],
)
def test_counts_are_those_of_the_lists_they_lead_to(client, mixed, who, asked):
    if who == "ministry":
        client.force_login(ministry())
    elif who == "corporation":
        with owner_login():
            group = Establishment.objects.exclude(corporation=None).first().corporation
        client.force_login(make_member(Kind.CORPORATION, organisation=group))

    said = facets(client, **asked)

    assert {"Ngành (VSIC cấp 2)", "Quy mô", "Loại cơ sở"} <= set(said)
    for values in said.values():
        for label, (count, url) in values.items():
            is_taken_away = any(f"{name}={value}" not in url for name, value in asked.items())
            if not is_taken_away:
                assert count == len(keys(walk_from(client, url))), (label, url)


def walk_from(client, url):
    """All pages of the list that an address leads to."""
    return walk(client, key="after", **QueryDict(urlsplit(url).query).dict())


def test_the_total_of_the_list_of_the_counts_and_of_a_file_is_one(client, mixed):
    for asked in ({}, {"sector": "23"}, {"q": "dệt"}, {"level": "3", "stratum": "ho"}):
        listed = page(client, **asked).context["total"]
        counted = page(client, "enterprises:facets", **asked).context["total"]
        with use_tenant(mixed.access.tenant):
            found = EstablishmentFilter(asked, access=mixed.access)
            assert total_of(found) == found.rows.count() == counted
        assert len(keys(walk(client, key="after", **asked))) == counted
        assert listed.count == counted or not listed.is_exact


def test_a_value_that_is_chosen_is_taken_away_by_its_own_link(client, mixed):
    chosen = facets(client, sector="23", stratum="ho")["Ngành (VSIC cấp 2)"]
    url = next(url for label, (_count, url) in chosen.items() if label.startswith("23"))

    assert url == reverse(LIST) + "?stratum=ho"


def test_what_is_chosen_narrows_all_counts_but_its_own(client, mixed):
    everything, narrowed = facets(client), facets(client, sector="23")
    sectors, strata = "Ngành (VSIC cấp 2)", "Loại cơ sở"

    def counts(said, title):
        return {label: count for label, (count, _url) in said[title].items()}

    assert counts(narrowed, sectors) == counts(everything, sectors)
    of_23 = next(n for label, n in counts(everything, sectors).items() if label.startswith("23"))
    assert sum(counts(narrowed, strata).values()) == of_23


def test_counts_are_a_part_of_the_list_and_a_page_of_their_own(client, mixed):
    address = page(client, sector="23").context["facets_url"]
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(address).content.decode()

    assert address == reverse("enterprises:facets") + "?sector=23"
    assert "<html" not in part
    assert "<h1>Số đếm" in whole
    assert 'class="facets"' in part
    assert 'class="facets"' in whole


def test_an_enterprise_counts_its_own_few_plants(client):
    here = make_department()
    firm = make_member(Kind.ENTERPRISE)
    make_plant(here, enterprise=firm.access.organisation, name="Của mình", sector="23")
    make_plant(here)
    client.force_login(firm)

    assert names(client) == ["Của mình"]
    assert facets(client)["Ngành (VSIC cấp 2)"].popitem()[1][0] == 1


# Columns


def test_columns_are_chosen_and_remembered(client, us):
    make_plant(us, address="Số 1 Đại Cồ Việt")
    first = page(client).content.decode()
    answer = client.post(
        reverse("enterprises:choose_columns"),
        {"column": ["address", "level", "nonsense"], "next": f"{reverse(LIST)}?sector=none"},
    )
    shown = client.get(answer.url).content.decode()
    client.post(reverse("enterprises:choose_columns"), {"next": "https://example.com/"})
    again = page(client).content.decode()

    assert "Số 1 Đại Cồ Việt" not in first
    assert answer.url == f"{reverse(LIST)}?sector=none"
    assert '<td class="words" data-label="Địa chỉ"><span>Số 1 Đại Cồ Việt</span></td>' in shown
    assert 'data-label="Mã số thuế"' not in shown
    assert "Số 1 Đại Cồ Việt" not in again


def test_columns_elsewhere_than_here_are_not_led_to(client, us):
    answer = client.post(reverse("enterprises:choose_columns"), {"next": "https://example.com/"})

    assert answer.url == reverse(LIST)


# The map and the charts


def test_the_ministry_sees_provinces_on_the_map_and_each_leads_to_its_list(client):
    with owner_login():
        hanoi = make_organisation(code="so-thu").province
    client.force_login(ministry())
    person = make_member(organisation=make_organisation(province=hanoi))
    make_plant(person, sector="23")
    make_plant(person, stratum="ho", sector="23")

    shown = page(client, "enterprises:overview")
    text = shown.content.decode()

    assert shown.context["map"]
    assert f"province={hanoi.pk}" in text
    assert "–" in shown.context["map"].wide
    assert {choice.label: choice.is_current for choice in shown.context["choices"]} == {
        "Cơ sở": True,
        "Hộ sản xuất": False,
    }


def test_a_department_has_charts_and_no_map(client, us):
    make_plant(us, sector="23")
    shown = page(client, "enterprises:overview")

    assert shown.context["map"] is None
    assert [chart.title for chart in shown.context["charts"]] == [
        "Cơ sở theo ngành",
        "Cơ sở theo quy mô",
        "Cơ sở theo mức độ áp dụng SXSH",
    ]


def test_fifteen_sectors_are_drawn_and_the_rest_as_one(client, us):
    for number in range(10, 33):
        make_plant(us, sector=str(number))
    shown = page(client, "enterprises:overview").context["charts"][0]

    assert len(shown.table.rows) == 16
    assert [cell.text for cell in shown.table.rows[-1]] == ["Còn lại", "8"]


@pytest.mark.parametrize("view", ["establishments", "facets", "overview"])
def test_a_personal_number_that_is_searched_leads_into_no_further_address(client, us, view):
    number = "001099123456"
    make_plant(us, name="Gốm Á")

    shown = page(client, f"enterprises:{view}", q=f"Á {number}")

    addresses = re.findall(r'(?:href|action|hx-get)="([^"]*)"', shown.content.decode())
    assert [address for address in addresses if number in address] == []
    if view == "establishments":
        assert "Không tìm bằng số định danh cá nhân" in shown.content.decode()
        assert list(shown.context["object_list"]) == []
