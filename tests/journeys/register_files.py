"""Made-up lists of establishments for the journey of an import: right ones, and planted errors."""

import io
from itertools import count

import xlsxwriter
from stdnum.vn import mst

HEADINGS = (
    "Mã cơ sở",
    "Tên cơ sở sản xuất",
    "MST",
    "Tên công ty",
    "Ngành (VSIC cấp 2)",
    "Địa chỉ",
    "Xã/phường",
    "Năm",
    "Số lao động",
    "Doanh thu",
)
TWIN = "Xưởng sành sứ Đi Thử số không"
# What the cell of a row is changed to, and what its refusal must say.
ERRORS = (
    ("MST", "0100233480", "Số kiểm tra"),
    ("MST", 100233488, "mất số 0 ở đầu"),
    ("MST", "01002334", "10 số"),
    ("Tên cơ sở sản xuất", "", "Chưa nhập Tên cơ sở"),
    ("Ngành (VSIC cấp 2)", "99", "Không có trong danh sách"),
    ("Năm", "2.025", "bốn chữ số"),
    ("Năm", "", "Ghi năm của số liệu"),
    ("Số lao động", "1,000", "không có dấu phẩy"),
    ("Số lao động", "mười", "Chỉ nhập số"),
    ("Doanh thu", "1.23", "Không rõ"),
)


def tax_codes():
    """Valid ones, each another."""
    for serial in count(1):
        stem = f"{serial % 60 + 1:02}{serial:07}"
        digit = mst.calc_check_digit(stem)
        if len(digit) == 1:
            yield stem + digit


def rows(number):
    """As many right rows; the same again for the same number."""
    return [
        [
            f"J-{at:05}",
            f"Xưởng gốm Đi Thử {at}",
            code,
            f"Công ty TNHH Đi Thử {at}",
            "23",
            f"Số {at} đường Thử",
            "phường Thử Nghiệm",
            2025,
            f"{at % 300 + 1}",
            "1.500.000.000",
        ]
        for at, code in zip(range(number), tax_codes(), strict=False)
    ]


def with_a_twin(right):
    """The last row is the first's plant under another name, as another clerk wrote it."""
    first, last = right[0], list(right[-1])
    code = HEADINGS.index("MST")
    last[code], last[1] = first[code], TWIN
    return [*right[:-1], last]


def with_errors(right, number):
    """(rows, {row number in the file: (heading, words of the refusal)}), spread over the file."""
    wrong = [list(row) for row in right]
    planted = {}
    step = len(right) // number
    for nth in range(number):
        heading, typed, words = ERRORS[nth % len(ERRORS)]
        at = nth * step + step // 2
        wrong[at][HEADINGS.index(heading)] = typed
        planted[at + 2] = (heading, words)
    return wrong, planted


def workbook(lines):
    """The rows below their headings, as XLSX bytes."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True})
    page = book.add_worksheet("Cơ sở")
    page.write_row(0, 0, HEADINGS)
    for at, line in enumerate(lines, start=1):
        page.write_row(at, 0, line)
    book.close()
    return content.getvalue()
