"""What a row may say, and what it is refused for: cell, what was typed, reason."""

import datetime as dt

import pytest
from django.db import connection

from enterprises.imports import actions
from enterprises.imports.rows import STAGED, RowReader
from enterprises.models import Enterprise
from enterprises.resources import COLUMNS
from organisations.enums import Kind
from organisations.models import Province, ProvinceSuccession
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_department, place_of
from tests.enterprises.imports.bringing import (
    applied,
    brought_in,
    checked,
    confirmed,
    faults,
    plants,
    row_of,
    run,
    uploaded,
    verdicts,
)
from tests.factories import make_member
from tests.organisations.sample_sheets import page

pytestmark = pytest.mark.django_db

PERSON = "001099123456"


def province_name(person):
    return person.access.organisation.province.name


def test_every_refused_cell_of_a_row_is_named_with_its_reason(here):
    batch = checked(here, {"name": "Gốm Á", "sector": "99", "year": "2.025", "employees": "mười"})

    assert verdicts(batch) == ["refused"]
    found = {title: (typed, reason) for title, typed, reason in faults(batch)}
    assert found.keys() == {"Ngành (VSIC cấp 2)", "Năm số liệu", "Lao động"}
    assert found["Lao động"] == (
        "mười",
        "Chỉ nhập số, không nhập chữ, đơn vị hay ký hiệu. Ví dụ 1.234.",
    )
    assert found["Ngành (VSIC cấp 2)"][0] == "99"


@pytest.mark.parametrize(
    ("row", "title", "words"),
    [
        ({"name": "", "address": "Số 1"}, "Tên cơ sở", "Chưa nhập Tên cơ sở"),
        ({"name": "x" * 251}, "Tên cơ sở", "Dài quá 250 ký tự"),
        ({"employees": "7"}, "Năm số liệu", "Ghi năm của số liệu “Lao động”"),
        ({"employees": "7", "year": "2099"}, "Năm số liệu", "không được sau năm nay"),
        ({"employees": "-7", "year": "2024"}, "Lao động", "Nhập số từ 0 trở lên."),
        ({"employees": "3000000000", "year": "2024"}, "Lao động", "quá lớn"),
        ({"full_time": "40000", "year": "2024"}, "Cán bộ chuyên trách SXSH", "quá lớn"),
        ({"output": "5", "year": "2024"}, "Đơn vị tính sản lượng", "Ghi đơn vị tính"),
        (
            {"output": "1,2345", "output_unit": "tấn", "year": "2024"},
            "Sản lượng",
            "nhiều nhất 3 chữ số sau dấu phẩy",
        ),
        ({"vsic_code": "2393"}, "Ấn bản VSIC", "2018 hoặc 2025"),
        ({"vsic_edition": "2018"}, "Mã ngành VSIC", "thì ghi mã ngành"),
        ({"vsic_code": "9900", "vsic_edition": "2018"}, "Mã ngành VSIC", "từ 05 đến 39"),
        ({"vsic_code": "34120", "vsic_edition": "2018"}, "Mã ngành VSIC", "có trong VSIC"),
        (
            {"vsic_code": "2393", "vsic_edition": "2018", "sector": "24"},
            "Ngành (VSIC cấp 2)",
            "không khớp",
        ),
        ({"number": "0100112438"}, "Mã số thuế", "Số kiểm tra"),
        ({"number": PERSON}, "Mã số thuế", "chỉ dùng cho hộ sản xuất"),
        ({"province": "Tỉnh Không Có"}, "Tỉnh, thành phố", "Không có tỉnh"),
        ({"corporation": "Không Có"}, "Tập đoàn, tổng công ty quản lý", "Không có tập đoàn"),
    ],
)
def test_what_the_register_cannot_hold_is_refused_with_words(here, row, title, words):
    batch = checked(here, {"name": "Gốm Á"} | row)

    ((found, _typed, reason),) = faults(batch)
    assert (found, words in reason) == (title, True)


@pytest.mark.parametrize("words", ["Tổng cộng", "Cộng:", "TỔNG SỐ"])
def test_a_line_of_totals_is_no_plant(here, words):
    batch = brought_in(here, {"name": "Gốm Á"}, {"name": words, "employees": "7", "year": "2024"})

    assert faults(batch, 3) == [("Tên cơ sở", words, "Đây là dòng cộng, không phải cơ sở.")]
    assert [plant.name for plant in plants(here)] == ["Gốm Á"]


def test_a_line_of_totals_is_told_by_a_cell_of_whatever_column(here):
    body = page(["STT", "Tên cơ sở", "Vốn"], [1, "Gốm Á", None], ["Tổng cộng", None, 640])
    batch = uploaded(here, body, "co-so.xlsx")

    run(here, actions.run_check, batch, confirmed(here, batch))

    assert faults(batch, 3) == [("Tên cơ sở", "", "Đây là dòng cộng, không phải cơ sở.")]
    assert row_of(batch, 3).label == "Tổng cộng"


def test_a_joint_stock_company_may_be_shortened(here):
    brought_in(here, {"name": "Gốm Á", "number": "0100112437", "legal_form": "CTCP"})

    (plant,) = plants(here)
    assert plant.legal_entity.legal_form == "joint_stock"


def test_a_department_takes_no_plant_of_another_province(here):
    there = make_department()

    batch = checked(here, {"name": "Gốm Á", "province": province_name(there)})

    reason = "Cơ sở ở tỉnh khác, không thuộc sổ của đơn vị."
    assert faults(batch) == [("Tỉnh, thành phố", province_name(there), reason)]


