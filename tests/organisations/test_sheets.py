"""Lists in Excel: what is written is read again, what cannot be read is told by its cell."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisations.sheets import Column, Kind, SheetRefused, read
from organisations.sheets.extraction.garbled import unless_garbled
from organisations.sheets.guide import how_to_fill_in
from organisations.vietnamese import Unreadable, many_lines, one_line
from tests.organisations.sample_sheets import (
    COLUMNS,
    EMPTY,
    FULL,
    Method,
    page,
    part,
    values,
    workbook,
    written,
)

# There and back


def test_a_list_that_was_exported_is_read_back_with_every_kind_of_value():
    assert values(read(written(FULL, {"name": "Hội thảo"}), COLUMNS)) == [
        FULL,
        EMPTY | {"name": "Hội thảo"},
    ]


def stored(normal):
    """Text as the database keeps it, hostile beginnings included; not what looks like letters of an
    older encoding, which is refused with words.
    """
    signs = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
    text = st.text(st.one_of(st.sampled_from("=+-@\"'\t\nạẽđ_x0041"), signs), max_size=60)
    return text.map(normal).filter(lambda words: unless_garbled(words) == words)


ROWS = st.fixed_dictionaries(
    {
        "name": stored(one_line).map(lambda text: f"Nhiệm vụ {text}".strip()),
        "aim": stored(many_lines),
        "count": st.none() | st.integers(-(10**18), 10**18),
        "rate": st.none() | st.decimals(-(10**12), 10**12, places=5),
        "money": st.none() | st.integers(0, 10**15 - 1).map(Decimal),
        "share": st.none() | st.decimals(-1000, 1000, places=4),
        "starts_on": st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
        "month": st.none() | st.integers(1, 12),
        "year": st.none() | st.integers(1990, 2100),
        "method": st.sampled_from(["", *Method.values]),
    }
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=15))
def test_whatever_the_database_keeps_survives_the_way_to_excel_and_back(rows):
    assert values(read(written(*rows), COLUMNS)) == rows


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 24 2220", "-5", "@SUM(A1)", '=HYPERLINK("http://x")']
)
def test_text_is_never_written_as_a_formula(text):
    body = written({"name": text})

    assert "<f>" not in part(body, "xl/worksheets/sheet1.xml")
    assert values(read(body, COLUMNS))[0]["name"] == text


def test_a_text_longer_than_a_cell_is_refused_with_its_place():
    with pytest.raises(SheetRefused, match=r"ô B3 dài quá 32\.767 ký tự"):
        written({"name": "x", "aim": "a" * 32_768})


def test_the_form_offers_choices_freezes_its_heading_and_explains_its_columns():
    body = written(notes=("Sở Công Thương thành phố Hà Nội",))
    front, guide = (part(body, f"xl/worksheets/sheet{number}.xml") for number in (1, 2))
    words = part(body, "xl/sharedStrings.xml")

    assert "<formula1>'Danh sách chọn'!$A$1:$A$3</formula1>" in front
    assert '<dataValidation type="list" allowBlank="1"' in front
    assert re.search(r'<pane ySplit="3".*state="frozen"', front)
    assert 'name="Hướng dẫn"' in part(body, "xl/workbook.xml")
    assert guide.count("<row") == 1 + len(COLUMNS)
    for text in ("Tên nhiệm vụ (*)", "Sở Công Thương thành phố Hà Nội", "150.000.000 hoặc 1,5 tỷ"):
        assert text in words
    assert "#,##0" in part(body, "xl/styles.xml")


def test_an_empty_form_is_read_as_a_list_without_rows():
    sheet = read(written(), COLUMNS)

    assert (sheet.rows, sheet.refusals, sheet.ignored) == ([], [], [])


# One cell


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("name", "  Hội  thảo\u200b ", "Hội thảo"),
        ("name", unicodedata.normalize("NFD", "Nghị định"), "Nghị định"),
        ("name", 101234567, "101234567"),
        ("name", 2.5, "2,5"),
        ("name", date(2015, 6, 22), "22/06/2015"),
        ("aim", "một\r\nhai ", "một\nhai"),
        ("count", 5.0, 5),
        ("count", "2.500", 2500),
        ("rate", 0.1 + 0.2, Decimal("0.3")),
        ("rate", "1.234,5", Decimal("1234.5")),
        ("money", "1.234.567", Decimal(1_234_567)),
        ("money", "1,5 tỷ", Decimal(1_500_000_000)),
        ("money", "500 triệu", Decimal(500_000_000)),
        ("money", 1234567.0, Decimal(1_234_567)),
        ("share", "50%", 50),
        ("share", "12,5", Decimal("12.5")),
        ("share", 50, 50),
        ("share", 0.5, Decimal("0.5")),
        ("starts_on", "3/4/2026", date(2026, 4, 3)),
        ("starts_on", datetime(2026, 4, 3, 8, 30), date(2026, 4, 3)),  # noqa: DTZ001 Excel's own
        ("month", "tháng 3", 3),
        ("month", "T12", 12),
        ("month", 7.0, 7),
        ("year", 2026.0, 2026),
        ("year", "2026", 2026),
        ("method", "dat hang", "ordered"),
        ("method", "ĐẤU THẦU, CHÀO HÀNG", "tendered"),
        ("method", "assigned", "assigned"),
    ],
)
def test_a_cell_is_read_as_people_write_it(key, typed, value):
    title = next(column.title for column in COLUMNS if column.key == key)
    row = {"Tên nhiệm vụ": "Hội thảo", title: typed}

    (found,) = values(read(page(row.keys(), row.values()), COLUMNS))
    assert (found[key], type(found[key]) is bool) == (value, False)


@pytest.mark.parametrize(
    ("key", "typed", "reason"),
    [
        ("count", 5.5, "số nguyên"),
        ("count", "năm", "Chỉ nhập số"),
        ("count", date(2026, 1, 5), "định dạng ngày tháng"),
        ("rate", "1.5", "nhập 1,5"),
        ("rate", True, "đúng/sai"),
        ("money", -5, "số âm"),
        ("money", "-5 triệu", "số âm"),
        ("money", 0.5, "không có phần lẻ"),
        ("money", "một tỷ", "Không rõ số tiền"),
        ("starts_on", 46000, "chưa phải ngày"),
        ("starts_on", "31/2/2026", "Không có ngày 31"),
        ("starts_on", "13.5.2026", "ngày/tháng/năm"),
        ("month", 13, "từ 1 đến 12"),
        ("month", "3/2026", "từ 1 đến 12"),
        ("year", 26, "bốn chữ số"),
        ("year", 1200, "từ 1990"),
        ("method", "tự làm", "Chọn một trong: Giao nhiệm vụ; Đặt hàng"),
        ("name", " ", "Chưa nhập Tên nhiệm vụ"),
        ("name", "a\x07b", "ký tự điều khiển"),
    ],
)
def test_a_refusal_says_the_cell_the_column_what_was_typed_and_why(key, typed, reason):
    column = next(column for column in COLUMNS if column.key == key)
    row = {"Tên nhiệm vụ": "Hội thảo", "TT": "1", column.title: typed}
    row["Định mức"] = row.get("Định mức", 1)

    sheet = read(page(("Danh mục",), row.keys(), row.values()), COLUMNS)
    (refusal,) = sheet.refusals
    letter = "ABCDE"[list(row).index(column.title)]
    assert (refusal.row_number, refusal.cell, refusal.title) == (3, f"{letter}3", column.title)
    assert reason in refusal.reason
    assert sheet.rows == []
    assert str(refusal).startswith(f"{letter}3, {column.title}: ")


def test_labels_that_differ_by_a_tone_are_told_apart_or_asked_for():
    column = Column("k", "Loại", Kind.CHOICE, choices=[("hoa", "Hoa"), ("hoà", "Hòa"), ("x", "X")])

    assert column.choice_of("hoa") == "hoa"
    assert column.choice_of("HOÀ") == "hoà"
    three = Column("k", "Loại", Kind.CHOICE, choices=[("1", "Má"), ("2", "Mà")])
    with pytest.raises(ValueError, match="Chọn một trong: Má; Mà"):
        three.choice_of("ma")


def test_of_many_choices_only_the_closest_is_named():
    many = [(str(at), f"{at} – Ngành thứ {at}") for at in range(10, 40)]
    column = Column("k", "Ngành", Kind.CHOICE, choices=many, everyday=(("24", "luyện kim"),))

    with pytest.raises(Unreadable) as unknown:
        column.choice_of("99")
    with pytest.raises(Unreadable) as nearly:
        column.choice_of("luyện kin")

    where = "Xem danh sách ở trang Hướng dẫn của tệp mẫu."
    assert str(unknown.value) == f"Không có trong danh sách. {where}"
    assert str(nearly.value) == f"Có phải “24 – Ngành thứ 24”? {where}"
    assert all(label in how_to_fill_in(column) for _value, label in many)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("chế biến gỗ", "16 – Chế biến gỗ và sản xuất sản phẩm từ gỗ, tre, nứa"),
        ("det mai", None),
        ("sản xuất gạch", None),
        ("trồng lúa nước", None),
        ("trang phục", "14 – Sản xuất trang phục"),
        ("san xuat trang fuc", "14 – Sản xuất trang phục"),
    ],
)
def test_a_long_label_is_not_near_whatever_is_typed(typed, label):
    labels = (
        "13 – Dệt",
        "14 – Sản xuất trang phục",
        "16 – Chế biến gỗ và sản xuất sản phẩm từ gỗ, tre, nứa",
        "17 – Sản xuất giấy và sản phẩm từ giấy",
    )
    column = Column("k", "Ngành", Kind.CHOICE, choices=[(name[:2], name) for name in labels])

    with pytest.raises(Unreadable) as refused:
        column.choice_of(typed)

    assert str(refused.value).startswith(f"Có phải “{label}”?" if label else "Chọn một trong")


def percents(book, front):
    front.write_row(0, 0, ("Tên nhiệm vụ", "Tỷ lệ", "Kinh phí"))
    front.write_row(1, 0, ("Một",))
    front.write_number(1, 1, 0.125, book.add_format({"num_format": "0.00%"}))
    front.write_row(2, 0, ("Hai",))
    front.write_number(2, 1, 0.125, book.add_format({"num_format": '0.000"%"'}))
    front.write_row(3, 0, ("Ba",))
    front.write_number(3, 2, 0.5, book.add_format({"num_format": "0%"}))


def test_a_percentage_is_what_excel_shows():
    sheet = read(workbook(percents), COLUMNS)

    assert [row.values["share"] for row in sheet.rows] == [Decimal("12.5"), Decimal("0.125")]
    assert [(r.cell, r.typed) for r in sheet.refusals] == [("C4", "50%")]


def formulas(_book, front):
    front.write_row(0, 0, ("Tên nhiệm vụ", "Kinh phí"))
    for row, (formula, value) in enumerate(
        (("=1+1", 2), ("=1/0", "#DIV/0!"), ("=1+1", "")), start=1
    ):
        front.write(row, 0, f"Dòng {row}")
        front.write_formula(row, 1, formula, None, value)


def test_a_formula_counts_with_its_result_and_never_gets_lost_without_one():
    sheet = read(workbook(formulas), COLUMNS)
    broken, waiting = sheet.refusals

    assert [row.values["money"] for row in sheet.rows] == [2]
    assert (broken.cell, broken.typed) == ("B3", "#DIV/0!")
    assert "báo lỗi" in broken.reason
    assert waiting.cell == "B4"
    assert "chưa được tính" in waiting.reason
