"""What would become of each row: said before anything is written."""

import pytest

from enterprises.models import EstablishmentYear
from organisations.enums import ImportState, Kind
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_enterprise, make_plant, place_of
from tests.enterprises.imports.bringing import (
    again,
    applied,
    brought_in,
    checked,
    faults,
    plants,
    row_of,
    verdicts,
)
from tests.factories import make_member, make_zone

pytestmark = pytest.mark.django_db

CODE, OTHER_CODE = "0100112437", "0100109106"
BRANCH = f"{CODE}-001"


@pytest.fixture
def corporation():
    return make_member(Kind.CORPORATION)


def years_of(plant):
    return EstablishmentYear.objects.filter(establishment=plant)


def test_nothing_is_written_before_somebody_says_so(here):
    batch = checked(here, {"name": "Gốm Á", "address": "Số 1"})

    assert (verdicts(batch), batch.new, batch.state) == (["new"], 1, ImportState.CHECKED)
    assert plants(here) == []

    applied(here, batch)
    (plant,) = plants(here)
    assert (plant.name, plant.address, plant.province_id) == ("Gốm Á", "Số 1", place_of(here))


def test_a_change_names_the_old_and_the_new_value(here):
    brought_in(here, {"own_code": "A1", "name": "Gốm Á", "commune": "Phường Một"})

    batch = checked(here, {"own_code": "A1", "name": "Gốm Á", "commune": "Phường Hai"})

    assert verdicts(batch) == ["changed"]
    assert row_of(batch).changes == {"commune": ["Phường Một", "Phường Hai"]}
    applied(here, batch)
    assert [plant.commune for plant in plants(here)] == ["Phường Hai"]


def test_a_blank_cell_says_nothing(here):
    full = {"own_code": "A1", "name": "Gốm Á", "address": "Số 1", "year": "2024", "employees": "7"}
    brought_in(here, full)

    batch = checked(here, full | {"address": "", "year": "", "employees": ""})

    assert verdicts(batch) == ["unchanged"]


def test_the_same_file_twice_changes_nothing(here):
    rows = [
        {"name": "Gốm Á", "address": "Số 1", "year": "2024", "revenue": "1,5 tỷ", "output": "2,50"}
        | {"output_unit": "tấn", "number": CODE, "enterprise_name": "Công ty Á"},
        {"name": "Gạch Bê", "address": "Số 2", "is_active": "không", "year": "2023"},
    ]
    first = brought_in(here, *rows)
    assert (first.new, first.state) == (2, ImportState.APPLIED)

    second = checked(here, *rows)

    assert verdicts(second) == ["unchanged", "unchanged"]
    assert second.to_write == 0


def test_of_two_rows_about_one_plant_the_second_is_refused_and_names_the_first(here):
    batch = checked(
        here, {"name": "Gốm Á", "address": "Số 1"}, {"name": "GỐM Á", "address": "số 1"}
    )

    assert verdicts(batch) == ["new", "refused"]
    assert faults(batch, 3) == [("Tên cơ sở", "GỐM Á", "Trùng với dòng 2 của tệp này.")]


@pytest.mark.parametrize("codes", [("A1", ""), ("", "A1")])
def test_of_twins_of_which_one_has_a_code_that_one_is_taken(here, codes):
    twin = {"name": "Gốm Á", "number": CODE, "address": "Số 1"}

    batch = brought_in(here, *(twin | {"own_code": code} for code in codes))

    with_code, without = (2, 3) if codes[0] else (3, 2)
    reason = f"Trùng với dòng {with_code} của tệp này."
    assert faults(batch, without) == [("Tên cơ sở", "Gốm Á", reason)]
    assert [plant.own_code for plant in plants(here)] == ["A1"]


def test_rows_with_two_codes_of_the_unit_are_two_plants(here):
    twin = {"name": "Gốm Á", "number": CODE, "address": "Số 1"}

    brought_in(here, twin | {"own_code": "A1"}, twin | {"own_code": "A2"})

    assert [plant.own_code for plant in plants(here)] == ["A1", "A2"]


