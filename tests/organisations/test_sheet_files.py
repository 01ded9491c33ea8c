"""What people hand in: their own Excel files, CSV, pastes, and files that mean harm."""

import io
import itertools
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organisations.sheets import (
    SheetRefused,
    error_workbook,
    process,
    read,
    read_pasted,
    reading,
)
from tests.organisations.sample_sheets import (
    COLUMNS,
    FULL,
    changed,
    page,
    part,
    values,
    workbook,
    written,
)

HEADING = ("Tên nhiệm vụ", "Kinh phí")
MONEY = COLUMNS[4]


def names(sheet):
    return [row["name"] for row in values(sheet)]


# The heading


def test_the_heading_is_found_below_whatever_stands_above_it_and_in_any_order():
    above = [("UBND THÀNH PHỐ HÀ NỘI",), ("Năm", 2026), ()] * 6
    sheet = read(page(*above, ("TT", "DỰ TOÁN", "tên nhiệm vụ *"), (1, 5, "Hội thảo")), COLUMNS)

    assert [(row.number, row.values["name"], row.values["money"]) for row in sheet.rows] == [
        (20, "Hội thảo", 5)
    ]
    assert sheet.ignored == ["TT"]
    assert sheet.present == ("name", "money")


def test_a_heading_below_the_twentieth_row_is_not_looked_for():
    with pytest.raises(SheetRefused, match="Cần có các cột: “Tên nhiệm vụ”"):
        read(page(*[("x",)] * 20, HEADING, ("Hội thảo", 1)), COLUMNS)


def test_a_missing_required_column_is_said_in_one_sentence():
    with pytest.raises(SheetRefused) as refused:
        read(page(("Kinh phí", "Năm"), (1, 2026)), COLUMNS)

    assert refused.value.sentence == ("Dòng tiêu đề (dòng 1) thiếu cột bắt buộc: “Tên nhiệm vụ”.")


def test_a_column_that_is_there_twice_is_not_chosen_by_chance():
    with pytest.raises(SheetRefused, match="“Kinh phí” có nhiều hơn một lần"):
        read(page((*HEADING, "Dự toán"), ("Hội thảo", 1, 2)), COLUMNS)


def test_blank_rows_and_the_row_that_counts_the_columns_are_skipped():
    rows = (
        ("Tên nhiệm vụ", "Kinh phí", "Năm"),
        ("(1)", "(2)", "(3)"),
        (),
        ("Một", 1, 2026),
        (" ",),
    )

    assert [row.number for row in read(page(*rows), COLUMNS).rows] == [4]


@pytest.mark.parametrize("words", ["Tổng cộng", "CỘNG:", "Tổng số"])
def test_a_total_row_is_refused_since_its_money_stands_in_the_rows_above(words):
    sheet = read(page(HEADING, ("Một", 1), (words, 1)), COLUMNS)

    assert [row.number for row in sheet.rows] == [2]
    assert [str(refusal) for refusal in sheet.refusals] == [
        "Dòng 3: Dòng cộng không phải số liệu. Hãy bỏ dòng này."
    ]


def merged(_book, front):
    front.merge_range("A1:A2", "Tên nhiệm vụ")
    front.merge_range("B1:C1", "Tiền và năm")
    front.write_row("B2", ("Kinh phí", "Năm"))
    front.merge_range("A3:A4", "Hội thảo")
    front.merge_range("B3:B4", 7)
    front.write_column("C3", (2025, 2026))
    front.merge_range("A5:A9", "Tập huấn")
    front.set_row(2, None, None, {"hidden": True})


def test_merged_cells_stand_for_each_of_their_rows_but_money_is_counted_once():
    sheet = read(workbook(merged), COLUMNS)

    assert [(r["name"], r["money"], r["year"]) for r in values(sheet)] == [
        ("Hội thảo", 7, 2025),
        ("Hội thảo", None, 2026),
        ("Tập huấn", None, None),
    ]


def several_pages(book, front):
    front.write_row(0, 0, ("Ghi chú", "Năm"))
    for name, hidden in (("Ẩn", True), ("Danh mục & ghi chú", False)):
        added = book.add_worksheet(name)
        added.write_row(0, 0, HEADING)
        added.write_row(1, 0, (f"Từ trang {name}", 1))
        if hidden:
            added.hide()


