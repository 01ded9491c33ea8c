"""What the page shows of a sheet before anything is written: a verdict for every row."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from organisations.sheets.staging import staged
from organisations.sheets.values import shown
from programmes.documents.contents import months
from programmes.sheets.arranging import Verdict, arrange
from programmes.tasks.comparing import row_text

TONES = {
    Verdict.NEW: "success",
    Verdict.CHANGED: "warning",
    Verdict.SAME: "neutral",
    Verdict.REFUSED: "danger",
}


@dataclass(frozen=True)
class Shown:
    """One row of the sheet; `facts` is what a new task will say, beside its name."""

    number: int
    ordinal: str
    name: str
    verdict: Verdict
    facts: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    reasons: list = field(default_factory=list)

    @property
    def tone(self):
        return TONES[self.verdict]


@dataclass(frozen=True)
class Preview:
    """`rows` is what the buttons send back, `sheet` carries every refusal."""

    sheet: object
    done: object
    shown: list
    rows: str
    takes_valid: bool

    @property
    def refused(self):
        return sum(row.verdict == Verdict.REFUSED for row in self.shown)

    @property
    def writes(self):
        return len(self.done.new) + len(self.done.changed)

    @property
    def may_be_taken(self):
        faultless = self.takes_valid or not self.refused
        return bool(self.writes and faultless and not self.done.excess)


def salt_of(task_list):
    return f"programmes.sheets.{task_list.pk}"


def preview_of(sheet, content, *, takes_valid):
    """Refuses in the sheet what the list refuses; raises SheetRefused when it cannot travel."""
    about = {"seen": content.seen, "takes_valid": takes_valid}
    rows = staged(sheet, salt=salt_of(content.task_list), **about)
    done = arrange(sheet, content)
    columns = content.column_of
    for number, key, reason in done.faults:
        sheet.refuse(number, reason, columns[key])
    lines = {line.number: line for line in done.lines}
    shown_rows = [
        _taken(lines[number]) if number in lines else _refused(number, cells, sheet)
        for number, cells in sheet.typed.items()
    ]
    return Preview(sheet, done, shown_rows, rows, takes_valid)


def _taken(line):
    ordinal, name = str(line.values["ordinal"]), line.values["name"]
    facts = _facts(line) if line.verdict == Verdict.NEW else []
    return Shown(line.number, ordinal, name, line.verdict, facts=facts, changes=line.changes)


def _facts(line):
    """Lead, months, outputs and money; what must not be missing is said to be."""
    task, rows = line.task, line.rows
    is_dated = task.month_from or task.month_to
    return [
        task.lead or _("chưa ghi đơn vị chủ trì"),
        months(task.month_from, task.month_to) if is_dated else _("chưa ghi tháng"),
        *([row_text(row) for row in rows.outputs] or [_("chưa ghi sản phẩm")]),
        *([row_text(row) for row in rows.money] or [_("chưa ghi kinh phí")]),
    ]


def _refused(number, cells, sheet):
    reasons = [refusal for refusal in sheet.refusals if refusal.row_number == number]
    ordinal, name = (shown(cells.get(key)) for key in ("ordinal", "name"))
    return Shown(number, ordinal, name, Verdict.REFUSED, reasons=reasons)
