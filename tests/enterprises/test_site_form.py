"""The sheet of an establishment: numbers, names, places, and what may be there twice."""

import re

import pytest

from enterprises.models import Enterprise, Establishment
from organisations import clock
from organisations.enums import Kind
from organisations.models import Province
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_department, make_enterprise, make_plant
from tests.enterprises.sheets import address, errors_of, sheet_of, text_of
from tests.factories import make_member, make_zone

pytestmark = pytest.mark.django_db

NUMBER, BRANCH, OTHER = "0100112437", "0100112437-001", "0100233488"
PERSONAL = "001099012345"
NEW = {"name": "Nhà máy gốm", "stratum": "co_so"}


@pytest.fixture
def officer(client):
    person = make_department()
    client.force_login(person)
    return person


@pytest.fixture
def group(client):
    person = make_member(Kind.CORPORATION)
    client.force_login(person)
    return person


def enter(client, **typed):
    return client.post(address("establishment_create"), NEW | typed)


def correct(client, site, **typed):
    url = address("establishment_edit", site.pk)
    return client.post(url, sheet_of(client, url) | typed)


def the_site(**facts):
    with owner_login():
        return Establishment.objects.select_related("legal_entity", "province").get(**facts)


def agreed(response):
    return {"agreed": response.context["form"].agreement}


def test_a_tax_code_names_the_enterprise_and_all_of_the_sheet_is_kept(client, officer):
    response = enter(
        client,
        number="0100112437 001",
        enterprise_name="Công ty Gốm",
        legal_form="limited",
        own_code="G-1",
        vsic_code="23931",
        vsic_edition="2018",
        address="Số 1 phố Gốm",
        commune="xã Bát Tràng",
        old_commune="xã Bát Tràng cũ",
        old_district="huyện Gia Lâm",
    )

    site = the_site(own_code="G-1")
    assert response["Location"] == site.get_absolute_url()
    assert (site.tax_code, site.branch_code, site.sector) == (BRANCH, BRANCH, "23")
    assert (site.legal_entity.name, site.legal_entity.legal_form) == ("Công ty Gốm", "limited")
    page = text_of(client, site.get_absolute_url())
    for said in (BRANCH, "VSIC 2018", "xã Bát Tràng", "huyện Gia Lâm", "công ty TNHH"):
        assert said in page


def test_a_personal_number_is_shown_by_three_digits_and_stands_nowhere_else(client, officer):
    enter(client, stratum="ho", number=PERSONAL, enterprise_name="Ông Gốm")
    site = the_site(name=NEW["name"])

    pages = [site.get_absolute_url(), address("establishment_edit", site.pk)]
    for page in (text_of(client, url) for url in pages):
        assert PERSONAL not in page
        assert "•••••••••345" in page
    assert site.tax_code == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0100112438", "Số kiểm tra của mã số thuế không đúng."),
        ("100112437", "Thiếu số; có thể là 0100112437"),
        ("01001", "Mã số thuế có 10 số"),
        (PERSONAL, "12 số là số định danh cá nhân"),
    ],
)
def test_a_wrong_number_is_said_at_its_box_and_what_was_typed_stays(client, officer, typed, said):
    response = enter(client, number=typed)

    (sentence,) = errors_of(response)["number"]
    assert sentence.startswith(said)
    assert response.context["form"]["number"].value() == typed


def test_a_number_that_is_not_typed_again_stays_and_another_one_replaces_it(client, officer):
    enter(client, number=NUMBER, enterprise_name="Công ty Gốm")
    site = the_site(tax_code=NUMBER)
    assert NUMBER in text_of(client, address("establishment_edit", site.pk))

    assert correct(client, site, address="Phố mới").status_code == 302
    assert the_site(pk=site.pk).tax_code == NUMBER
    correct(client, site, number=OTHER, enterprise_name="Công ty Sứ")

    assert the_site(pk=site.pk).tax_code == OTHER
    correct(client, site, drop_number="on")
    assert the_site(pk=site.pk).legal_entity is None


def test_a_name_of_an_enterprise_needs_its_number(client, officer):
    response = enter(client, enterprise_name="Công ty Gốm")

    assert errors_of(response) == {"number": ["Ghi mã số để nhận ra doanh nghiệp, chủ hộ vừa nêu."]}


def test_a_number_that_is_known_keeps_the_name_it_has_and_says_so(client, officer):
    make_enterprise(NUMBER, name="Công ty Cũ")

    page = client.post(
        address("establishment_create"),
        NEW | {"number": NUMBER, "enterprise_name": "Công ty Mới"},
        follow=True,
    )

    said = [str(message) for message in page.context["messages"]]
    assert any("đã có trên cổng với tên “Công ty Cũ”" in sentence for sentence in said)
    assert the_site(name=NEW["name"]).legal_entity.name == "Công ty Cũ"


def test_an_enterprise_of_ours_alone_is_renamed_and_a_shared_one_is_the_ministrys(client, officer):
    company = make_enterprise(NUMBER, name="Công ty Cũ")
    site = make_plant(officer, legal_entity=company)
    assert correct(client, site, enterprise_name="Công ty Mới").status_code == 302
    with owner_login():
        assert Enterprise.objects.get(pk=company.pk).name == "Công ty Mới"

    make_plant(make_department(), legal_entity=company)
    response = correct(client, site, enterprise_name="Tên khác", address="Phố mới")

    (said,) = errors_of(response)["__all__"]
    assert "do nhiều đơn vị dùng chung, chỉ Bộ sửa được" in said
    assert response.context["form"]["enterprise_name"].value() == "Tên khác"
    assert the_site(pk=site.pk).address == ""