def test_the_visible_page_with_the_columns_is_read():
    assert names(read(workbook(several_pages), COLUMNS)) == ["Từ trang Danh mục & ghi chú"]


# Other rows refused by the caller


def test_a_row_refused_afterwards_is_no_row_any_more():
    sheet = read(page(HEADING, ("Một", 1), ("Hai", 2)), COLUMNS)
    sheet.refuse(3, "Kinh phí vượt tổng của danh mục.", MONEY)
    sheet.refuse(2, "Nhiệm vụ đã có trong danh mục.")

    assert sheet.rows == []
    assert [(r.cell, r.typed, r.reason) for r in sheet.refusals] == [
        ("", "", "Nhiệm vụ đã có trong danh mục."),
        ("B3", "2", "Kinh phí vượt tổng của danh mục."),
    ]


def test_the_file_of_errors_repeats_what_was_typed_and_says_why():
    typed = (("Tên nhiệm vụ", "Kinh phí", "Tỷ lệ", "Ngày bắt đầu"), ("Một", "5 USD", 50, 46000))
    sheet = read(page(*typed, ("Hai", 2, 0.5, date(2026, 1, 5))), COLUMNS)
    body = error_workbook(COLUMNS, sheet)
    again = read(body, COLUMNS)

    assert [row.values for row in again.rows] == [row.values for row in sheet.rows]
    assert [(r.title, r.typed, r.reason) for r in again.refusals] == [
        (r.title, r.typed, r.reason) for r in sheet.refusals
    ]
    assert again.ignored == []
    assert "Lý do chưa nhận" in part(body, "xl/sharedStrings.xml")
    assert "Kinh phí: Không rõ số tiền." in part(body, "xl/sharedStrings.xml")
    assert "FCE4D6" in part(body, "xl/styles.xml")


def test_a_text_that_no_cell_holds_is_cut_in_the_file_of_errors_and_that_is_said():
    sheet = read_pasted(f"Tên nhiệm vụ\tMục đích\tNăm\nMột\t{'a' * 40_000}\t20", COLUMNS)
    words = part(error_workbook(COLUMNS, sheet), "xl/sharedStrings.xml")

    assert "a" * 32_766 + "…" in words
    assert "Mục đích: dài quá 32.767 ký tự, tệp này chỉ ghi phần đầu." in words


# Pastes


def test_a_paste_with_its_heading_is_read_by_it():
    sheet = read_pasted("Năm\tTên nhiệm vụ\r\n2026\tHội thảo\r\n\r\n20\tTập huấn\r\n", COLUMNS)

    assert [(row.number, row.values["name"], row.values["year"]) for row in sheet.rows] == [
        (2, "Hội thảo", 2026)
    ]
    assert [str(refusal) for refusal in sheet.refusals] == [
        "Dòng 4, cột 1, Năm: Nhập năm bằng bốn chữ số liền nhau. Ví dụ 2015. (đã nhập: 20)"
    ]


def test_a_paste_without_heading_takes_the_columns_in_their_order():
    text = 'Hội thảo\t"Dòng ""một""\n- dòng hai"\t2.500\t1,5\t500 triệu\t12,5%\t3/4/2026\nHai'
    first, second = values(read_pasted(text, COLUMNS))

    assert first["aim"] == 'Dòng "một"\n- dòng hai'
    assert (first["count"], first["money"]) == (2500, Decimal(500_000_000))
    assert (first["share"], first["starts_on"]) == (Decimal("12.5"), date(2026, 4, 3))
    assert second["name"] == "Hai"


@pytest.mark.parametrize("name", ['"Sạch hơn" là gì', '"Sạch hơn"', '"Sạch', 'Phim 16"'])
def test_quotation_marks_that_excel_did_not_add_stay(name):
    assert names(read_pasted(f"{name}\tx\nHai\ty\n", COLUMNS)) == [name, "Hai"]


def test_a_paste_with_more_cells_than_columns_is_not_guessed():
    with pytest.raises(SheetRefused, match="Dòng 2 có nhiều ô hơn 1 cột"):
        read_pasted("Một\t\nHai\t5", COLUMNS[:1])


