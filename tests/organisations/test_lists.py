"""Lists of any size: what each row and cell is, with the number that Excel shows."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from organisations.sheets import (
    CellReader,
    Column,
    Fault,
    Kind,
    LostZero,
    Merged,
    Percent,
    SheetRefused,
    listing,
    open_list,
    read,
)
from organisations.vietnamese import Unreadable
from tests.organisations.sample_sheets import COLUMNS, changed, page, part, workbook, written

SHEET = "xl/worksheets/sheet1.xml"


def rows_of(body, **options):
    with open_list(body, **options) as listed:
        return list(listed)


def cells(book, front):
    front.set_row(0, None, None, {"hidden": True})
    front.write_row("B3", ("chữ", 5, 2.5, True))
    front.write_datetime("F3", datetime(2026, 4, 3), book.add_format({"num_format": "d/m/yyyy"}))  # noqa: DTZ001 Excel's own
    front.write_datetime(
        "G3",
        datetime(2026, 4, 3, 8, 30),  # noqa: DTZ001 Excel's own
        book.add_format({"num_format": "d/m/yyyy h:mm"}),
    )
    front.write_number("H3", 0.125, book.add_format({"num_format": "0.0%"}))
    front.write_formula("I3", "=1/0", None, "#DIV/0!")
    front.write_formula("J3", "=A1", None, "")
    front.write_formula("K3", '="a"', None, "a")
    front.write_formula("A9", "=1/0", None, "#N/A")


def test_every_kind_of_cell_is_what_excel_shows_in_the_row_that_excel_numbers():
    assert rows_of(workbook(cells)) == [
        (
            3,
            [
                *("", "chữ", 5.0, 2.5, True, date(2026, 4, 3)),
                datetime(2026, 4, 3, 8, 30),  # noqa: DTZ001 Excel's own
                *(Percent(0.125), Fault("#DIV/0!"), Fault("="), "a"),
            ],
        ),
        (9, [Fault("#N/A")]),
    ]


def test_marks_are_the_same_whether_cells_are_searched_or_walked_over():
    """A file whose cells leave out their places, or are prefixed, is gone through cell by cell."""
    body = workbook(cells)
    plain = part(body, SHEET)
    walked = changed(body, **{SHEET: plain.replace("<c r=", "<c cm='0' r=")})

    assert rows_of(walked) == rows_of(body)


def merged(_book, front):
    front.write_row("A1", ("Tên nhiệm vụ", "Kinh phí", "Năm"))
    front.merge_range("A2:A4", "Hội thảo")
    front.merge_range("B2:C2", 7)
    front.write_column("C3", (2025, 2026))


def test_a_cell_merged_with_others_is_named_with_what_the_first_one_holds():
    assert rows_of(workbook(merged))[1:] == [
        (2, ["Hội thảo", 7.0, Merged(7.0, 2, True)]),
        (3, [Merged("Hội thảo", 2, False), "", 2025.0]),
        (4, [Merged("Hội thảo", 2, False), "", 2026.0]),
    ]
    assert "bỏ gộp ô" in CellReader(COLUMNS[0])(Merged("Hội thảo", 2, False)).sentence


def test_rows_come_in_bundles_without_a_row_lost_or_doubled():
    body = page(("Tên nhiệm vụ", "Năm"), *[(f"Nhiệm vụ {n}", n) for n in range(2, 1_800)])

    assert rows_of(body)[1:] == [(n, [f"Nhiệm vụ {n}", float(n)]) for n in range(2, 1_800)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_parted_as_its_heading_says_and_numbered_as_excel_would(delimiter):
    text = 'Tên nhiệm vụ;Năm\n"Một\nhai";2026\n\n"a ""b""";2027\n'.replace(";", delimiter)
    with open_list(text.encode()) as listed:
        heading = listed.find_heading(COLUMNS)
        lines = [(number, found) for number, found, _by_key in listed.lines(heading)]

    assert lines == [(2, ["Một\nhai", "2026"]), (4, ['a "b"', "2027"])]


def test_an_apostrophe_before_a_sign_of_a_formula_is_taken_off_and_no_other():
    text = "Tên nhiệm vụ\n'=1+1\n'-5\n''=x\n'Sạch\n'\n''\n"

    assert [found for _number, (found,) in rows_of(text.encode())][1:] == [
        *("=1+1", "-5", "'=x", "'Sạch", "'", "''"),
    ]


