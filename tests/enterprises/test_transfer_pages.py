"""Sending an establishment elsewhere on screen, and what stays with who had it."""

import re

import pytest

from enterprises.models import (
    Certificate,
    Establishment,
    EstablishmentYear,
    FormerPlacement,
    PaperEvidence,
    Visit,
)
from organisations.enums import Kind
from organisations.models import History
from organisations.tenancy import owner_login
from organisations.vietnamese import name_sort
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
from tests.factories import make_member, make_organisation

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
    for page in (address("former_site", site.pk), address("former_sites")):
        assert re.search(rf">Đến {place}</d[dt]>|>Đến {place}</td>", text_of(client, page))


def test_the_address_of_the_new_place_is_said_with_the_move_and_stands_in_the_history(
    client, here, there
):
    old = {"address": "Số 1 phố Cũ", "commune": "xã Cũ", "old_commune": "xã Xưa"}
    site = make_plant(here, **old)
    sheet = client.get(address("site_move", site.pk)).context["form"]
    assert (sheet["address"].value(), sheet["commune"].value()) == ("Số 1 phố Cũ", "xã Cũ")

    send(client, site, there, address="Lô 5 đường Mới", commune="xã Mới")

    moved = now(site)
    assert (moved.address, moved.commune) == ("Lô 5 đường Mới", "xã Mới")
    assert moved.old_commune == ""
    with owner_login():
        rows = History.objects.filter(table="enterprises_establishment", row_id=str(site.pk))
        assert "Số 1 phố Cũ" in " ".join(str(row.before) for row in rows)


def test_a_province_that_was_wrong_is_mended_without_touching_the_address(client, here, there):
    site = make_plant(here, address="Số 1 phố Cũ", commune="xã Cũ", old_commune="xã Xưa")

    send(client, site, there, address="Số 1 phố Cũ", commune="xã Cũ")

    moved = now(site)
    assert (moved.address, moved.commune, moved.old_commune) == ("Số 1 phố Cũ", "xã Cũ", "xã Xưa")


def test_a_department_says_the_new_address_of_a_plant_that_a_corporation_keeps(
    client, here, there, group
):
    site = make_plant(group, province_id=place_of(here), address="Số 1 phố Cũ")

    send(client, site, there, address="Lô 5 đường Mới")

    assert now(site).address == "Lô 5 đường Mới"


def test_the_page_of_who_received_a_plant_says_where_it_came_from_and_since_when(
    client, here, there
):
    site = make_plant(here)
    send(client, site, there)
    client.force_login(there)

    page = text_of(client, site.get_absolute_url())

    assert "Chuyển đến từ" in page
    assert f"{here.access.organisation.province.name}, từ ngày 01/07/2020" in page
    assert SHEET["reason"] not in page


def test_what_the_register_shows_of_others_records_is_said_to_be_theirs(client, here, there):
    site = make_plant(here)
    with owner_login():
        said = {"owner": here.access.organisation, "establishment": site}
        EstablishmentYear.objects.create(year=2025, employees=120, revenue=6 * 10**10, **said)
        paper = {"title": "x", "document": "x", "held_on": "2020-01-01"}
        PaperEvidence.objects.create(proof="option", **paper, **said)
    elsewhere = "do đơn vị khác giữ, ở đây không xem được"
    assert elsewhere not in text_of(client, site.get_absolute_url())
    send(client, site, there)
    client.force_login(there)

    page = text_of(client, site.get_absolute_url())

    assert f"Sổ ghi năm 2025, quy mô vừa: số liệu này {elsewhere}." in page
    assert f"minh chứng của mức này {elsewhere}." in page
    assert page.count(elsewhere) == 3
    assert "Chưa có số liệu năm nào" not in page
    assert "Chưa ghi minh chứng nào" not in page


def test_an_overdue_inspection_is_overdue_on_the_page_of_what_went_as_well(client, here, there):
    site = make_plant(here)
    with owner_login():
        Visit.objects.create(
            owner=here.access.organisation,
            establishment=site,
            kind="inspection",
            held_on="2020-01-01",
            body="x",
            findings="x",
            follow_up="x",
            due_on="2020-02-01",
        )
    send(client, site, there)

    page = text_of(client, address("former_site", site.pk))

    assert "quá hạn" in page
    assert "đang theo dõi" not in page


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
        (
            {"address": "Nhà ông 001099012345"},
            "address",
            "Số định danh cá nhân không ghi ở ô này.",
        ),
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


def test_who_names_the_first_corporation_is_told_that_what_was_entered_before_stays(client, here):
    page = text_of(client, address("site_assign", make_plant(here).pk))

    assert "Số liệu đã ghi trước ngày thay đổi vẫn ở đơn vị đã ghi" in page


def test_provinces_and_corporations_are_offered_in_vietnamese_order(client, here):
    site = make_plant(here)
    for name in ("Thử Đông", "Thử Dương", "Thử Cần", "Thử Cao"):
        make_organisation(Kind.CORPORATION, name=name)

    def offered(page, box):
        _before, _box, rest = text_of(client, address(page, site.pk)).partition(f'name="{box}"')
        return re.findall(r'<option value="[0-9]+"[^>]*>([^<]+)<', rest.partition("</select>")[0])

    for page, box in (("site_move", "province"), ("site_assign", "corporation")):
        names = offered(page, box)
        assert names == sorted(names, key=name_sort)
    names = offered("site_assign", "corporation")
    found = [name for name in names if name.startswith("Thử")]
    assert found == ["Thử Cao", "Thử Cần", "Thử Dương", "Thử Đông"]


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
