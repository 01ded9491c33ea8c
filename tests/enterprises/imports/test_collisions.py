"""Rows that would give one plant two places in a file, one code two plants, one plant two firms."""

import pytest

from organisations.enums import Kind, RowDecision
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login
from tests.enterprises.asking import (
    assign,
    make_department,
    make_enterprise,
    make_plant,
    merge,
    move,
)
from tests.enterprises.imports.bringing import (
    again,
    applied,
    brought_in,
    checked,
    decide,
    faults,
    plants,
    row_of,
    taken_back,
    verdicts,
)
from tests.factories import make_member

pytestmark = pytest.mark.django_db

CODE, OTHER_CODE = "0100112437", "0100109106"
PERSON, OTHER_PERSON = "001099123456", "001099777456"
TAKEN = "Mã này là của cơ sở “{}” trong sổ. Ghi mã khác, hoặc sửa mã ở trang cơ sở đó."


def test_a_plant_that_once_lay_elsewhere_is_assigned_on_its_page_not_by_a_file(here):
    there, corporation = make_department(), make_member(Kind.CORPORATION).access.organisation
    plant = make_plant(there, name="Gốm Á")
    move(there, plant, here.access.organisation.province_id)
    row = {"site": plant.pk, "name": "Gốm Á", "address": "Số 2"}

    batch = brought_in(here, row | {"corporation": corporation.name}, {"name": "Bê"})

    assert row_of(batch).changes == {"address": ["", "Số 2"]}
    assert "mở trang cơ sở, ghi ngày và quyết định" in row_of(batch).notes[0]
    assert (again(plant).address, again(plant).corporation_id) == ("Số 2", None)


def test_the_corporation_that_it_was_assigned_to_is_nothing_new(here):
    corporation = make_member(Kind.CORPORATION).access.organisation
    plant = make_plant(here, name="Gốm Á")
    assign(here, plant, corporation, "2020-07-01")

    batch = checked(here, {"site": plant.pk, "name": "Gốm Á", "corporation": corporation.name})

    assert (verdicts(batch), row_of(batch).notes) == (["unchanged"], None)


class TestCodesOfTheUnit:
    @pytest.fixture(autouse=True)
    def two_plants(self, here):
        self.one = make_plant(here, name="Gốm Á", own_code="A1")
        self.other = make_plant(here, name="Gạch Bê", own_code="B1")

    def test_the_code_of_another_plant_is_refused(self, here):
        batch = checked(here, {"site": self.one.pk, "name": "Gốm Á", "own_code": "B1"})

        assert faults(batch) == [("Mã do đơn vị đặt", "B1", TAKEN.format("Gạch Bê"))]

    def test_codes_are_not_swapped(self, here):
        batch = checked(
            here,
            {"site": self.one.pk, "name": "Gốm Á", "own_code": "B1"},
            {"site": self.other.pk, "name": "Gạch Bê", "own_code": "A1"},
        )

        assert verdicts(batch) == ["refused", "refused"]

    def test_one_code_is_not_given_to_a_known_plant_and_to_a_new_one(self, here):
        batch = checked(
            here,
            {"site": self.one.pk, "name": "Gốm Á", "own_code": "C1"},
            {"name": "Ngói", "own_code": "C1"},
        )

        reason = "Mã này đã dùng ở dòng 2 của tệp này cho cơ sở khác."
        assert verdicts(batch) == ["changed", "refused"]
        assert faults(batch, 3) == [("Mã do đơn vị đặt", "C1", reason)]

    def test_a_free_code_replaces_the_old_one(self, here):
        brought_in(here, {"site": self.one.pk, "name": "Gốm Á", "own_code": "C1"})

        assert again(self.one).own_code == "C1"

    def test_a_code_that_another_units_plant_bears_is_free(self, here):
        make_plant(make_department(), own_code="C1")

        batch = checked(here, {"site": self.one.pk, "name": "Gốm Á", "own_code": "C1"})

        assert verdicts(batch) == ["changed"]


class TestAfterAMerger:
    """The unit's own file still has a row for each of the two."""

    ROWS = (
        {"own_code": "A1", "name": "Gốm Á", "year": "2024", "employees": "7"},
        {"own_code": "B1", "name": "Lò Bê", "year": "2024", "employees": "5"},
    )

    @pytest.fixture(autouse=True)
    def merged(self, here):
        brought_in(here, *self.ROWS)
        self.kept, self.gone = plants(here)
        merge(here, self.kept, self.gone)

    def test_its_own_file_changes_nothing(self, here):
        batch = checked(here, *self.ROWS)

        assert verdicts(batch) == ["unchanged", "unchanged"]
        assert row_of(batch, 3).notes == ["Đã gộp với cơ sở của dòng 2; không ghi gì."]

    def test_nor_does_the_row_of_the_merged_plant_alone(self, here):
        batch = checked(here, self.ROWS[1])

        assert verdicts(batch) == ["unchanged"]
        assert "gộp vào cơ sở “Gốm Á”" in row_of(batch).notes[0]

    def test_a_new_year_of_the_merged_plant_is_the_kept_ones(self, here):
        batch = brought_in(here, self.ROWS[1] | {"year": "2025"})

        assert row_of(batch).changes == {"year": [None, 2025], "employees": [None, 5]}
        assert (again(self.kept).year, again(self.gone).own_code) == (2025, "B1")
        taken_back(here, batch)
        assert again(self.kept).year == 2024

    def test_the_kept_plant_does_not_take_the_others_code(self, here):
        row = {"site": self.kept.pk, "own_code": "B1", "name": "Gốm Á", "address": "Số 9"}

        batch = brought_in(here, row)

        assert row_of(batch).changes == {"address": ["", "Số 9"]}
        assert "mã trong sổ giữ nguyên" in row_of(batch).notes[0]
        assert again(self.kept).own_code == "A1"


