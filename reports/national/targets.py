"""The tables of national targets: each programme on its own terms, beside what was counted.

A target of one decision is never judged by the denominator of another (DOMAIN 2.1): each row shows
the result that the indicator dictionary names for it, with both of its parts and its coverage.
"""

from organisations.documents.model import Align
from reports.enums import Nature, Reading
from reports.figures import RATIOS, Key, statement, total
from reports.models import Fact
from reports.slots import Column, LaidTable, Line, Slot
from reports.targets import NO_DATA, wanted_text

COLUMNS = (
    Column("STT", 7, Align.CENTRE),
    Column("Chỉ tiêu", 36),
    Column("Mục tiêu", 9, Align.RIGHT),
    Column("Kết quả (%)", 9, Align.RIGHT),
    Column("Tử số", 15, Align.RIGHT),
    Column("Mẫu số", 15, Align.RIGHT),
    Column("Độ bao phủ", 9, Align.RIGHT),
)


def lay_out_national_targets(table, version, access):
    """The targets of the milestone that holds the round's last year; None without any."""
    facts = Fact.objects.visible_to(access).filter(
        version=version, nature=Nature.TEXT, source="programmes.Target"
    )
    wanted = {fact.detail["indicator"]: fact for fact in facts}
    rows = [row for row in table.rows.all() if row.indicator.code in wanted]
    if not rows:
        return None
    lines = tuple(
        _line(number, row.indicator, wanted[row.indicator.code])
        for number, row in enumerate(rows, start=1)
    )
    return LaidTable(table, COLUMNS, lines, compact=True)


def _line(number, indicator, target):
    result = indicator.aggregation.get("result", "")
    shown = Slot(statement(Nature.TEXT, target.source, target.source_id), wanted_text(target))
    return Line((str(number), target.label, shown, *_result(result)))


def _result(code):
    """The rate, what was divided by what, and in how many units; of no rate nothing is shown."""
    if code not in RATIOS:
        return (NO_DATA,) * 4
    return (
        Slot(total(code)),
        Slot(Key(Nature.COUNTED, code, Reading.NUMBER)),
        Slot(Key(Nature.COUNTED, code, Reading.PLANNED)),
        Slot(Key(Nature.COVERAGE, code)),
    )