def test_a_row_without_a_code_at_another_address_is_another_plant(here):
    rows = {"name": "Gốm", "own_code": "A1", "address": "Số 1"}, {"name": "Gốm", "address": "Số 9"}

    assert verdicts(checked(here, *rows)) == ["new", "new"]


def test_two_rows_that_find_one_plant_by_different_marks_are_one(here):
    plant = make_plant(here, name="Gốm Á", own_code="A1")

    batch = checked(here, {"own_code": "A1", "name": "Tên khác"}, {"site": plant.pk, "name": "Á"})

    assert verdicts(batch) == ["changed", "refused"]


class TestWhatAPlantIsKnownBy:
    """From the surest mark to the weakest: each beats those below it."""

    @pytest.fixture(autouse=True)
    def plants_with_one_mark_each(self, here):
        company = make_enterprise(CODE)
        self.by_key = make_plant(here, name="Một")
        self.by_own_code = make_plant(here, name="Hai", own_code="A1")
        self.by_branch = make_plant(here, name="Ba", legal_entity=company, branch_code=BRANCH)
        self.by_company = make_plant(here, name="Bốn", legal_entity=company)
        self.by_address = make_plant(here, name="Bốn", address="Số 5")

    def subject(self, here, **row):
        batch = checked(here, {"name": "Bốn", "address": "Số 5"} | row)
        return row_of(batch).subject_id

    def test_its_number_on_the_portal_first(self, here):
        row = {"site": self.by_key.pk, "own_code": "A1", "number": BRANCH}
        assert self.subject(here, **row) == self.by_key.pk

    def test_then_the_units_own_code(self, here):
        assert self.subject(here, own_code="A1", number=BRANCH) == self.by_own_code.pk

    def test_then_the_branchs_tax_code(self, here):
        assert self.subject(here, number=BRANCH) == self.by_branch.pk

    def test_then_the_companys_tax_code_with_the_name(self, here):
        assert self.subject(here, number=CODE) == self.by_company.pk

    def test_then_the_name_with_the_address(self, here):
        assert self.subject(here) == self.by_address.pk


def test_a_number_on_the_portal_that_the_register_lacks_is_refused(here, there):
    theirs = make_plant(there, name="Gốm Á")

    batch = checked(here, {"site": theirs.pk, "name": "Gốm Á"})

    reason = "Sổ của đơn vị không có cơ sở mang mã này."
    assert faults(batch) == [("Mã trên cổng", str(theirs.pk), reason)]


@pytest.mark.parametrize(
    ("row", "is_suspected"),
    [
        ({"name": "Tên khác hẳn", "number": CODE}, True),
        ({"name": "Gốm Á"}, True),
        ({"name": "Gốm Á", "address": "Lô 9 KCN Quang Minh"}, False),
        ({"name": "Gốm Á", "address": "Số 1 đường Láng", "number": OTHER_CODE}, False),
    ],
)
def test_what_only_a_person_can_decide_is_suspected_and_names_the_plant(here, row, is_suspected):
    plant = make_plant(
        here, name="Gốm Á", address="Số 1 đường Láng", legal_entity=make_enterprise(CODE)
    )

    batch = checked(here, row)

    assert verdicts(batch) == ["suspected" if is_suspected else "new"]
    assert row_of(batch).alike == ([plant.pk] if is_suspected else None)


def test_a_plant_that_another_unit_keeps_is_not_changed_and_says_who_keeps_it(here, corporation):
    plant = make_plant(
        corporation, name="Gốm Á", address="Số 1", department=here.access.organisation
    )

    batch = checked(here, {"site": plant.pk, "name": "Gốm Á", "address": "Số 2"})

    keeper = corporation.access.organisation.name
    assert verdicts(batch) == ["unchanged"]
    assert row_of(batch).notes == [f"Hồ sơ cơ sở do {keeper} giữ; chỗ khác nhau không ghi."]
    assert again(plant).address == "Số 1"