def test_a_vsic_code_needs_its_edition_and_gives_the_division(client, officer):
    assert set(errors_of(enter(client, vsic_code="2393"))) == {"vsic_edition"}
    assert set(errors_of(enter(client, vsic_edition="2018"))) == {"vsic_code"}
    assert set(errors_of(enter(client, vsic_code="9999", vsic_edition="2018"))) == {"vsic_code"}
    both = {"vsic_code": "2393", "vsic_edition": "2018"}
    assert set(errors_of(enter(client, sector="10", **both))) == {"sector"}
    enter(client, **both)
    site = the_site(name=NEW["name"])

    correct(client, site, vsic_code="1010")

    assert the_site(pk=site.pk).sector == "10"


def test_a_corporation_says_in_which_of_todays_provinces_its_plant_lies(client, group):
    form = client.get(address("establishment_create")).context["form"]
    with owner_login():
        today = list(Province.objects.on(clock.today()).order_by("pk"))
        assert list(form.fields["province"].queryset.order_by("pk")) == today
    assert "zone" not in form.fields
    assert errors_of(enter(client)) == {"province": ["Chọn tỉnh, thành phố nơi cơ sở hoạt động."]}

    place = today[0]
    assert enter(client, province=str(place.pk)).status_code == 302

    site = the_site(name=NEW["name"])
    unit = group.access.organisation.pk
    assert (site.owner_id, site.corporation_id, site.province_id) == (unit, unit, place.pk)
    assert (
        "province" not in client.get(address("establishment_edit", site.pk)).context["form"].fields
    )


def test_a_department_is_not_asked_where_it_is(client, officer):
    assert "province" not in client.get(address("establishment_create")).context["form"].fields


def test_a_code_of_ones_own_is_given_once(client, officer):
    make_plant(officer, own_code="G-1")

    assert errors_of(enter(client, own_code="G-1")) == {
        "own_code": ["Đơn vị đã có cơ sở mang mã này."]
    }


def test_a_row_that_may_be_there_already_is_asked_about_once_and_then_saved(client, officer):
    company = make_enterprise(NUMBER)
    same_code = make_plant(officer, name="Tên khác hẳn", legal_entity=company)
    same_name = make_plant(officer, name="NHÀ MÁY GỐM")
    make_plant(make_department(), name="Nhà máy gốm")

    response = enter(client, number=NUMBER)

    asked = {doubt.url for doubt in response.context["form"].asked}
    assert asked == {same_code.get_absolute_url(), same_name.get_absolute_url()}
    assert "Có thể đã có trong sổ: " in response.content.decode()
    assert enter(client, number=NUMBER, **agreed(response)).status_code == 302


def test_an_edit_that_changes_neither_name_nor_number_asks_nothing(client, officer):
    make_plant(officer, name="Nhà máy gốm")
    site = make_plant(officer, name="Nhà máy gốm")

    assert correct(client, site, address="Phố mới").status_code == 302


def test_the_same_sheet_sent_twice_is_one_establishment(client, officer):
    url = address("establishment_create")
    sheet = sheet_of(client, url) | NEW | {"number": NUMBER, "enterprise_name": "Công ty Gốm"}

    answers = {client.post(url, sheet)["Location"] for _time in range(2)}

    assert answers == {the_site(name=NEW["name"]).get_absolute_url()}


def test_a_box_of_ours_is_no_difference_between_two_versions(client, officer):
    site = make_plant(officer, legal_entity=make_enterprise(NUMBER))
    url = address("establishment_edit", site.pk)
    stale = sheet_of(client, url)
    client.post(url, stale | {"address": "Phố mới"})

    form = client.post(url, stale | {"name": "Tên trong thẻ cũ"}).context["form"]

    assert {each.label for each in form.versions} == {"Tên cơ sở", "Địa chỉ"}


def test_a_stale_sheet_does_not_overwrite_and_shows_both(client, officer):
    site = make_plant(officer, name="Nhà máy gốm")
    url = address("establishment_edit", site.pk)
    stale = sheet_of(client, url)
    client.post(url, stale | {"address": "Phố mới"})

    response = client.post(url, stale | {"name": "Tên trong thẻ cũ"})

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa ở nơi khác")
    assert the_site(pk=site.pk).name == "Nhà máy gốm"


def test_a_neighbours_plant_does_not_exist_and_anothers_in_sight_is_only_read(client, officer):
    theirs = make_plant(make_department())
    group = make_member(Kind.CORPORATION)
    read = make_plant(group, province_id=officer.access.organisation.province_id)

    def statuses(site):
        names = ("establishment", "establishment_edit")
        return [client.get(address(name, site.pk)).status_code for name in names]

    assert statuses(theirs) == [404, 404]
    assert statuses(read) == [200, 403]


@pytest.mark.parametrize("cell", ["name", "own_code", "address", "sector_text", "zone_name"])
def test_a_personal_number_is_typed_in_the_box_for_numbers_alone(client, officer, cell):
    """Words are read by everybody who sees the plant, and stand in files."""
    response = enter(client, **{cell: f"Hộ A {PERSONAL}"})

    assert errors_of(response) == {cell: ["Số định danh cá nhân chỉ ghi ở ô mã số."]}
    with owner_login():
        assert not Establishment.objects.filter(owner=officer.access.organisation).exists()


def test_zones_are_offered_in_vietnamese_order(client, officer):
    for name in ("Lương Tài", "Lạng Giang", "Đông Thọ", "Dĩnh Kế"):
        make_zone(officer.access.organisation, name=name)

    page = text_of(client, address("establishment_create"))

    offered = re.findall(r'<option value="[0-9]+"[^>]*>(CCN [^<]+)<', page)
    assert offered == ["CCN Dĩnh Kế", "CCN Đông Thọ", "CCN Lạng Giang", "CCN Lương Tài"]
