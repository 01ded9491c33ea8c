"""SECURITY check 36 in a small size: 300 rows, 37 of them wrong, exactly these 37 are named."""

import pytest

from enterprises.imports.faults import faults_path
from enterprises.models import Establishment
from organisations.enums import RowVerdict
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_department
from tests.enterprises.imports.bringing import (
    applied,
    checked,
    plants,
    rows_of,
)

pytestmark = pytest.mark.django_db
ROWS = 300
# What is typed wrong, in which column, and in which words it is refused; every eighth row.
WRONG = [
    ("number", "0100112438", "Số kiểm tra"),
    ("name", "", "Chưa nhập Tên cơ sở"),
    ("employees", "bảy", "Chỉ nhập số"),
    ("employees", "-1", "từ 0 trở lên"),
    ("employees", "1,5", "số nguyên"),
    ("year", "1989", "Năm phải từ 1990"),
    ("year", "2101", "Năm phải từ 1990"),
    ("year", "", "Ghi năm của số liệu"),
    ("revenue", "-5", "số âm"),
    ("sector", "99", "Không có trong danh sách"),
    ("stratum", "xưởng", "Chọn một trong"),
    ("own_code", "x" * 41, "Dài quá 40"),
    ("site", "999999999", "không có cơ sở mang mã này"),
]
PLACES = range(0, 8 * 37, 8)


def right(number):
    return {
        "site": "",
        "own_code": f"C{number:04}",
        "name": f"Cơ sở {number}",
        "stratum": "cơ sở",
        "number": "",
        "sector": "23",
        "address": f"Số {number}",
        "year": "2024",
        "employees": "1.234",
        "revenue": "1.234.567",
    }


def planted():
    """(rows, {row number of the file: (column, typed, words)})"""
    rows, errors = [right(number) for number in range(ROWS)], {}
    for at, place in enumerate(PLACES):
        column, typed, words = WRONG[at % len(WRONG)]
        rows[place][column] = typed
        errors[place + 2] = column, typed, words
    return rows, errors


def test_exactly_the_planted_errors_are_named_and_the_rest_is_stored(client):
    here, (rows, errors) = make_department(), planted()
    batch = checked(here, *rows)

    refused = {row.number: row.faults for row in rows_of(batch) if row.verdict == "refused"}
    assert (batch.total, batch.refused, batch.new) == (ROWS, 37, 263)
    assert refused.keys() == errors.keys()
    for number, (column, typed, words) in errors.items():
        ((key, said, reason),) = [(f["key"], f["typed"], f["reason"]) for f in refused[number]]
        assert (key, said) == (column, typed), number
        assert words in reason
    assert faults_path(batch).exists()

    applied(here, batch)
    assert len(plants(here)) == 263

    mended = checked(here, *map(right, range(ROWS)))
    assert (mended.new, mended.unchanged, mended.refused) == (37, 263, 0)
    applied(here, mended)
    same = checked(here, *map(right, range(ROWS)))
    assert (same.unchanged, same.to_write, len(plants(here))) == (ROWS, 0, ROWS)


def test_all_or_nothing_stores_nothing(client):
    here, (rows, _errors) = make_department(), planted()
    batch = checked(here, *rows, all_or_none=True)

    with pytest.raises(ActionRefused, match="mọi dòng đều đúng"):
        applied(here, batch)

    assert plants(here) == []
    with owner_login():
        assert not batch.rows.filter(is_written=True).exists()
        assert set(batch.rows.values_list("verdict", flat=True)) == {
            RowVerdict.NEW,
            RowVerdict.REFUSED,
        }
        assert not Establishment.objects.filter(owner=here.access.organisation).exists()
