"""How far a list is, as an official paper: counted from the log of activities and the payments."""

from django.conf import settings

from organisations.documents.letterheads import head_position_of, unit_letterhead
from organisations.documents.model import (
    NO_DATA,
    Align,
    Annex,
    Cell,
    Column,
    Figure,
    Heading,
    OfficialDocument,
    Paragraph,
    Row,
    RowStyle,
    Signature,
    Table,
)
from organisations.vietnamese import format_date, format_number, format_share
from programmes.documents.bases import cited
from programmes.documents.money import LANDSCAPE, columns, unit_of
from programmes.documents.printing import DRAFT, now_valid
from programmes.enums import TaskState
from reports.year.amending import is_being_amended
from reports.year.money import money_of
from reports.year.progress import progress_of
from reports.year.rows import Which, rows_url, tasks_of_list
from reports.year.timeliness import on_time_of_due

NUMBER = Column(4.2, Align.CENTRE)
# Nhiệm vụ, Trạng thái, Sản phẩm share what numbers and money leave.
WORD_SHARES = (43, 21, 36)
# Đơn vị tính; then kế hoạch, thực hiện (as wide as the date in its head), ước, hai tỷ lệ.
MEASURE = Column(6.6, Align.CENTRE)
COUNTED = tuple(Column(width, Align.RIGHT) for width in (7.2, 8.8, 7, 6, 6))
UNDER_AMENDMENT = (
    "Danh mục đang được điều chỉnh; số kế hoạch (sản phẩm, kinh phí) trong báo cáo này là của dự"
    " thảo điều chỉnh, chưa được phê duyệt."
)
MONEY_COLUMNS = (Column(37), Column(22, Align.RIGHT), Column(22, Align.RIGHT), Column(19))


def progress_report(task_list, *, access, today):
    """Every task of the list with its outputs, and the money by source; a draft to be signed."""
    tasks = list(tasks_of_list(access, task_list))
    progress, money = progress_of(tasks, access, today), money_of(tasks, access)
    owner = task_list.owner
    letterhead = unit_letterhead(owner, "BC", year=today.year, mark=DRAFT)
    table = _task_table(task_list, tasks, progress, money, today)
    amended = is_being_amended(task_list)
    return OfficialDocument(
        letterhead=letterhead,
        kind="BÁO CÁO",
        subject=f"Tình hình thực hiện {task_list.title}",
        body=tuple(_body(task_list, tasks, money, today, amended)),
        **_reported_to(now_valid(task_list, today)),
        signature=Signature((head_position_of(owner),), owner.head_name),
        annexes=(
            Annex(
                "",
                "Tình hình thực hiện từng nhiệm vụ",
                (table,),
                landscape=True,
                attached_to=f"Kèm theo Báo cáo s{letterhead.number_line[1:]}"
                f" {letterhead.date_words}",
            ),
        ),
    )


def _reported_to(printed):
    """Whom the report goes to, by who approved the list.

    What the People's Committee approved is reported to it. What a unit's own head approved is the
    unit's own report: its head signs it and does not write to himself. Only a report to a body
    above has "Kính gửi" (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9), any other says in
    "Nơi nhận" alone who gets it.
    """
    if printed.by_committee:
        return {"addressees": (printed.addressee,), "recipients": ("Như trên", "Lưu: VT")}
    above = (f"{printed.superior} (để báo cáo)",) if printed.superior else ()
    return {"recipients": (*above, "Các đơn vị chủ trì nhiệm vụ", "Lưu: VT")}


def _body(task_list, tasks, money, today, amended):
    decision = task_list.document
    yield Heading(1, "I.", "Tình hình thực hiện nhiệm vụ")
    if decision:
        yield Paragraph(f"Danh mục được phê duyệt tại {cited(decision, in_draft=True)}.")
    yield Paragraph(tuple(_said_of(task_list, tasks, today)))
    if amended:
        yield Paragraph(UNDER_AMENDMENT)
    yield Heading(1, "II.", "Kinh phí")
    if money.by_source():
        yield _money_table(task_list, money)
    else:
        yield Paragraph("Danh mục chưa ghi kinh phí kế hoạch và giải ngân.")
    yield Paragraph("Kết quả từng nhiệm vụ, sản phẩm tại Phụ lục kèm theo.")


def _said_of(task_list, tasks, today):
    """'Đến ngày 30/6/2026, danh mục có 12 nhiệm vụ: đã nghiệm thu 3, đang thực hiện 9. …'"""
    counts = [(state, sum(task.state == state for task in tasks)) for state in TaskState]
    told = ", ".join(f"{state.label} {count}" for state, count in counts if count)
    yield f"Đến ngày {format_date(today)}, danh mục có "
    yield _opening(str(len(tasks)), rows_url(list=task_list.pk))
    yield f" nhiệm vụ: {told}." if told else " nhiệm vụ."
    on_time, due = on_time_of_due(tasks, today)
    if due:
        yield " Đúng tiến độ: "
        yield _opening(format_share(on_time, due), rows_url(Which.ON_TIME, list=task_list.pk))
        yield " số nhiệm vụ đã đến hạn."


