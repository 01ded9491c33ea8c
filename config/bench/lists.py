"""A made-up list of establishments, twenty-two columns filled, the same for the same number."""

import random
from itertools import count

import xlsxwriter
from stdnum.vn import mst

from enterprises.resources import COLUMN

KEYS = (
    "own_code",
    "name",
    "number",
    "enterprise_name",
    "legal_form",
    "stratum",
    "vsic_code",
    "vsic_edition",
    "sector_text",
    "address",
    "commune",
    "old_commune",
    "old_district",
    "year",
    "employees",
    "revenue",
    "capital",
    "output",
    "output_unit",
    "product",
    "is_active",
    "has_unit",
)
WORDS = "Bình,Cường,Hoàng,Minh,Phát,Thành,Phú,Quý,Sơn,Hải,Nam,Kim,Ngọc".split(",")  # noqa: SIM905
GOODS = {"gốm sứ": "2393", "thép": "2410", "dệt may": "1311", "giấy": "1701", "nhựa": "2220"}
FORMS = ("TNHH", "cổ phần", "tư nhân", "FDI")


def rows(number):
    chance = random.Random(number)  # noqa: S311 nothing secret
    codes = tax_codes()
    for at in range(number):
        words = " ".join(chance.sample(WORDS, 3))
        goods, vsic = chance.choice(list(GOODS.items()))
        yield (
            f"B-{at:06}",
            f"Nhà máy {goods} {words} {at}",
            next(codes),
            f"Công ty {words} {at}",
            chance.choice(FORMS),
            "doanh nghiệp",
            vsic,
            "2018",
            goods,
            f"Số {chance.randrange(1, 900)} đường {chance.choice(WORDS)} {chance.choice(WORDS)}",
            f"phường {chance.choice(WORDS)} {chance.choice(WORDS)}",
            f"xã {chance.choice(WORDS)}",
            f"huyện {chance.choice(WORDS)}",
            2025,
            chance.randrange(3, 900),
            chance.randrange(10**8, 10**11),
            chance.randrange(10**8, 10**11),
            chance.randrange(1, 100_000) / 10,
            "tấn",
            goods,
            "có",
            chance.choice(["có", "không"]),
        )


def tax_codes():
    """Valid ones, each another."""
    for serial in count(1):
        stem = f"{serial % 60 + 1:02}{serial:07}"
        digit = mst.calc_check_digit(stem)
        if len(digit) == 1:
            yield stem + digit


def write(path, number):
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet("Cơ sở")
    page.write_row(0, 0, [COLUMN[key].title for key in KEYS])
    for at, row in enumerate(rows(number), start=1):
        page.write_row(at, 0, row)
    book.close()
