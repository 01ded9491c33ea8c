"""Which column is which: by title, synonym, memory or choice; doubtful ones are named."""

import pytest

from organisations.sheets import (
    Column,
    How,
    Kind,
    Mapping,
    SheetRefused,
    open_list,
    propose_mapping,
)
from organisations.sheets.mapping import REASON_TITLE
from tests.organisations.sample_sheets import page, workbook

COLUMNS = (
    Column("tax_code", "Mã số thuế", Kind.CODE, required=True, synonyms=("MST",)),
    Column("name", "Tên cơ sở", required=True, synonyms=("Tên doanh nghiệp", "Cơ sở")),
    Column("staff", "Số lao động", Kind.INTEGER),
)


def proposed(*headings, remembered=None):
    return propose_mapping(headings, COLUMNS, remembered)


def test_each_column_says_its_heading_its_key_and_why():
    mapping = proposed("TT", "mst", " Tên  cơ sở (*)", "LĐ", remembered={"ld": "staff"})

    assert [(c.letter, c.heading, c.key, c.how) for c in mapping.columns] == [
        ("A", "TT", "", None),
        ("B", "mst", "tax_code", How.SYNONYM),
        ("C", "Tên cơ sở (*)", "name", How.TITLE),
        ("D", "LĐ", "staff", How.REMEMBERED),
    ]
    assert mapping.places == {"tax_code": 1, "name": 2, "staff": 3}
    assert [column.heading for column in mapping.unknown] == ["TT"]
    assert (mapping.duplicates, mapping.missing) == ([], [])


def test_a_column_that_is_there_twice_is_named_with_both_places():
    mapping = proposed("Mã số thuế", "Tên cơ sở", "Tên doanh nghiệp")
    ((column, places),) = mapping.duplicates

    assert (column.key, [place.letter for place in places]) == ("name", ["B", "C"])
    with pytest.raises(SheetRefused, match="“Tên cơ sở” có nhiều hơn một lần"):
        mapping.require_usable(1)


def test_a_required_column_that_is_missing_is_named():
    mapping = proposed("Mã số thuế", "Ghi chú")

    assert [column.key for column in mapping.missing] == ["name"]
    with pytest.raises(SheetRefused, match=r"\(dòng 7\) thiếu cột bắt buộc: “Tên cơ sở”"):
        mapping.require_usable(7)


def test_a_heading_typed_on_a_mac_or_behind_a_byte_order_mark_is_the_same_heading():
    mapping = proposed("\ufeffMã số thuế", "Te\u0302n co\u031b so\u031b\u0309")

    assert list(mapping.places) == ["tax_code", "name"]


def test_our_own_column_of_reasons_and_blank_headings_are_not_unknown():
    assert proposed("MST", "", None, REASON_TITLE).unknown == []


def test_what_a_person_chose_counts_and_nothing_else():
    mapping = Mapping.from_choices(("MST", "Tên cơ sở", "LĐ"), COLUMNS, {0: "name", 2: "staff"})

    assert mapping.places == {"name": 0, "staff": 2}
    assert [column.key for column in mapping.missing] == ["tax_code"]
    assert [column.heading for column in mapping.unknown] == ["Tên cơ sở"]
    assert {column.how for column in mapping.columns} == {How.CHOSEN, None}
    with pytest.raises(ValueError, match="owner"):
        Mapping.from_choices(("MST",), COLUMNS, {0: "owner"})


def test_what_was_chosen_once_is_proposed_the_next_time():
    chosen = Mapping.from_choices(("MST", "Tên cơ sở", "LĐ"), COLUMNS, {1: "name", 2: "staff"})
    again = proposed("MST", "Tên cơ sở", "LĐ", remembered=chosen.to_remember())

    assert chosen.to_remember() == {"mst": "", "ld": "staff"}
    assert again.places == chosen.places


def test_a_memory_of_a_column_that_is_no_more_is_no_memory():
    assert proposed("LĐ", remembered={"ld": "workers"}).places == {}


def test_a_row_is_handed_out_by_key_and_may_end_early():
    assert proposed("MST", "x", "Số lao động").cells_by_key(["1", "y"]) == {
        "tax_code": "1",
        "staff": None,
    }


def two_rows(_book, front):
    front.write("A1", "DANH SÁCH CƠ SỞ")
    front.merge_range("A3:A4", "Mã số thuế")
    front.merge_range("B3:B4", "Tên cơ sở")
    front.merge_range("C3:D3", "Quy mô")
    front.write_row("C4", ("Số lao động", "Vốn"))
    front.write_row("A5", ("(1)", "(2)", "(3)", "(4)"))
    for row in range(5, 15):
        front.write_row(row, 0, (f"010123456{row % 10}", f"Cơ sở {row}", row, 1))


def test_a_heading_of_two_merged_rows_is_found_and_the_first_lines_are_shown():
    with open_list(workbook(two_rows)) as listed:
        heading = listed.find_heading(COLUMNS)
        shown = listed.preview(heading)
        lines = list(listed.lines(heading))

    assert heading.row_number == 4
    assert heading.places == {"tax_code": 0, "name": 1, "staff": 2}
    assert [number for number, _cells, _by_key in shown] == [6, 7, 8, 9, 10]
    assert shown == lines[:5]
    assert len(lines) == 10


def several_pages(book, front):
    front.write_row(0, 0, ("Tên cơ sở", "Ghi chú"))
    for name, hidden in (("Ẩn", True), ("Danh sách", False), ("Khác", False)):
        added = book.add_worksheet(name)
        added.write_row(0, 0, ("MST", "Tên cơ sở", "Ghi chú")[: 3 if name != "Khác" else 1])
        added.write_row(1, 0, ("1", f"Từ trang {name}"))
        if hidden:
            added.hide()


def test_the_visible_page_that_names_most_columns_is_read_unless_another_is_chosen():
    with open_list(workbook(several_pages)) as listed:
        heading = listed.find_heading(COLUMNS)
        names = [page.name for page in listed.pages]
        (line,) = listed.lines(heading)
    with open_list(workbook(several_pages)) as listed:
        listed.choose_page("Khác")
        rows = list(listed)
        with pytest.raises(SheetRefused, match="không có trang “Ẩn”"):
            listed.choose_page("Ẩn")

    assert names == ["Trang", "Danh sách", "Khác"]
    assert line[2]["name"] == "Từ trang Danh sách"
    assert rows == [(1, ["MST"]), (2, ["1", "Từ trang Khác"])]


def test_a_list_without_a_heading_is_refused_with_the_columns_it_needs():
    with (
        open_list(page(*[("x",)] * 20, ("MST", "Tên cơ sở"))) as listed,
        pytest.raises(SheetRefused, match="20 dòng đầu. Cần có các cột: “Mã số thuế”, “Tên cơ sở”"),
    ):
        listed.find_heading(COLUMNS)
