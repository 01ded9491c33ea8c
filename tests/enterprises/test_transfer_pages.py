"""Sending an establishment elsewhere on screen, and what stays with who had it."""

import pytest

from enterprises.models import Certificate, Establishment, FormerPlacement
from organisations.enums import Kind
from organisations.tenancy import owner_login
from tests.enterprises.asking import (
    assign,
    make_department,
    make_plant,
    merge,
    ministry,
    move,
    place_of,
    unit,
)
from tests.enterprises.sheets import address, errors_of, sheet_of, text_of
from tests.factories import make_member

pytestmark = pytest.mark.django_db
SHEET = {"since": "01/07/2020", "reason": "Quyết định 12/QĐ-UBND"}


@pytest.fixture
def here(client):
    person = make_department()
    client.force_login(person)
    return person


@pytest.fixture
def group():
    return make_member(Kind.CORPORATION)


def send(client, site, there, **typed):
    url = address("site_move", site.pk)
    return client.post(url, SHEET | {"province": str(place_of(there))} | typed, follow=False)


def certify(person, site, **values):
    with owner_login():
        return Certificate.objects.create(
            owner=person.access.organisation,
            establishment=site,
            kind="iso_14001",
            number="VN-77",
            valid_from="2020-01-01",
            **values,
        )


def now(site):
    with owner_login():
        return Establishment.objects.get(pk=site.pk)


def test_what_will_happen_is_said_before_a_plant_goes(client, here, there):
    site = make_plant(here)

    page = text_of(client, address("site_move", site.pk))

    assert f"{here.access.organisation} không còn thấy hồ sơ cơ sở." in page
    assert "vẫn ở lại" in page


def test_a_plant_moves_and_its_records_stay_with_who_entered_them(client, here, there):
    site = make_plant(here, name="Gốm cũ")
    row = certify(here, site)

    answer = send(client, site, there)

    assert now(site).department_id == unit(there)
    assert client.get(answer["Location"])["Location"] == address("former_site", site.pk)
    page = text_of(client, address("former_site", site.pk))
    for said in ("Gốm cũ", "30/06/2020", "Quyết định 12/QĐ-UBND", "VN-77"):
        assert said in page
    listed = text_of(client, address("former_sites"))
    assert address("former_site", site.pk) in listed
    assert "1 chứng nhận" in listed
    edit = address("certificate_edit", row.pk)
    assert client.post(edit, sheet_of(client, edit) | {"number": "VN-78"}).status_code == 302
    assert client.post(address("certificate_remove", row.pk)).status_code == 302
    assert client.get(address("certificate_create", site.pk)).status_code == 404


def test_where_it_went_is_said_to_who_sent_it(client, here, there):
    site = make_plant(here)
    send(client, site, there)

    place = there.access.organisation.province.name
    assert f"đến {place}" in text_of(client, address("former_site", site.pk))


def test_where_it_went_is_not_said_to_who_only_lost_it(client, here, there, group):
    site = make_plant(here, corporation=group.access.organisation)
    other = make_member(Kind.CORPORATION)
    assign(here, site, unit(other), "2020-07-01", "Theo quyết định")
    client.force_login(group)

    page = text_of(client, address("former_site", site.pk))

    assert "không xem được nơi đến" in page
    assert str(other.access.organisation) not in page


def test_the_new_keeper_sees_it_with_its_past_as_far_as_that_is_its_own(client, here, there):
    site = make_plant(here)
    move(here, site, place_of(there))
    move(there, site, place_of(here), "2021-01-01", "Chuyển trả")
    client.force_login(here)

    page = text_of(client, site.get_absolute_url())

    assert "Trước đây thuộc" in page
    assert "đến hết ngày 30/06/2020" in page
    assert client.get(address("former_site", site.pk))["Location"] == site.get_absolute_url()


def test_the_same_sheet_sent_twice_moves_once_and_ends_on_the_same_page(client, here, there):
    site = make_plant(here)
    send(client, site, there)

    assert send(client, site, there)["Location"] == address("former_site", site.pk)
    with owner_login():
        assert FormerPlacement.objects.filter(establishment=site).count() == 1


@pytest.mark.parametrize(
    ("typed", "box", "said"),
    [
        ({"since": "01/01/2099"}, "since", "Ngày thay đổi không được sau hôm nay."),
        ({"reason": ""}, "reason", "Ghi quyết định hoặc lý do."),
        ({"province": ""}, "province", "Chọn tỉnh, thành phố nơi cơ sở chuyển đến."),
    ],
)
def test_each_fault_of_a_move_has_its_sentence(client, here, there, typed, box, said):
    assert errors_of(send(client, make_plant(here), there, **typed)) == {box: [said]}


def test_what_the_database_refuses_is_said_on_the_sheet_and_nothing_is_lost(client, here, there):
    site = make_plant(here)
    move(here, site, place_of(there), "2020-01-01")
    move(there, site, place_of(here), "2021-01-01")

    response = send(client, site, there)

    assert errors_of(response) == {
        "__all__": ["Ngày thay đổi không được sau hôm nay, và phải sau lần thay đổi trước."]
    }
    assert response.context["form"]["reason"].value() == SHEET["reason"]


def test_another_corporation_takes_over_and_the_first_keeps_what_it_wrote(client, here, group):
    other = make_member(Kind.CORPORATION)
    site = make_plant(here, corporation=group.access.organisation)
    certify(group, site)
    client.force_login(group)

    answer = client.post(address("site_assign", site.pk), SHEET | {"corporation": str(unit(other))})

    assert now(site).corporation_id == unit(other)
    assert client.get(answer["Location"])["Location"] == address("former_site", site.pk)
    assert "VN-77" in text_of(client, address("former_site", site.pk))


def test_the_first_corporation_may_always_have_had_it(client, here, group):
    site = make_plant(here)

    answer = client.post(
        address("site_assign", site.pk),
        {"corporation": str(unit(group)), "since": "", "reason": "Rà soát"},
    )

    assert answer["Location"] == site.get_absolute_url()
    assert now(site).corporation_id == unit(group)
    with owner_login():
        assert not FormerPlacement.objects.filter(establishment=site).exists()


def test_who_sends_a_plant_where(client, here, there, group):
    site = make_plant(here, corporation=group.access.organisation)
    enterprise = make_member(Kind.ENTERPRISE)
    with owner_login():
        Establishment.objects.filter(pk=site.pk).update(enterprise=enterprise.access.organisation)

    def statuses(person):
        client.force_login(person)
        return [client.get(address(n, site.pk)).status_code for n in ("site_move", "site_assign")]

    assert statuses(here) == statuses(ministry()) == [200, 200]
    assert statuses(group) == [403, 200]
    assert statuses(enterprise) == [403, 403]
    assert statuses(there) == [404, 404]


def test_a_merged_row_is_sent_nowhere(client, here, there):
    kept, merged = make_plant(here), make_plant(here)
    merge(here, kept, merged)

    assert send(client, merged, there).status_code == 403


@pytest.mark.parametrize("count", [1, 3, 60])
def test_what_went_is_listed_at_constant_cost(
    client, here, there, django_assert_num_queries, count
):
    for number in range(count):
        site = make_plant(here, name=f"Cơ sở {number:03}")
        certify(here, site)
        move(here, site, place_of(there))
    elsewhere = make_plant(there)
    move(there, elsewhere, place_of(make_department()))

    with django_assert_num_queries(19):
        response = client.get(address("former_sites"))

    assert len(response.context["object_list"]) == min(count, 50)