def test_a_large_paste_is_read_at_once():
    text = "".join(f"Nhiệm vụ {number}\tx\t{number}\n" for number in range(1, 20_001))

    assert len(read_pasted(text, COLUMNS).rows) == 20_000
    with pytest.raises(SheetRefused, match=r"hơn 20\.000 dòng"):
        read_pasted(text + "Một nữa", COLUMNS)


@pytest.mark.parametrize("blank", ["\n", "\t", "\r\n"])
def test_a_paste_of_blanks_is_refused_before_it_is_taken_apart(monkeypatch, blank):
    monkeypatch.setattr(reading, "pasted_rows", None)

    with pytest.raises(SheetRefused, match="quá nhiều dòng, quá nhiều ô"):
        read_pasted(f"Một{blank * 100_000}Hai", COLUMNS, most_rows=500)


def test_blanks_after_a_paste_are_no_cells():
    assert names(read_pasted("Một\tx" + "\t\n" * 100_000, COLUMNS, most_rows=1)) == ["Một"]


# CSV

TABLE = 'Tên nhiệm vụ;Kinh phí;Mục đích\nĐánh giá ở Đa Sỹ;1.234.567;"một\nhai"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_every_encoding_and_by_every_delimiter(encoding, delimiter):
    (row,) = values(read(TABLE.replace(";", delimiter).encode(encoding), COLUMNS))

    assert (row["name"], row["money"], row["aim"]) == ("Đánh giá ở Đa Sỹ", 1_234_567, "một\nhai")


def test_the_heading_and_empty_lines_of_a_csv_are_no_rows_of_it():
    text = "Tên nhiệm vụ;Năm\n" + "Một;2026\n" * 50 + ";\n\n"

    assert len(read(text.encode(), COLUMNS, most_rows=50).rows) == 50
    with pytest.raises(SheetRefused, match="hơn 49 dòng"):
        read(text.encode(), COLUMNS, most_rows=49)


def test_a_csv_of_windows_1258_has_its_tones():
    """It writes ế as ê and a tone of its own."""
    words = "Ti\u00ea\u0301t ki\u00ea\u0323m \u0111i\u00ea\u0323n"
    table = f"T\u00ean nhi\u00ea\u0323m vu\u0323;N\u0103m\n{words};2026\n"

    assert names(read(table.encode("cp1258"), COLUMNS)) == ["Tiết kiệm điện"]


# Files that are no lists


def ole(content=b""):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + content


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


def with_cells(cells):
    return changed(written(FULL), **{SHEET: START + cells + END})


def test_numbers_beyond_all_numbers_are_refused_and_stand_in_the_file_of_errors():
    table = page(("Tên nhiệm vụ", "Số lượng", "Định mức"), ("Một", 4, 4))
    endless = part(table, SHEET).replace("<v>4</v>", "<v>1e999</v>")
    sheet = read(changed(table, **{SHEET: endless}), COLUMNS)

    assert [refusal.title for refusal in sheet.refusals] == ["Số lượng", "Định mức"]
    assert read(error_workbook(COLUMNS, sheet), COLUMNS).rows == []


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("a.xlsx", b"", "Tệp trống"),
        ("a.xlsx", b"Ten,Nam\n1,2", "bên trong không phải tệp Excel"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "không phải là tệp Excel"),
        ("a.xlsx", b"%PDF-1.7", "tệp PDF"),
        ("a.xls", ole(), "Excel cũ"),
        ("a.xlsx", ole("EncryptedPackage".encode("utf-16-le")), "có mật khẩu"),
        ("a.docx", zipped(**{"word/document.xml": "<a/>"}), "không phải là tệp Excel dạng .xlsx"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 90, "bị hỏng"),
        ("a.xlsx", zipped(**{"xl/workbook.xml": "<a/>"}), "bị hỏng"),
        ("a.xlsx", written(FULL)[:-300], "bị hỏng"),
        ("a.xlsx", with_cells('<row r="1"><c r="A1"><v>'), "bị hỏng"),
        ("a.xlsx", with_cells('<row r="9999999999"><c><v>1</v></c></row>'), "bị hỏng|hơn 20.000"),
    ],
    ids=itertools.count(),
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(name, body, sentence):
    with pytest.raises(SheetRefused, match=sentence):
        read(SimpleUploadedFile(name, body), COLUMNS)


