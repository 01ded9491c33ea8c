"""Units that headings of money name: known, taken off for comparing, or told to be unclear."""

from decimal import Decimal

import pytest

from organisations.sheets import Column, Kind, propose_mapping
from organisations.sheets.units import has_unclear_unit, unit_of, without_unit
from organisations.sheets.values import read_cell
from organisations.vietnamese import Unreadable

REVENUE = Column("revenue", "Doanh thu", Kind.MONEY, takes_unit=True)
PLACES = {
    "Doanh thu (đồng)": 0,
    "Doanh thu (VNĐ)": 0,
    "Doanh thu (đ)": 0,
    "Doanh thu (nghìn đồng)": 3,
    "Doanh thu (ngàn đ)": 3,
    "Doanh thu (1.000 đồng)": 3,
    "Doanh thu (1000đ)": 3,
    "Doanh thu (x 1.000.000 đồng)": 6,
    "Doanh thu (triệu đồng)": 6,
    "DOANH THU (TRIỆU ĐỒNG)": 6,
    "Doanh thu (tr.đ)": 6,
    "Doanh thu (trđ)": 6,
    "Doanh thu (tr,đ)": 6,
    "Doanh thu (tr. đồng)": 6,
    "Doanh thu (triệu)": 6,
    "Doanh thu [triệu VND]": 6,
    "Doanh thu (ĐVT: triệu đồng)": 6,
    "Doanh thu - triệu đồng": 6,
    "Doanh thu, tr.đ": 6,
    "Doanh thu (tỷ đồng)": 9,
    "Doanh thu (tỉ đồng)": 9,
    "Doanh thu (tỷ)": 9,
    "Doanh thu tỷ đồng": 9,
    "Doanh thu (nghìn tỷ đồng)": 12,
}


@pytest.mark.parametrize("heading", PLACES)
def test_a_heading_with_a_unit_is_the_heading_without_it(heading):
    (column,) = propose_mapping([heading], [REVENUE]).columns_read()

    assert (column.key, column.unit.places) == ("revenue", PLACES[heading])
    assert without_unit(heading) == "doanh thu"


def test_a_unit_is_found_wherever_its_brackets_stand():
    assert unit_of("Doanh thu (tỷ đồng) năm 2024").places == 9
    assert without_unit("Doanh thu (năm 2024, triệu đồng)") == "doanh thu"


@pytest.mark.parametrize("heading", ["Doanh thu", "Doanh thu (2024)", "Doanh thu ()", "Công ty"])
def test_a_heading_without_a_unit_names_none(heading):
    assert (unit_of(heading), has_unclear_unit(heading)) == (None, False)


@pytest.mark.parametrize(
    "heading", ["Doanh thu (triệu USD)", "Doanh thu ($)", "Doanh thu tỷ", "Doanh thu (trăm triệu)"]
)
def test_another_unit_than_is_known_is_unclear(heading):
    assert (unit_of(heading), has_unclear_unit(heading)) == (None, True)


def test_a_column_that_takes_no_unit_is_not_recognised_by_one():
    fixed = Column("money", "Kinh phí", Kind.MONEY)

    assert propose_mapping(["Kinh phí (triệu đồng)"], [fixed]).places == {}


@pytest.mark.parametrize(
    ("heading", "cell", "dong"),
    [
        ("Doanh thu (triệu đồng)", 625, 625_000_000),
        ("Doanh thu (triệu đồng)", 12.5, 12_500_000),
        ("Doanh thu (triệu đồng)", "12,5", 12_500_000),
        ("Doanh thu (triệu đồng)", "1.234", 1_234_000_000),
        ("Doanh thu (tỷ đồng)", 0.1, 100_000_000),
        ("Doanh thu (tỷ đồng)", "0,123456789", 123_456_789),
        ("Doanh thu (nghìn đồng)", 1.001, 1_001),
        ("Doanh thu (đồng)", 625, 625),
        ("Doanh thu", "625", 625),
        # A cell that names its own unit means that one.
        ("Doanh thu (triệu đồng)", "1,5 tỷ", 1_500_000_000),
        ("Doanh thu (triệu đồng)", "625 đồng", 625),
    ],
)
def test_a_bare_amount_counts_the_unit_of_its_heading_exactly(heading, cell, dong):
    (column,) = propose_mapping([heading], [REVENUE]).columns_read()

    assert read_cell(column, cell) == Decimal(dong)


@pytest.mark.parametrize(
    ("cell", "words"),
    [(0.0000001, "không có phần lẻ"), ("1,2345678", "không có phần lẻ"), (10**10, "quá lớn")],
)
def test_what_is_no_amount_in_dong_is_refused_in_another_unit_too(cell, words):
    (column,) = propose_mapping(["Doanh thu (triệu đồng)"], [REVENUE]).columns_read()

    with pytest.raises(Unreadable, match=words):
        read_cell(column, cell)


def test_a_very_long_heading_is_told_at_once():
    assert unit_of("(" * 100_000 + "-" * 100_000) is None
