"""Entering establishments, zones and totals: who may, what is refused, where it is said."""

import pytest
from django.urls import reverse

from enterprises import actions
from enterprises.models import Establishment, IndustrialZone, OfficialTotal
from organisations.enums import Kind, Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from tests.factories import make_establishment, make_member, make_organisation, make_zone

pytestmark = pytest.mark.django_db
NEW = ("establishment_create", "zone_create", "total_create")
SHEETS = {
    "establishment_create": {"name": "Cơ sở mới", "stratum": "co_so"},
    "zone_create": {"kind": "cluster", "name": "Đa Sỹ"},
    "total_create": {"subject": "park", "year": "2025", "value": "12", "source": "Niên giám 2025"},
}


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def address(name, *args):
    return reverse(f"enterprises:{name}", args=args)


def post_new(client, page, **fields):
    return client.post(address(page), SHEETS[page] | fields)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def rows_of(model, owner):
    with owner_login():
        return list(model.objects.filter(owner=owner).order_by("pk"))


def sheet_of(client, url):
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def make_total(owner, **fields):
    values = {"subject": "park", "year": 2025, "value": 12, "source": "Niên giám"}
    with owner_login():
        return OfficialTotal.objects.create(owner=owner, **values | fields)


def test_a_saved_establishment_is_ours_in_our_territory_and_logged(client, officer, ours):
    response = post_new(client, "establishment_create", sector="23", sector_text="gốm sứ")

    (site,) = rows_of(Establishment, ours)
    assert response["Location"] == site.get_absolute_url()
    assert (site.owner_id, site.department_id, site.corporation_id) == (ours.pk, ours.pk, None)
    assert (site.sector, site.sector_text) == ("23", "gốm sứ")
    with owner_login():
        entry = LogEntry.objects.get(owner=ours)
    assert (entry.verb, entry.subject_id) == (Verb.CREATE, site.pk)


def test_sectors_are_the_divisions_of_industry_and_no_others(client, ours):
    form = client.get(address("establishment_create")).context["form"]

    codes = [code for code, _label in form.fields["sector"].choices]
    assert codes[:2] == ["", "05"]
    assert len(codes) == 35
    assert {"04", "34", "40"} & set(codes) == set()
    assert set(errors_of(post_new(client, "establishment_create", sector="34"))) == {"sector"}


def test_a_chosen_zone_is_kept_in_words_too_and_follows_its_name(client, ours):
    zone = make_zone(ours, kind="village", name="Đa Sỹ")
    post_new(client, "establishment_create", zone=str(zone.pk))
    (site,) = rows_of(Establishment, ours)
    assert (site.zone_id, site.zone_name) == (zone.pk, "làng nghề Đa Sỹ")

    url = address("zone_edit", zone.pk)
    client.post(url, sheet_of(client, url) | {"name": "rèn Đa Sỹ"})

    assert rows_of(Establishment, ours)[0].zone_name == "làng nghề rèn Đa Sỹ"


def test_a_zone_is_chosen_or_written_never_both(client, ours):
    zone = make_zone(ours)

    response = post_new(
        client, "establishment_create", zone=str(zone.pk), zone_name="Cụm công nghiệp khác"
    )

    assert errors_of(response) == {"zone_name": ["Đã chọn trong sổ thì để trống ô này."]}
    assert rows_of(Establishment, ours) == []


def test_an_edit_leaves_the_zone_and_its_words_together(client, ours):
    zone = make_zone(ours, name="Phú Túc")
    site = make_establishment(ours, zone=zone, zone_name=str(zone))
    url = address("establishment_edit", site.pk)

    client.post(url, sheet_of(client, url) | {"name": "Tên mới"})

    (site,) = rows_of(Establishment, ours)
    assert (site.name, site.zone_id, site.zone_name) == ("Tên mới", zone.pk, "CCN Phú Túc")


def test_a_neighbours_zone_is_no_choice(client, ours):
    theirs = make_zone(make_organisation())

    response = post_new(client, "establishment_create", zone=str(theirs.pk))

    assert set(errors_of(response)) == {"zone"}


