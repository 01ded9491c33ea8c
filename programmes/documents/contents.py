"""What stands in a plan and in a list of tasks, as blocks of a document."""

from decimal import Decimal

from organisations.documents.model import (
    NO_DATA,
    Align,
    Cell,
    Column,
    Heading,
    NumberedList,
    Paragraph,
    Row,
    RowStyle,
    Table,
)
from organisations.vietnamese import format_number, format_period, unit_beside
from programmes.documents import money
from programmes.documents.money import Sums
from programmes.papers.differences import target_words

OTHER_CONTENTS = "Nội dung khác"
HEADS = ("STT", "Nhiệm vụ", "Sản phẩm và số lượng", "Thời gian", "Chủ trì", "Phối hợp")
# The first as a share of the table; the others share what the money leaves.
NUMBER_WIDTH = 4.2
SHARES = (31, 23, 11, 15, 20)


# Danh mục


def task_blocks(content):
    """The table of tasks with sums; in words where there is none yet."""
    if not content["tasks"]:
        return (Paragraph("Danh mục chưa ghi nhiệm vụ nào."),)
    return (task_table(content),)


def task_table(content):
    said = money.of_tasks(content)
    sums, unit = Sums.of(said), money.unit_of([amount for _fund, amount in said])
    funds = list(sums.by_fund)
    amounts = [money.cells(_amounts(task), funds, unit) for task in content["tasks"]]
    rows = [
        _task_row(number, task, cells)
        for number, (task, cells) in enumerate(zip(content["tasks"], amounts, strict=True), start=1)
    ]
    if funds:
        total = Cell("Tổng cộng", heads_row=True, colspan=len(HEADS), align=Align.CENTRE)
        amounts.append(money.cells(sums.by_fund, funds, unit))
        rows.append(Row((total, *amounts[-1]), style=RowStyle.TOTAL))
    return Table(
        caption="",
        columns=tuple(_columns(money.columns(amounts, money.LANDSCAPE))),
        head=tuple(_head(funds, unit)),
        rows=tuple(rows),
        compact=True,
    )


def _columns(amounts):
    room = 100 - NUMBER_WIDTH - sum(column.width for column in amounts)
    yield Column(NUMBER_WIDTH, Align.CENTRE)
    for head, share in zip(HEADS[1:], SHARES, strict=True):
        yield Column(share * room / 100, Align.CENTRE if head == "Thời gian" else Align.LEFT)
    yield from amounts


def _head(funds, unit):
    if not funds:
        yield Row(tuple(map(Cell, HEADS)))
        return
    named = [Cell(head, rowspan=2) for head in HEADS]
    yield Row((*named, Cell(f"Kinh phí ({unit.name})", colspan=len(money.heads(funds)))))
    yield Row(tuple(money.heads(funds)))


def _amounts(task):
    return {row["fund"]: Decimal(row["amount"]) for row in task["money"]}


def _task_row(number, task, amounts):
    return Row(
        (
            Cell(str(number), heads_row=True),
            Cell(task["name"]),
            Cell("; ".join(map(output_words, task["outputs"])) or NO_DATA),
            Cell(months(task["month_from"], task["month_to"])),
            Cell(task["lead"] or NO_DATA),
            Cell(task["partners"] or NO_DATA),
            *amounts,
        )
    )


def output_words(output):
    """'Lớp tập huấn: 4 lớp'; a number that is not planned yet is left out."""
    if output["planned"] is None:
        return output["name"]
    unit = unit_beside(output["name"], output["unit"])
    return f"{output['name']}: {format_number(Decimal(output['planned']))} {unit}".rstrip()


def months(first, last):
    """'Tháng 3-11', 'Tháng 3', 'Từ tháng 3', 'Đến tháng 11'."""
    if first and last:
        return f"Tháng {first}-{last}" if first != last else f"Tháng {first}"
    if first:
        return f"Từ tháng {first}"
    return f"Đến tháng {last}" if last else NO_DATA


# Kế hoạch


def plan_blocks(printed):
    """The plan itself: aim, targets, contents by scheme, money, who carries it out."""
    content = printed.content
    numbers = iter(("I.", "II.", "III.", "IV.", "V."))
    yield Heading(1, next(numbers), "Mục đích, yêu cầu")
    yield from _aim(printed)
    if content["targets"]:
        yield Heading(1, next(numbers), "Mục tiêu")
        yield NumberedList(tuple(_target(target) for target in content["targets"]))
    if content["components"]:
        yield Heading(1, next(numbers), "Nội dung thực hiện")
        yield from _components(printed)
    if content["money"]:
        yield Heading(1, next(numbers), "Kinh phí thực hiện")
        yield from money_blocks(content)
    yield Heading(1, next(numbers), "Tổ chức thực hiện")
    yield from _carrying_out(printed)


def period_of(content):
    fields = content["fields"]
    return format_period(fields["year_from"], fields["year_to"])


def _aim(printed):
    name = printed.content["fields"]["strategy"]
    if not name:
        yield Paragraph(
            f"Triển khai áp dụng sản xuất sạch hơn trong công nghiệp {period_of(printed.content)}."
        )
        return
    yield Paragraph(
        f"Triển khai thực hiện {name} trong phạm vi quản lý của"
        f" {printed.owner.name}, {period_of(printed.content)}."
    )
    if printed.strategy and printed.strategy.aim:
        yield Paragraph(printed.strategy.aim)


def _target(target):
    """In the plan's own words, with its own denominator."""
    words = [f"{target['label']}: {target_words(target)}"]
    words += [f"tính trên {target['denominator']}"] if target["denominator"] else []
    words += ["chỉ tính ở cấp quốc gia"] if target["is_for_nation_only"] else []
    return "; ".join(words) + "."


def _components(printed):
    """Under the schemes in the strategy's order; what belongs to none comes last."""
    strategy = printed.strategy
    order = [scheme.name for scheme in strategy.schemes.all()] if strategy else []
    found = {}
    for component in printed.content["components"]:
        found.setdefault(component["scheme"], []).append(component)
    known = [name for name in order if name in found]
    others = [name for name in found if name not in order]
    for number, scheme in enumerate([*known, *others], start=1):
        if scheme or known:
            yield Heading(2, f"{number}.", scheme or OTHER_CONTENTS)
        yield NumberedList(tuple(map(_component, found[scheme])), lettered=True)


def _component(component):
    who = [f"chủ trì: {component['lead']}"] if component["lead"] else []
    who += [f"phối hợp: {component['partners']}"] if component["partners"] else []
    words = "; ".join(who)
    return f"{component['name'].rstrip('.')}." + (
        f" {words[:1].upper()}{words[1:]}." if who else ""
    )


def money_blocks(content):
    """The sum in numbers and words, then the table."""
    sums = Sums.of(money.of_plan(content))
    yield Paragraph(f"Tổng kinh phí dự kiến: {sums.sentence}, trong đó: {sums.parts}.")
    yield money.table_of_plan(content)


def _carrying_out(printed):
    fields = printed.content["fields"]
    lead = fields["lead"] or printed.owner.name
    yield Paragraph(f"{lead} chủ trì tổ chức thực hiện, theo dõi, đôn đốc và tổng hợp kết quả.")
    if fields["partners"]:
        yield Paragraph(f"Các đơn vị phối hợp: {fields['partners']}.")
    yield Paragraph(
        "Hằng năm lập danh mục các nhiệm vụ để triển khai; tổng hợp, báo cáo kết quả theo quy định."
    )