def test_a_file_over_the_limit_is_refused_before_it_is_read_whole():
    class Endless:
        def read(self, size):
            return b"a" * size

    with pytest.raises(SheetRefused, match="lớn hơn 2 MB"):
        read(Endless(), COLUMNS, limit=2 * 1024**2)


def bomb():
    body = changed(written(FULL), **{"xl/sharedStrings.xml": b"<sst>" + b" " * 300_000_000})
    assert len(body) < 1_000_000
    return body


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked():
    with pytest.raises(SheetRefused, match="quá lớn"):
        read(bomb(), COLUMNS)


def test_one_long_text_that_many_cells_point_to_is_not_read():
    def lines(_book, front):
        front.write_row(0, 0, ["Tên nhiệm vụ", "Mục đích"])
        for row in range(1, 400):
            front.write_row(row, 0, ["Tập huấn", "x" * 20_000])

    with pytest.raises(SheetRefused, match="quá lớn"):
        read(workbook(lines), COLUMNS)


@pytest.mark.parametrize("place", ["XFD1048576", "XFD20000"])
def test_a_cell_at_the_far_corner_does_not_take_the_memory_of_a_full_sheet(place):
    row = place.removeprefix("XFD")
    near, far = '<row r="1"><c r="A1"><v>1</v></c></row>', f'<c r="{place}"><v>1</v></c>'
    with pytest.raises(SheetRefused, match="quá lớn"):
        read(with_cells(f'{near}<row r="{row}">{far}</row>'), COLUMNS)


def test_an_entity_bomb_and_an_outside_entity_end_in_a_sentence():
    laugh = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    entities = f'<!DOCTYPE w [<!ENTITY l0 "ha">{laugh}<!ENTITY out SYSTEM "file:///etc/passwd">]>'
    for name in ("l11", "out"):
        cell = f'<row r="1"><c r="A1" t="str"><v>&{name};</v></c></row>'
        body = changed(written(FULL), **{SHEET: entities + START + cell + END})
        with pytest.raises(SheetRefused) as refused:
            read(body, COLUMNS)
        assert "root:" not in refused.value.sentence


def test_overlapping_merged_cells_do_not_take_for_ever():
    ranges = "".join('<mergeCell ref="A2:A20000"/>' for _ in range(20_000))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_001))
    sheet = f"{START}{rows}</sheetData><mergeCells>{ranges}</mergeCells></worksheet>"

    with pytest.raises(SheetRefused, match="bị hỏng"):
        read(changed(written(FULL), **{SHEET: sheet}), COLUMNS)


def test_reading_that_takes_too_long_ends_in_a_sentence(monkeypatch):
    monkeypatch.setattr(process, "TIME_LIMIT_SECONDS", 0.01)
    with pytest.raises(SheetRefused, match="quá lớn"):
        read(written(FULL), COLUMNS)


def test_more_rows_than_asked_for_are_refused_with_their_number():
    rows = [FULL] * 1_300
    with pytest.raises(SheetRefused, match=r"hơn 1\.200 dòng"):
        read(written(*rows), COLUMNS, most_rows=1_200)


# Size

MEASURE = """
from decimal import Decimal
import django
from django.conf import settings
settings.configure(USE_I18N=False)
django.setup()
from organisations.sheets import Column, Kind, read, template
columns = [Column(f"k{n}", f"Cột {n}", Kind.MONEY if n % 2 else Kind.TEXT) for n in range(20)]
line = {c.key: Decimal(1_000_000) if c.kind is Kind.MONEY else "Tập huấn" for c in columns}
body = template(columns, title="Thử", sheet_name="Thử", rows=[line] * 10_000)
assert len(read(body, columns).rows) == 10_000
status = open("/proc/self/status").read()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


def test_ten_thousand_rows_are_written_and_read_within_250_megabytes():
    done = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, check=True)

    assert int(done.stdout) < 250