def test_a_path_is_read_as_well_as_bytes_and_uploads(tmp_path):
    path = tmp_path / "danh sách.xlsx"
    path.write_bytes(written({"name": "Hội thảo"}))

    with path.open("rb") as upload:
        assert rows_of(path) == rows_of(path.read_bytes()) == rows_of(upload)
    with pytest.raises(SheetRefused, match="bên trong không phải tệp Excel"):
        rows_of(b"a;b", name="a.xlsx")


def test_a_list_may_be_left_before_its_end():
    with open_list(page(*[("x",)] * 3_000)) as listed:
        assert next(iter(listed)) == (1, ["x"])


def test_the_same_list_is_the_same_for_the_small_reader(monkeypatch):
    body = page(("Tên nhiệm vụ", "Kinh phí"), ("Một", "1,5 tỷ"), ("Hai", 2))
    with open_list(body) as listed:
        lines = list(listed.lines(listed.find_heading(COLUMNS)))

    assert [number for number, _cells, _by_key in lines] == [
        row.number for row in read(body, COLUMNS).rows
    ]


def test_an_answer_that_is_no_list_is_a_damaged_file(monkeypatch):
    """Whoever takes over the process that reads must not reach the one that asks."""
    for about in ({}, {"pages": 5, "encoding": "", "mixed_capitals": 0}, []):
        with pytest.raises(SheetRefused, match="bị hỏng"):
            listing.Listed(None, about, 10)


# Cells of a column, read strictly


CODE = Column("code", "Mã số thuế", Kind.CODE, required=True)


def test_a_code_in_a_number_cell_is_handed_out_with_its_digits_and_never_mended():
    lost = CellReader(CODE)(101234567.0)

    assert isinstance(lost, LostZero)
    assert lost.digits == "101234567"
    assert "số 0 ở đầu có thể đã mất" in lost.sentence


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0101234567", "0101234567"), (" 0101234567-001\u200b", "0101234567-001"), ("C 10", "C 10")],
)
def test_a_code_that_is_text_keeps_its_zeros(typed, value):
    assert CellReader(CODE)(typed) == value


@pytest.mark.parametrize(
    "typed", [1.5, -7, 1e20, True, date(2026, 1, 1), "1,01E+09", "1.01E+9", ""]
)
def test_what_is_no_code_is_refused(typed):
    found = CellReader(CODE)(typed)

    assert isinstance(found, Unreadable)
    assert not isinstance(found, LostZero)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.INTEGER, "1.234", 1234),
        (Kind.DECIMAL, "1.234,5", Decimal("1234.5")),
        (Kind.DATE, "31/12/2015", date(2015, 12, 31)),
        (Kind.DATE, "01/02/2025", date(2025, 2, 1)),
        (Kind.TEXT, "Nghi\u0323 \u0111i\u0323nh ", "Nghị định"),
        (Kind.TEXT, "", ""),
        (Kind.INTEGER, None, None),
    ],
)
def test_a_cell_is_read_once_and_again_the_same(kind, typed, value):
    reader = CellReader(Column("k", "Cột", kind))

    assert (reader(typed), reader(typed)) == (value, value)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.INTEGER, "1,234"),
        (Kind.DECIMAL, "NaN"),
        (Kind.DECIMAL, "Infinity"),
        (Kind.INTEGER, True),
        (Kind.INTEGER, 1234.5),
        (Kind.DATE, "12/31/2015"),
        (Kind.DATE, 42369),
    ],
)
def test_what_has_no_single_meaning_is_refused(kind, typed):
    assert isinstance(CellReader(Column("k", "Cột", kind))(typed), Unreadable)


def test_true_is_not_the_number_one_that_was_read_before():
    reader = CellReader(Column("k", "Cột", Kind.INTEGER))

    assert reader(1.0) == 1
    assert isinstance(reader(True), Unreadable)


def test_a_reader_forgets_before_it_grows():
    reader = CellReader(Column("k", "Cột"))
    for number in range(50_000):
        reader(f"Cơ sở {number}")

    assert len(reader._read) <= 20_000