class TestTwoRowsOnePlant:
    ROWS = ({"name": "Tên Một", "number": CODE}, {"name": "Tên Hai", "number": CODE})

    @pytest.fixture(autouse=True)
    def suspected(self, here):
        self.plant = make_plant(here, name="Gốm Á", legal_entity=make_enterprise(CODE))

    def test_two_are_not_both_decided_to_be_the_same(self, here):
        batch = checked(here, *self.ROWS)
        decide(here, batch, 2, RowDecision.SAME, self.plant.pk)

        with pytest.raises(ActionRefused, match="Dòng 2 của tệp này đã là cơ sở đó"):
            decide(here, batch, 3, RowDecision.SAME, self.plant.pk)

        assert verdicts(batch) == ["changed", "suspected"]

    def test_nor_is_one_the_same_that_another_row_is_surely_about(self, here):
        batch = checked(here, {"site": self.plant.pk, "name": "Gốm Á"}, self.ROWS[0])

        with pytest.raises(ActionRefused, match="Dòng 2 của tệp này"):
            decide(here, batch, 3, RowDecision.SAME, self.plant.pk)

    def test_of_two_that_got_through_the_second_is_not_written(self, here):
        batch = checked(here, *self.ROWS)
        decide(here, batch, 2, RowDecision.SAME, self.plant.pk)
        decide(here, batch, 3, RowDecision.DISTINCT)
        first = row_of(batch)
        with owner_login():
            batch.rows.filter(number=3).update(
                decision="same",
                verdict="changed",
                subject_id=self.plant.pk,
                changes=first.changes | {"name": ["Gốm Á", "Tên Hai"]},
            )

        applied(here, batch)

        assert verdicts(batch) == ["changed", "refused"]
        assert faults(batch, 3)[0][2] == "Trùng với dòng 2 của tệp này."
        assert [plant.name for plant in plants(here)] == ["Tên Một"]

    def test_a_decision_that_takes_anothers_code_is_refused_with_words(self, here):
        make_plant(here, name="Bê", own_code="B1")
        batch = checked(here, self.ROWS[0] | {"own_code": "C1"})
        with owner_login():
            row = row_of(batch)
            row.values["own_code"] = "B1"
            row.save()

        with pytest.raises(ActionRefused, match="Mã này là của cơ sở “Bê”"):
            decide(here, batch, 2, RowDecision.SAME, self.plant.pk)


class TestIdentities:
    @pytest.fixture
    def household(self, here):
        row = {"own_code": "H1", "name": "Hộ Á", "stratum": "hộ sản xuất", "number": PERSON}
        brought_in(here, row)
        return row

    @pytest.mark.parametrize("number", [CODE, f"{CODE}-001", OTHER_PERSON])
    def test_a_household_that_is_known_becomes_nobody_else(self, here, household, number):
        batch = brought_in(here, household | {"number": number, "address": "Số 2"})

        assert row_of(batch).changes == {"address": ["", "Số 2"]}
        assert "không ghi" in row_of(batch).notes[0]
        assert plants(here)[0].legal_entity.personal_tail == "456"

    def test_an_enterprise_that_is_known_becomes_no_person(self, here):
        row = {"own_code": "H1", "name": "Hộ Á", "stratum": "hộ sản xuất", "number": CODE}
        brought_in(here, row)

        batch = checked(here, row | {"number": PERSON})

        assert (verdicts(batch), row_of(batch).changes) == (["unchanged"], None)
        assert "số định danh khác với sổ" in row_of(batch).notes[0]

    def test_another_branch_of_another_enterprise_is_not_written_in_half(self, here):
        row = {"own_code": "A1", "name": "Gốm Á", "number": f"{CODE}-001"}
        brought_in(here, row)

        batch = brought_in(here, row | {"number": f"{OTHER_CODE}-002", "address": "Số 2"})

        assert row_of(batch).changes == {"address": ["", "Số 2"]}

    def test_taking_back_leaves_the_old_link(self, here, household):
        old = plants(here)[0].legal_entity_id
        taken_back(here, brought_in(here, household | {"number": CODE, "address": "Số 2"}))

        assert plants(here)[0].legal_entity_id == old

    @pytest.mark.parametrize(
        "words", [{"enterprise_name": "Công ty Mới"}, {"legal_form": "hợp tác xã"}]
    )
    def test_another_name_or_form_of_a_known_enterprise_is_noted(self, here, words):
        row = {"own_code": "A1", "name": "Gốm Á", "number": CODE, "enterprise_name": "Công ty Á"}
        brought_in(here, row)

        batch = checked(here, row | words)

        assert verdicts(batch) == ["unchanged"]
        assert "khác với sổ (“Công ty Á”); không ghi" in row_of(batch).notes[0]

    def test_so_is_that_of_a_new_plant_of_a_known_household(self, here, household):
        row = household | {"own_code": "H2", "name": "Hộ Bê", "enterprise_name": "Người Khác"}
        batch = checked(here, row)

        assert verdicts(batch) == ["suspected"]
        assert "khác với sổ (“Hộ Á”); không ghi" in row_of(batch).notes[0]

    def test_so_is_that_of_a_new_plant_of_a_known_enterprise(self, here):
        make_plant(here, name="Gạch", legal_entity=make_enterprise(CODE, name="Công ty Á"))

        batch = checked(here, {"name": "Gốm", "number": CODE, "enterprise_name": "Công ty Mới"})

        assert "khác với sổ (“Công ty Á”); không ghi" in row_of(batch).notes[0]