@pytest.mark.parametrize(
    ("name", "fields", "field", "sentence"),
    [
        ("establishment_create", {"name": ""}, "name", "Nhập tên cơ sở."),
        ("zone_create", {"kind": ""}, "kind", "Chọn KCN, CCN hay làng nghề."),
        (
            "zone_create",
            {"since_year": "2015", "until_year": "2010"},
            "until_year",
            "Năm kết thúc phải bằng hoặc sau năm bắt đầu.",
        ),
        ("total_create", {"value": "-1"}, "value", "Nhập giá trị từ 0 trở lên."),
        (
            "total_create",
            {"source": ""},
            "source",
            "Ghi nguồn số liệu: văn bản, niên giám, trang, biểu.",
        ),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(client, ours, name, fields, field, sentence):
    response = post_new(client, name, **fields)

    assert errors_of(response) == {field: [sentence]}


def test_a_zone_and_a_total_are_entered_once(client, ours):
    make_zone(ours, kind="cluster", name="Đa Sỹ")
    make_total(ours)
    make_zone(make_organisation(), kind="cluster", name="Phú Túc")

    assert errors_of(post_new(client, "zone_create")) == {
        "name": ["Sổ đã có KCN, CCN, làng nghề này."]
    }
    assert errors_of(post_new(client, "total_create")) == {
        "year": ["Đã có tổng số của chỉ tiêu này cho năm đó."]
    }
    assert post_new(client, "zone_create", name="Phú Túc").status_code == 302


def test_what_a_colleague_entered_in_the_same_moment_is_refused_in_words(officer, ours):
    make_zone(ours, kind="cluster", name="Đa Sỹ")

    with use_tenant(officer.access.tenant), pytest.raises(ActionRefused, match="Sổ đã có"):
        actions.create(IndustrialZone(kind="cluster", name="Đa Sỹ"), access=officer.access)


def test_the_kind_is_not_said_again_in_the_name(client, ours):
    post_new(client, "zone_create", kind="village", name="Làng nghề rèn Đa Sỹ")

    (zone,) = rows_of(IndustrialZone, ours)
    assert (zone.name, str(zone)) == ("rèn Đa Sỹ", "làng nghề rèn Đa Sỹ")


def test_a_stale_tab_does_not_overwrite(client, ours):
    zone = make_zone(ours, name="Tên cũ")
    url = address("zone_edit", zone.pk)
    stale = sheet_of(client, url)
    client.post(url, stale | {"commune": "Xã A"})

    response = client.post(url, stale | {"name": "Tên trong thẻ cũ"})

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa ở nơi khác")
    assert rows_of(IndustrialZone, ours)[0].name == "Tên cũ"


def test_removing_a_total_asks_first_and_is_logged(client, ours):
    total = make_total(ours)
    url = address("total_remove", total.pk)

    assert "Xóa dòng “số KCN 2025: 12”?" in client.get(url).content.decode()
    assert rows_of(OfficialTotal, ours) == [total]
    client.post(url)

    assert rows_of(OfficialTotal, ours) == []
    with owner_login():
        assert LogEntry.objects.get(owner=ours).verb == Verb.DELETE


# Who may


def pages_of(ours):
    zone, site, total = make_zone(ours), make_establishment(ours), make_total(ours)
    return [
        address("zone_edit", zone.pk),
        address("establishment_edit", site.pk),
        address("total_edit", total.pk),
        address("total_remove", total.pk),
    ]


def statuses(client, pages):
    return [client.get(page).status_code for page in pages], [
        client.post(page).status_code for page in pages
    ]


def test_a_viewer_reads_and_does_not_write(client):
    viewer = make_member(role=Role.VIEWER)
    client.force_login(viewer)
    pages = [*map(address, NEW), *pages_of(viewer.access.organisation)]

    assert statuses(client, pages) == ([403] * 7, [403] * 7)
    assert client.get(address("zones")).status_code == 200


def test_a_neighbours_rows_do_not_exist(client, officer):
    pages = pages_of(make_organisation())

    assert statuses(client, pages) == ([404] * 4, [404] * 4)


@pytest.mark.parametrize("kind", [Kind.MINISTRY, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT])
def test_only_departments_keep_zones_and_totals_and_corporations_enter_plants_too(client, kind):
    client.force_login(make_member(kind))
    plant = 200 if kind == Kind.CORPORATION else 403

    assert statuses(client, map(address, NEW)) == ([plant, 403, 403], [])
    assert [post_new(client, name).status_code for name in NEW] == [plant, 403, 403]


def test_a_corporation_is_offered_no_zones_to_enter(client, officer, ours):
    group = make_member(Kind.CORPORATION)
    client.force_login(group)
    zone = make_zone(ours)

    page = client.get(address("zones")).content.decode()

    assert address("zone_create") not in page
    assert address("total_create") not in page
    assert client.get(address("zone_edit", zone.pk)).status_code == 404


def test_a_corporation_reads_where_its_plant_lies_though_it_sees_no_zones(client):
    person = make_member(Kind.CORPORATION)
    client.force_login(person)
    department = make_organisation()
    zone = make_zone(department, name="Phú Túc")
    site = make_establishment(
        department, corporation=person.access.organisation, zone=zone, zone_name=str(zone)
    )

    page = client.get(site.get_absolute_url())
    assert "CCN Phú Túc" in page.content.decode()
    assert zone.get_absolute_url() not in page.content.decode()
    assert client.get(zone.get_absolute_url()).status_code == 404
    assert list(client.get(address("zones")).context["object_list"]) == []
