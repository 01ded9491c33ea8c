"""Lists written to disk at any size: read back equal, never a live formula, errors in place."""

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisations.sheets import (
    CellReader,
    Column,
    Kind,
    LostZero,
    Merged,
    open_list,
    read,
    write_list,
    write_refused,
)
from organisations.vietnamese import Unreadable
from tests.organisations.sample_sheets import COLUMNS, EMPTY, FULL, part
from tests.organisations.test_sheets import ROWS

SHEET = "xl/worksheets/sheet1.xml"
CODE = Column("code", "Mã số thuế", Kind.CODE)


def there_and_back(path, rows, kind, columns=COLUMNS):
    assert write_list(path, columns, rows, kind=kind) == len(rows)
    readers = {column.key: CellReader(column) for column in columns}
    with open_list(path) as listed:
        heading = listed.find_heading(columns)
        return [
            {key: reader(cells[key]) for key, reader in readers.items()}
            for _number, _cells, cells in listed.lines(heading)
        ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_written_is_read_back_with_every_kind_of_value(tmp_path, kind):
    rows = [FULL, EMPTY | {"name": "Hội thảo", "rate": Decimal("-0.5"), "count": -(10**16) - 1}]

    assert there_and_back(tmp_path / "danh sách", rows, kind) == rows


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_whatever_the_database_keeps_survives_the_way_to_disk_and_back(tmp_path, kind):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(ROWS, min_size=1, max_size=15))
    def survive(rows):
        assert there_and_back(tmp_path / "danh sách", rows, kind) == rows

    survive()


SIGNS = ("=1+1", "==1+1", "+84 24", "-5", "@SUM(A1)", "'=x", "''-y", "'", "Sạch hơn", "'Sạch'")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_text_is_never_a_formula_and_comes_back_as_it_was(tmp_path, kind):
    rows = [EMPTY | {"name": text} for text in SIGNS]
    path = tmp_path / "danh sách"

    assert [row["name"] for row in there_and_back(path, rows, kind)] == list(SIGNS)
    if kind == "csv":
        assert not re.search(r"^[=+@-]", path.read_text("utf-8-sig"), re.MULTILINE)
    else:
        assert "<f" not in part(path.read_bytes(), SHEET)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_codes_keep_their_zeros_and_what_is_empty_stays_empty(tmp_path, kind):
    rows = [{"code": "0101234567", "name": "Một"}, {"code": "", "name": "None"}]

    assert there_and_back(tmp_path / "a", rows, kind, (CODE, Column("name", "Tên"))) == rows


def test_numbers_are_numbers_and_days_are_days_in_excel(tmp_path):
    write_list(tmp_path / "a", COLUMNS, [FULL])
    sheet = part((tmp_path / "a").read_bytes(), SHEET)

    assert re.search(r'<c r="C2" s="[0-9]+"><v>4</v></c>', sheet)
    assert re.search(r'<c r="G2" s="[0-9]+"><v>46085</v></c>', sheet)


def test_a_csv_is_opened_right_by_excel_in_vietnam(tmp_path):
    write_list(tmp_path / "a", COLUMNS[:4], [FULL | {"aim": ""}], kind="csv")

    assert (tmp_path / "a").read_bytes().decode() == (
        "\ufeffTên nhiệm vụ (*);Mục đích;Số lượng;Định mức\r\n"
        "Tập huấn sản xuất sạch hơn;;4;12,345\r\n"
    )


# What was not taken


HEADINGS = "TT;Mã số thuế;Tên nhiệm vụ;Kinh phí\n"


def refused_of(path, body, columns):
    """The file of errors of a list, as an import would write it."""
    readers = {column.key: CellReader(column) for column in columns}
    with open_list(body) as listed:
        heading = listed.find_heading(columns)
        rows = (
            (number, cells, faults)
            for number, cells, by_key in listed.lines(heading)
            if (faults := _faults(readers, by_key))
        )
        return write_refused(path, heading, rows)


def _faults(readers, by_key):
    read_cells = [(key, readers[key](cell)) for key, cell in by_key.items()]
    return [(key, found.sentence) for key, found in read_cells if isinstance(found, Unreadable)]


def test_the_file_of_errors_has_all_columns_the_reasons_and_the_first_numbers(tmp_path):
    columns = (CODE, *COLUMNS)
    body = f"{HEADINGS}1;01;Một;5 USD\n2;02;Hai;5\n3;03;;x\n".encode()
    count = refused_of(tmp_path / "a", body, columns)
    content = (tmp_path / "a").read_bytes()
    with open_list(content) as listed:
        rows = list(listed)

    assert count == 2
    assert rows[0] == (1, ["TT", "Mã số thuế", "Tên nhiệm vụ", "Kinh phí", "Lý do chưa nhận"])
    assert rows[1][1][:4] == ["1", "01", "Một", "5 USD"]
    assert rows[1][1][4].startswith("Dòng 2 của tệp gốc:\nKinh phí: Không rõ số tiền.")
    assert rows[2][1][4].startswith("Dòng 4 của tệp gốc:\nTên nhiệm vụ: Chưa nhập Tên nhiệm vụ.")
    assert "FCE4D6" in part(content, "xl/styles.xml")


def test_the_file_of_errors_once_mended_is_read_without_its_last_column(tmp_path):
    refused_of(tmp_path / "a", f"{HEADINGS}1;01;Một;5 USD\n".encode(), COLUMNS)
    sheet = read((tmp_path / "a").read_bytes(), COLUMNS)

    assert sheet.ignored == ["TT", "Mã số thuế"]
    assert [refusal.cell for refusal in sheet.refusals] == ["D2"]


def test_odd_cells_stand_in_the_file_of_errors_as_they_were_seen(tmp_path):
    cells = [date(2026, 1, 5), Merged("Hội thảo", 3, False), "x" * 40_000, "=1+1", 101234567.0]
    with open_list("TT;Tên nhiệm vụ;Mục đích;Kinh phí;Mã số thuế\n".encode()) as listed:
        heading = listed.find_heading((*COLUMNS, CODE))
    faults = [("code", LostZero("101234567").sentence), (None, "Dòng này có hai lần.")]
    write_refused(tmp_path / "a", heading, [(9, cells, faults)])

    with open_list(tmp_path / "a") as listed:
        (_heading, (_number, found)) = listed
    assert found[:2] == [date(2026, 1, 5), "Hội thảo"]
    assert found[2] == "x" * 32_766 + "…"
    assert found[3:5] == ["=1+1", 101234567.0]
    assert found[5].endswith("\nDòng này có hai lần.")


# Size

MEASURE = """
import sys, tempfile
import django
from django.conf import settings
settings.configure(USE_I18N=False)
django.setup()
from organisations.sheets import Column, Kind, open_list, write_list
columns = [Column(f"k{n}", f"Cột {n}", Kind.INTEGER if n % 2 else Kind.TEXT) for n in range(12)]
def row(number):
    return {c.key: number if c.kind is Kind.INTEGER else f"Cơ sở {number} {c.key}" for c in columns}
with tempfile.TemporaryDirectory() as folder:
    path = f"{folder}/list"
    write_list(path, columns, map(row, range(20_000)), kind=sys.argv[1])
    with open_list(path) as listed:
        heading = listed.find_heading(columns)
        assert sum(1 for _line in listed.lines(heading)) == 20_000
status = open("/proc/self/status").read()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_twenty_thousand_rows_are_written_and_read_within_100_megabytes(kind):
    done = subprocess.run([sys.executable, "-c", MEASURE, kind], capture_output=True, check=True)

    assert int(done.stdout) < 100
