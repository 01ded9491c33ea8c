"""Lists to write and read in tests: one of ours, and files as other people make them."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.db.models import TextChoices

from organisations.sheets import Column, Kind, template


class Method(TextChoices):
    ASSIGNED = "assigned", "Giao nhiệm vụ"
    ORDERED = "ordered", "Đặt hàng"
    TENDERED = "tendered", "Đấu thầu, chào hàng"


COLUMNS = (
    Column("name", "Tên nhiệm vụ", required=True, synonyms=("Nội dung nhiệm vụ",)),
    Column("aim", "Mục đích", Kind.LONG_TEXT),
    Column("count", "Số lượng", Kind.INTEGER),
    Column("rate", "Định mức", Kind.DECIMAL),
    Column("money", "Kinh phí", Kind.MONEY, synonyms=("Dự toán", "Kinh phí (đồng)")),
    Column("share", "Tỷ lệ", Kind.PERCENTAGE),
    Column("starts_on", "Ngày bắt đầu", Kind.DATE),
    Column("month", "Tháng", Kind.MONTH),
    Column("year", "Năm", Kind.YEAR),
    Column("method", "Phương thức", Kind.CHOICE, choices=Method),
)
NAME, MONEY = COLUMNS[0], COLUMNS[4]
FULL = {
    "name": "Tập huấn sản xuất sạch hơn",
    "aim": "Dòng một\n- dòng hai",
    "count": 4,
    "rate": Decimal("12.345"),
    "money": Decimal(1_500_000_000),
    "share": Decimal("12.5"),
    "starts_on": date(2026, 3, 4),
    "month": 3,
    "year": 2026,
    "method": "tendered",
}
EMPTY = {column.key: column.blank for column in COLUMNS}


def written(*rows, columns=COLUMNS, **changes):
    facts = {"title": "Danh mục nhiệm vụ năm 2026", "sheet_name": "Danh mục", "rows": rows}
    return template(columns, **(facts | changes))


def workbook(fill):
    """An Excel file of somebody else: `fill` gets its book and first page."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("Trang"))
    return made.getvalue()


def page(*rows):
    """A plain Excel file with these rows of cells."""

    def fill(book, page):
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                look = [day] if isinstance(cell, date) else []
                page.write(at, column, cell, *look)

    return workbook(fill)


def values(sheet):
    assert [str(refusal) for refusal in sheet.refusals] == []
    return [row.values for row in sheet.rows]


def part(body, name):
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return package.read(name).decode()


def changed(body, **parts):
    """The file with some parts replaced or added, as somebody who means harm would."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()