def test_of_a_plant_that_another_unit_keeps_a_unit_enters_its_own_year(here, corporation):
    plant = make_plant(corporation, name="Gốm Á", department=here.access.organisation)

    batch = checked(here, {"site": plant.pk, "name": "Gốm Á", "year": "2024", "employees": "7"})

    assert row_of(batch).changes == {"year": [None, 2024], "employees": [None, 7]}
    applied(here, batch)
    with owner_login():
        years = list(years_of(plant).values_list("owner", "year", "employees"))
    assert years == [(here.access.organisation.pk, 2024, 7)]


@pytest.mark.parametrize(
    "typed", ["CCN Bát Tràng", "cụm công nghiệp Bát Tràng", "BÁT TRÀNG", "Bat Trang"]
)
def test_a_zone_in_words_becomes_a_link(here, typed):
    zone = make_zone(here.access.organisation, name="Bát Tràng")

    brought_in(here, {"name": "Gốm Á", "zone_name": typed})

    (plant,) = plants(here)
    assert (plant.zone, plant.zone_name) == (zone, "CCN Bát Tràng")


def test_a_zone_that_is_not_listed_stays_words(here):
    brought_in(here, {"name": "Gốm Á", "zone_name": "xóm lò"})

    (plant,) = plants(here)
    assert (plant.zone, plant.zone_name) == (None, "xóm lò")


def test_a_corporation_is_said_once_and_changed_only_by_a_decision(here, corporation):
    ours, other = corporation.access.organisation, make_member(Kind.CORPORATION)
    row = {"own_code": "A1", "name": "Gốm Á"}
    brought_in(here, row)

    batch = brought_in(here, row | {"corporation": ours.name})
    assert row_of(batch).changes == {"corporation_id": [None, ours.pk]}
    assert [plant.corporation_id for plant in plants(here)] == [ours.pk]

    batch = checked(here, row | {"corporation": other.access.organisation.name})
    moved = "Đổi đơn vị quản lý không làm ở đây: mở trang cơ sở, ghi quyết định."
    assert (verdicts(batch), row_of(batch).notes) == (["unchanged"], [moved])


def test_a_new_plant_is_entered_with_its_corporation(here, corporation):
    ours = corporation.access.organisation

    brought_in(here, {"name": "Gốm Á", "corporation": ours.name})

    assert [plant.corporation_id for plant in plants(here)] == [ours.pk]


def test_another_tax_code_than_the_registers_is_noted_and_not_written(here):
    row = {"own_code": "A1", "name": "Gốm Á", "number": CODE}
    brought_in(here, row)

    batch = checked(here, row | {"number": OTHER_CODE})

    assert verdicts(batch) == ["unchanged"]
    assert "Mã số thuế, số định danh khác với sổ" in row_of(batch).notes[0]


def test_a_tax_code_that_was_missing_is_added(here):
    row = {"own_code": "A1", "name": "Gốm Á"}
    brought_in(here, row)

    brought_in(here, row | {"number": BRANCH, "enterprise_name": "Công ty Á"})

    (plant,) = plants(here)
    assert (plant.legal_entity.tax_code, plant.tax_code) == (CODE, BRANCH)


def test_a_plant_of_an_enterprise_with_an_account_is_the_accounts(here):
    company, account = make_enterprise(CODE), make_member(Kind.ENTERPRISE).access.organisation
    with owner_login():
        company.account = account
        company.save()

    brought_in(here, {"name": "Gốm Á", "number": CODE, "year": "2024", "employees": "7"})

    (plant,) = plants(here)
    with owner_login():
        year = years_of(plant).get()
    assert (plant.enterprise_id, year.enterprise_id) == (account.pk, account.pk)


def test_what_triggers_work_out_for_one_row_the_import_works_out_for_all(here):
    brought_in(
        here,
        {"name": "Gốm Á", "number": BRANCH, "vsic_code": "2393", "vsic_edition": "2018"}
        | {"year": "2024", "employees": "7", "revenue": "1 tỷ"},
    )

    (plant,) = plants(here)
    with owner_login():
        year = years_of(plant).get()
    assert (plant.tax_code, plant.sector) == (BRANCH, "23")
    assert (plant.year, plant.employees, plant.size) == (2024, 7, "micro")
    assert (year.size, year.size_reason) == ("micro", "lao động và doanh thu")
