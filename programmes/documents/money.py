"""Money of a content: sums by source, in numbers, in words, and as columns of a table."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from organisations.amounts import in_words
from organisations.documents.model import (
    NO_DATA,
    Align,
    Cell,
    Column,
    Row,
    RowStyle,
    Table,
    plain_text,
)
from organisations.vietnamese import format_money, format_number
from programmes.enums import FundKind

# In millimetres, at the size of compact tables.
DIGIT_WIDTH, PADDING, LEAST_WIDTH = 1.95, 3.4, 17
PORTRAIT, LANDSCAPE = 165, 252
YEAR_WIDTH = 10


@dataclass(frozen=True)
class Unit:
    """In what the amounts of one table are said, all of them in full."""

    name: str
    size: int

    @property
    def line(self):
        return f"Đơn vị: {self.name}"

    def of(self, amount):
        return NO_DATA if amount is None else format_number(Decimal(amount) / self.size)


DONG, MILLIONS = Unit("đồng", 1), Unit("triệu đồng", 10**6)


def unit_of(amounts):
    """Triệu đồng where three decimals say every amount exactly, else đồng: nothing is rounded."""
    is_short = all(amount % 1000 == 0 for amount in amounts if amount is not None)
    return MILLIONS if is_short else DONG


@dataclass(frozen=True)
class Sums:
    """{fund: sum} of the sources that are named, in their official order."""

    by_fund: dict

    @classmethod
    def of(cls, rows):
        """`rows` are (fund, amount)."""
        found = defaultdict(Decimal)
        for fund, amount in rows:
            found[fund] += amount
        return cls({fund: found[fund] for fund in FundKind.values if fund in found})

    @property
    def total(self):
        return sum(self.by_fund.values(), Decimal(0))

    @property
    def sentence(self):
        """'500.000.000 đồng (Bằng chữ: Năm trăm triệu đồng)'."""
        return f"{format_money(self.total)} (Bằng chữ: {in_words(self.total)})"

    @property
    def parts(self):
        """'khuyến công 300.000.000 đồng; tài trợ 200.000.000 đồng'."""
        return "; ".join(
            f"{FundKind(fund).label} {format_money(amount)}"
            for fund, amount in self.by_fund.items()
        )


def of_tasks(content):
    return [
        (row["fund"], Decimal(row["amount"])) for task in content["tasks"] for row in task["money"]
    ]


def of_plan(content):
    return [(row["fund"], Decimal(row["amount"])) for row in content["money"]]


def heads(funds):
    """The head cells: each source, and the sum where there are several."""
    labels = [FundKind(fund).label for fund in funds]
    labels += ["tổng"] if len(funds) > 1 else []
    return [Cell(f"{label[:1].upper()}{label[1:]}") for label in labels]


def cells(amounts, funds, unit):
    """A row's amounts by source and their sum, exact; "–" where nothing is said."""
    shown = [amounts.get(fund) for fund in funds]
    if len(funds) > 1:
        said = [amount for amount in shown if amount is not None]
        shown.append(sum(said, Decimal(0)) if said else None)
    return [Cell(unit.of(amount)) for amount in shown]


def columns(rows, width):
    """Columns as wide as their longest amount, in a table of this width (mm).

    `rows` are the cells of every row, the sum included; no amount is ever broken.
    """
    texts = [[plain_text(cell.parts) for cell in row] for row in rows]
    longest = [max(map(len, column)) for column in zip(*texts, strict=True)]
    widths = [max(LEAST_WIDTH, length * DIGIT_WIDTH + PADDING) for length in longest]
    return [Column(wide * 100 / width, Align.RIGHT) for wide in widths]


def table_of_plan(content):
    """Years × sources of a plan; None without any money."""
    sums = Sums.of(of_plan(content))
    funds = list(sums.by_fund)
    if not funds:
        return None
    years = defaultdict(dict)
    for row in content["money"]:
        years[row["year"]][row["fund"]] = Decimal(row["amount"])
    unit = unit_of([amount for _fund, amount in of_plan(content)])
    said = {str(year): cells(amounts, funds, unit) for year, amounts in sorted(years.items())}
    said["Cộng"] = cells(sums.by_fund, funds, unit)
    *rows, total = (Row((Cell(name, heads_row=True), *row)) for name, row in said.items())
    return Table(
        caption="",
        unit=unit.line,
        columns=(
            Column(YEAR_WIDTH, Align.CENTRE),
            *_stretched(columns(said.values(), PORTRAIT), 100 - YEAR_WIDTH),
        ),
        head=(Row((Cell("Năm"), *heads(funds))),),
        rows=(*rows, replace(total, style=RowStyle.TOTAL)),
        compact=True,
    )


def _stretched(given, share):
    """The same columns, filling this share of a table."""
    taken = sum(column.width for column in given)
    return [Column(column.width * share / taken, column.align) for column in given]


def table_by_fund(sums):
    """Sources one below the other, in đồng."""
    rows = [
        Row((Cell(_capital(FundKind(fund).label), heads_row=True), Cell(format_number(amount))))
        for fund, amount in sums.by_fund.items()
    ]
    total = (Cell("Cộng", heads_row=True), Cell(format_number(sums.total)))
    return Table(
        caption="",
        unit=DONG.line,
        columns=(Column(65), Column(35, Align.RIGHT)),
        head=(Row((Cell("Nguồn kinh phí"), Cell("Số tiền"))),),
        rows=(*rows, Row(total, style=RowStyle.TOTAL)),
    )


def _capital(words):
    return words[:1].upper() + words[1:]
