"""The page of an establishment: what is on it for whom, at what cost."""

import datetime as dt

import pytest

from enterprises.models import (
    Certificate,
    Commitment,
    Contact,
    Establishment,
    EstablishmentYear,
    Visit,
)
from organisations import clock
from organisations.enums import Kind
from organisations.models import LogEntry
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_department, make_plant, merge, ministry
from tests.enterprises.sheets import address, text_of
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(1)


@pytest.fixture
def officer(client):
    person = make_department()
    client.force_login(person)
    return person


def write(model, person, site, **values):
    with owner_login():
        owner = person.access.organisation
        return model.objects.create(owner=owner, establishment=site, **values)


def page_of(client, site):
    return text_of(client, site.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_page_costs_the_same_however_much_is_on_record(
    client, officer, django_assert_num_queries, count
):
    site = make_plant(officer)
    for number in range(count):
        write(Certificate, officer, site, kind="other", valid_from=dt.date(2020, 1, 1))
        write(Contact, officer, site, name=f"Người {number}", phone="1")
        write(Visit, officer, site, kind="survey", held_on="2020-01-01", body="x", findings="x")
        write(Commitment, officer, site, kind="plan", title="x", decided_on="2020-01-01")
        if number < 40:
            write(EstablishmentYear, officer, site, year=1990 + number, employees=number)

    with django_assert_num_queries(27):
        response = client.get(site.get_absolute_url())

    sections = {each.kind.slug: len(each.rows) for each in response.context["about"].sections}
    assert sections["certificate"] == sections["contact"] == sections["visit"] == count


def test_an_empty_page_says_what_to_enter(client, officer):
    page = page_of(client, make_plant(officer))

    for said in (
        "ghi lao động, doanh thu, vốn",
        "Chưa ghi chứng nhận nào",
        "Chưa ghi người liên hệ",
    ):
        assert said in page


def test_two_who_say_a_year_differently_are_both_shown_and_named(client, officer):
    group = make_member(Kind.CORPORATION)
    site = make_plant(officer, corporation=group.access.organisation)
    write(EstablishmentYear, officer, site, year=2020, employees=90, revenue=10**10)
    write(EstablishmentYear, group, site, year=2020, employees=120, revenue=10**10)
    write(EstablishmentYear, officer, site, year=2019, employees=90, revenue=10**10)

    response = client.get(site.get_absolute_url())

    newer, older = response.context["about"].years
    assert (newer.year, len(newer.rows), newer.differing) == (2020, 2, {"employees", "size"})
    assert older.differing == set()
    page = response.content.decode()
    assert page.count("hai đơn vị ghi khác nhau") == 2
    assert str(group.access.organisation) in page


def test_a_size_says_by_which_decree_and_that_it_is_unverified(client, officer):
    site = make_plant(officer)
    write(EstablishmentYear, officer, site, year=2014, employees=90, revenue=10**10)

    page = page_of(client, site)

    assert "56/2009" in page
    assert "chưa kiểm chứng" in page


def test_a_certificate_says_whether_it_is_in_force(client, officer):
    site, today = make_plant(officer), clock.today()
    for valid_to, tag in ((today, "còn hiệu lực"), (today - DAY, "hết hạn")):
        row = write(
            Certificate,
            officer,
            site,
            kind="iso_14001",
            valid_from=dt.date(2015, 1, 1),
            valid_to=valid_to,
        )
        assert tag in page_of(client, site)
        with owner_login():
            row.delete()


@pytest.mark.parametrize(
    ("due", "done", "tag"),
    [(-1, None, "quá hạn"), (1, None, "đang theo dõi"), (-1, -1, "đã thực hiện")],
)
def test_a_visit_says_how_its_follow_up_stands(client, officer, due, done, tag):
    site, today = make_plant(officer), clock.today()
    write(
        Visit,
        officer,
        site,
        kind="inspection",
        held_on=today - 9 * DAY,
        body="Đoàn",
        findings="x",
        follow_up="y",
        due_on=today + due * DAY,
        done_on=done and today + done * DAY,
    )

    assert tag in page_of(client, site)


def test_the_ministry_sees_no_contacts_and_no_visits(client, officer):
    site = make_plant(officer)
    write(Contact, officer, site, name="Bà Liên", phone="0900")
    write(Visit, officer, site, kind="survey", held_on="2020-01-01", body="x", findings="Lò cũ")
    write(Certificate, officer, site, kind="iso_14001", valid_from="2020-01-01", number="VN-77")
    client.force_login(ministry())

    page = page_of(client, site)

    assert "VN-77" in page
    assert "Bà Liên" not in page
    assert "Lò cũ" not in page
    assert 'id="contact"' not in page


def test_what_an_enterprise_wrote_is_read_without_knowing_its_account(client, officer):
    enterprise = make_member(
        Kind.ENTERPRISE, organisation=make_organisation(Kind.ENTERPRISE, name="Tài khoản kín")
    )
    site = make_plant(officer, enterprise=enterprise.access.organisation)
    write(EstablishmentYear, enterprise, site, year=2020, employees=90)

    page = page_of(client, site)

    assert "doanh nghiệp" in page
    assert "Tài khoản kín" not in page


def test_a_household_and_a_plant_at_rest_say_so_beside_the_name(client, officer):
    site = make_plant(officer, stratum="ho")
    write(EstablishmentYear, officer, site, year=2020, is_active=False)

    page = page_of(client, site)

    assert 'state-info">hộ sản xuất' in page
    assert "ngừng hoạt động" in page


def test_what_hangs_on_a_merged_row_is_shown_with_the_kept_one(client, officer):
    kept, merged = make_plant(officer, name="Giữ"), make_plant(officer, name="Trùng")
    write(Certificate, officer, merged, kind="iso_14001", valid_from="2020-01-01", number="VN-77")
    merge(officer, kept, merged)

    page = page_of(client, kept)

    assert "VN-77" in page
    assert "của dòng đã gộp" in page
    assert merged.get_absolute_url() in page
    theirs = page_of(client, merged)
    assert "Dòng này đã gộp vào:" in theirs
    assert kept.get_absolute_url() in theirs
    assert address("certificate_create", merged.pk) not in theirs
    assert client.get(address("establishment_edit", merged.pk)).status_code == 403


def test_a_neighbours_plant_and_all_about_it_do_not_exist(client, officer):
    neighbour = make_department()
    site = make_plant(neighbour)
    write(Contact, neighbour, site, name="Bà Liên", phone="0900")

    assert client.get(site.get_absolute_url()).status_code == 404


def test_the_log_tells_what_was_done_to_what(client, officer):
    site = make_plant(officer)
    client.post(
        address("certificate_create", site.pk),
        {"kind": "iso_14001", "number": "VN-77", "valid_from": "01/02/2020", "said_source": "x"},
    )

    page = page_of(client, site)

    assert "tạo chứng nhận của cơ sở ISO 14001 (hệ thống quản lý môi trường) VN-77" in page
    with owner_login():
        assert LogEntry.objects.get(owner=officer.access.organisation).subject_label.endswith(
            f"({site.name})"
        )
        assert Establishment.objects.get(pk=site.pk)