def test_a_province_may_be_called_what_it_was_called_before_it_merged(here):
    day = dt.date(1997, 1, 1)
    with owner_login():
        old = Province.objects.create(
            code="98", name="Tỉnh Cũ", type="tỉnh", valid_from=day, valid_to=dt.date(2025, 6, 30)
        )
        ProvinceSuccession.objects.create(
            predecessor=old, successor_id=place_of(here), on=dt.date(2025, 7, 1)
        )

    batch = checked(here, {"name": "Gốm Á", "province": "tỉnh cũ"})

    assert verdicts(batch) == ["new"]


def test_a_corporation_says_where_its_plants_lie(here):
    corporation = make_member(Kind.CORPORATION)

    batch = checked(
        corporation, {"name": "Gốm Á", "province": province_name(here)}, {"name": "Gạch Bê"}
    )

    assert verdicts(batch) == ["new", "refused"]
    reason = "Ghi tỉnh, thành phố nơi cơ sở hoạt động."
    assert faults(batch, 3) == [("Tỉnh, thành phố", "", reason)]
    applied(corporation, batch)
    (plant,) = plants(corporation)
    assert (plant.province_id, plant.department_id) == (place_of(here), here.access.organisation.pk)


def test_a_corporation_enters_no_plant_of_another_one(here):
    corporation, other = make_member(Kind.CORPORATION), make_member(Kind.CORPORATION)
    row = {"name": "Gốm Á", "province": province_name(here)}

    batch = checked(corporation, row | {"corporation": other.access.organisation.name})

    assert [reason for _t, _c, reason in faults(batch)] == [
        "Chỉ nhập cơ sở do chính đơn vị quản lý."
    ]


def test_an_enterprises_name_without_a_number_is_noted_and_the_row_is_taken(here):
    batch = checked(here, {"name": "Gốm Á", "enterprise_name": "Công ty Á"})

    assert verdicts(batch) == ["new"]
    assert row_of(batch).notes == [
        "“Tên doanh nghiệp, chủ hộ” chưa ghi được vì chưa có mã số thuế."
    ]


def test_a_year_without_figures_is_noted(here):
    batch = checked(here, {"name": "Gốm Á", "year": "2024"})

    assert row_of(batch).notes == ["Có năm nhưng không có số liệu nào của năm đó."]


def everywhere(text):
    """Tables that hold the text in any column."""
    with owner_login(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname IN ('public', 'app')"
        )
        tables = [table for (table,) in cursor]
        found = []
        for table in tables:
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {table} AS t WHERE t::text LIKE %s)", [f"%{text}%"]
            )
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_the_personal_number_of_a_household_stands_nowhere_and_is_known_again(here):
    household = {"name": "Hộ Nguyễn Văn A", "stratum": "hộ", "number": PERSON, "address": "Số 1"}
    batch = brought_in(here, household)

    (plant,) = plants(here)
    assert (plant.legal_entity.personal_tail, plant.tax_code) == ("456", "")
    assert verdicts(checked(here, household)) == ["unchanged"]
    assert everywhere(row_of(batch).label) != []
    assert everywhere(PERSON) == []
    with owner_login():
        assert Enterprise.objects.filter(personal_tail="456").count() == 1


def test_a_refused_personal_number_is_not_repeated(here):
    batch = checked(here, {"name": "Gốm Á", "number": PERSON})

    assert [typed for _title, typed, _reason in faults(batch)] == [""]
    assert everywhere(PERSON) == []


PERSON_IN_WORDS = "001 099 123 456"


@pytest.mark.parametrize(
    "row",
    [
        {"number": f"CCCD {PERSON} cấp ngày 01/02/2020"},
        {"name": f"Hộ ông A ({PERSON})"},
        {"name": f"Hộ ông A {PERSON_IN_WORDS}"},
        {"own_code": PERSON},
        {"address": f"Số 1, CC {PERSON}"},
        {"enterprise_name": f"Ông A {PERSON}", "number": "0100112437"},
        {"stratum": PERSON},
        {"province": PERSON},
        {"year": PERSON, "employees": "1"},
        {"employees": PERSON, "year": "2024"},
        {"revenue": PERSON, "year": "2024"},
    ],
    ids=lambda row: "-".join(row),
)
def test_a_personal_number_in_whatever_cell_is_refused_and_stands_nowhere(here, row):
    batch = checked(here, {"name": "Hộ A", "stratum": "hộ"} | row)

    assert verdicts(batch) == ["refused"]
    assert everywhere(PERSON) + everywhere(PERSON_IN_WORDS) == []


def test_telephone_numbers_amounts_and_codes_are_no_personal_numbers(here):
    row = {
        "name": "Gốm Á, ĐT 024 3825 1234",
        "own_code": "123456789012",
        "address": "Số 1, 0912345678 và 0912345679",
        "year": "2024",
        "capital": "123456789012",
    }

    assert verdicts(checked(here, row)) == ["new"]


def test_a_row_is_staged_with_every_column_in_its_place():
    reader = RowReader(COLUMNS, places=None, this_year=2026)
    reader.places = type("Nowhere", (), {"province": str, "corporation": str})
    typed = dict.fromkeys([column.key for column in COLUMNS])

    row = reader.read(5, typed | {"name": "Gốm Á", "own_code": "A1", "number": "0100112437"})

    staged = dict(zip(STAGED, row.staged(), strict=True))
    assert {key: value for key, value in staged.items() if value} == {
        "number": 5,
        "name": "Gốm Á",
        "own_code": "A1",
        "tax_code": "0100112437",
    }