def _opening(text, path):
    """The number as the link to its rows, as on the list's page."""
    return Figure(text, f"{settings.PUBLIC_URL}{path}") if path and text != NO_DATA else text


def _money_table(task_list, money):
    def row(label, said, style=RowStyle.PLAIN):
        url = rows_url(fund=said.fund, list=task_list.pk)
        # What the share is of stands beside it.
        numbers = (_opening(_number(amount), url) for amount in (said.planned, said.paid))
        amounts = (*numbers, said.share.split(" ")[0])
        return Row((Cell(label, heads_row=True), *map(Cell, amounts)), style=style)

    rows = [row(f"{m.label[:1].upper()}{m.label[1:]}", m) for m in money.by_source()]
    heads = ("Nguồn kinh phí", "Kế hoạch", "Đã giải ngân", "% kế hoạch")
    return Table(
        caption="",
        unit="Đơn vị: đồng",
        columns=MONEY_COLUMNS,
        head=(Row(tuple(map(Cell, heads))),),
        rows=(*rows, row("Cộng", money.total(), RowStyle.TOTAL)),
    )


def _task_table(task_list, tasks, progress, money, today):
    outputs, totals = [progress.of(task) for task in tasks], [*map(money.total_of, tasks)]
    unit = unit_of([amount for total in totals for amount in (total.planned, total.paid)])
    urls = [f"{task.get_absolute_url()}#money" for task in tasks]
    amounts = [_amounts(*said, unit) for said in zip(totals, urls, strict=True)]
    sums = _amounts(money.total(), rows_url(list=task_list.pk), unit)
    rows = [
        row
        for number, (task, each, said) in enumerate(zip(tasks, outputs, amounts, strict=True), 1)
        for row in _task_rows(number, task, each, said)
    ]
    widths = _columns(columns([*amounts, sums], LANDSCAPE))
    first = Cell("Tổng cộng", heads_row=True, colspan=10, align=Align.CENTRE)
    return Table(
        caption="",
        unit=f"Kinh phí tính bằng {unit.name}",
        columns=tuple(widths),
        head=(Row(tuple(map(Cell, _heads(today)))),),
        rows=(*rows, Row((first, *sums), style=RowStyle.TOTAL)),
        notes=(
            "Số thực hiện đếm từ nhật ký hoạt động gắn với nhiệm vụ, trừ sản phẩm ghi “nhập tay”."
            " Dấu “–” là chưa có số liệu.",
            *_notes_on(outputs),
        ),
        compact=True,
    )


def _heads(today):
    return (
        "STT",
        "Nhiệm vụ",
        "Trạng thái",
        "Sản phẩm",
        "Đơn vị tính",
        "Kế hoạch",
        f"Thực hiện đến {format_date(today)}",
        "Ước cả năm",
        "% kế hoạch",
        "% cùng kỳ",
        "Kinh phí kế hoạch",
        "Đã giải ngân",
    )


def _columns(amounts):
    measured = (MEASURE, *COUNTED, *amounts)
    room = 100 - NUMBER.width - sum(column.width for column in measured)
    words = (Column(share * room / 100) for share in WORD_SHARES)
    return (NUMBER, *words, *measured)


def _amounts(total, url, unit):
    return tuple(Cell(_opening(unit.of(said), url)) for said in (total.planned, total.paid))


def _notes_on(outputs):
    """From what the year is estimated, and with what of the year before each is compared."""
    numbered = [(number, each) for number, rows in enumerate(outputs, 1) for each in rows]
    estimated = [
        f"({number}) {each.output.name}: {each.estimate.basis}"
        for number, each in numbered
        if each.estimate.number is not None
    ]
    compared = [
        f"({number}) {each.output.name}: {each.compared.basis}"
        for number, each in numbered
        if each.compared.then.number is not None
    ]
    for title, said in (("Căn cứ ước cả năm", estimated), ("% cùng kỳ", compared)):
        if said:
            yield f"{title}: {'; '.join(said)}."


def _task_rows(number, task, outputs, amounts):
    """The task beside its first output; its other outputs stand below."""
    about = (Cell(str(number), heads_row=True), Cell(task.name), Cell(task.get_state_display()))
    for place, output in enumerate(outputs or [None]):
        is_first = place == 0
        yield Row(
            (
                *(about if is_first else (Cell(heads_row=True), Cell(), Cell())),
                *_output_cells(output),
                *(amounts if is_first else (Cell(), Cell())),
            )
        )


def _output_cells(progress):
    if progress is None:
        return (Cell(NO_DATA),) * 7
    output = progress.output
    name = f"{output.name} (nhập tay)" if progress.is_typed else output.name
    numbers = (progress.planned, progress.done.number, progress.estimate.number)
    shares = (progress.share_of_plan, progress.share_of_last_year)
    planned, done, expected = map(_number, numbers)
    opened = _opening(done, progress.url if progress.done.rows else "")
    said = (planned, opened, expected, *(share.split(" ")[0] for share in shares))
    return (Cell(name), Cell(output.unit), *map(Cell, said))


def _number(number):
    return NO_DATA if number is None else format_number(number)
