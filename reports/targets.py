"""The table of targets: what was wanted, and what the unit itself states about it.

The unit's words stand in the signed body; what the portal thinks of them stands only on the
internal reconciliation sheet (ARCHITECTURE §5).
"""

from organisations.documents.model import Align
from organisations.vietnamese import format_number
from programmes.enums import Measure
from reports.enums import Nature
from reports.figures import statement
from reports.models import Fact
from reports.reconciliation import WORDS
from reports.slots import Column, LaidTable, Line, Slot

NO_DATA = "–"
COLUMNS = (
    Column("STT", 7, Align.CENTRE),
    Column("Chỉ tiêu", 26),
    Column("Mục tiêu", 9, Align.RIGHT),
    Column("Kết quả", 12, Align.RIGHT),
    Column("Tử số", 8, Align.RIGHT),
    Column("Mẫu số", 8, Align.RIGHT),
    Column("Nguồn mẫu số", 9),
    Column("Cách xác định", 10),
    Column("Đơn vị tự đánh giá", 11),
)


def is_target_table(table):
    rows = table.rows.all()
    return bool(rows) and all(row.indicator.measure == Measure.TARGET for row in rows)


def lay_out_targets(table, version, access):
    """Only targets of the milestone that holds the round's last year are printed."""
    facts = Fact.objects.visible_to(access).filter(version=version)
    targets = {
        fact.detail["indicator"]: fact
        for fact in facts.filter(nature=Nature.TEXT, source="programmes.Target")
    }
    claims = {}
    for fact in facts.filter(nature=Nature.CLAIM).order_by("source_id"):
        claims.setdefault(fact.detail["indicator"], []).append(fact)
    rows = [row for row in table.rows.all() if row.indicator.code in targets]
    lines = tuple(
        _line(number, row, targets[row.indicator.code], claims.get(row.indicator.code, []))
        for number, row in enumerate(rows, start=1)
    )
    return LaidTable(table, COLUMNS, lines, compact=True)


def _line(number, row, target, claims):
    wanted = statement(Nature.TEXT, target.source, target.source_id)
    stated = next((claim for claim in claims if claim.number is not None), None)
    return Line(
        (
            str(number),
            target.label,
            Slot(wanted, wanted_text(target)),
            _result(stated),
            NO_DATA,
            NO_DATA,
            NO_DATA,
            _method(stated),
            _own_words(target, claims),
        )
    )


def wanted_text(target):
    """'50%', '5-8%'."""
    upper = target.detail.get("upper")
    span = f"{format_number(target.number)}"
    if upper is not None:
        span += f"-{format_number(upper)}"
    return f"{span}{target.unit}" if target.unit == "%" else f"{span} {target.unit}"


def _result(claim):
    if claim is None:
        return NO_DATA
    words = WORDS.get(claim.detail["comparator"], "")
    shown = f"{words}{format_number(claim.number)}{claim.unit}"
    return Slot(statement(Nature.CLAIM, claim.source, claim.source_id), shown)


def _method(claim):
    """How the unit came by the number it states; a bare "đạt" has no method."""
    return "ước tính" if claim and claim.detail["is_estimate"] else NO_DATA


def _own_words(target, claims):
    """What the unit itself has stated, and nothing that it has not."""
    if target.detail.get("nation_only"):
        return "Mục tiêu cấp quốc gia"
    return "Đạt" if any(claim.detail["is_met_claim"] for claim in claims) else NO_DATA
