"""The report of an assessment as a document: cover, summary, the six steps, annexes."""

from django.utils.translation import gettext as _

from assessments.enums import AssessmentKind, AssessmentState
from assessments.papers import options, steps
from assessments.papers.annexes import annexes
from assessments.papers.summary import TITLES, cover, summary, warning
from assessments.papers.tables import LEFT, RIGHT, table
from assessments.quick.paper import findings
from assessments.selfassessment.comparing_paper import comparing
from assessments.selfassessment.comparison import comparison_of
from assessments.selfassessment.results import results_of
from organisations.documents.letterheads import governing_body_of, issuing_body_of
from organisations.documents.model import BoundReport, Heading
from organisations.vietnamese import format_money, format_number, format_unit

KINDS = AssessmentKind.reported()
ROMAN = ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.")


def report(reading, now):
    assessment = reading.assessment
    unit = assessment.support or assessment.owner
    return BoundReport(
        governing_body=governing_body_of(unit),
        issuing_body=issuing_body_of(unit),
        title=TITLES[assessment.kind],
        subject=_("%(site)s, số liệu năm %(year)s")
        % {"site": assessment.site_name, "year": assessment.year},
        facts=tuple(cover(assessment, now)),
        footer=_("Báo cáo đánh giá SXSH số %(number)s") % {"number": assessment.number},
        warning=warning(assessment),
        body=tuple(_body(reading)),
        annexes=annexes(reading, is_accepted=assessment.state == AssessmentState.ACCEPTED),
    )


def _body(reading):
    yield Heading(1, ROMAN[0], _("Tóm tắt"), anchor="summary")
    yield from summary(reading)
    chapters = _six_steps(reading) if reading.has_tasks else _quick(reading)
    for number, (title, blocks) in zip(ROMAN[1:], chapters, strict=False):
        yield Heading(1, number, title, anchor=f"chapter-{number.lower()}")
        yield from blocks


def _six_steps(reading):
    for each in reading.contents.form.steps:
        title = _("Bước %(no)s. %(title)s") % {"no": each.no, "title": each.title}
        yield title, steps.step(reading, each.no)


def _quick(reading):
    """What was seen and compared, and what there are rows of: quantities, solutions, news."""
    parts = (
        (_("Ghi nhận tại hiện trường"), (_findings,)),
        (_("Sử dụng tài nguyên"), (_uses,)),
        (_("So với định mức, cơ sở cùng ngành"), (_compared,)),
        (_("Giải pháp"), (options.ideas, options.screening)),
        (_("Hiệu quả kinh tế và môi trường"), (options.economics, _effects)),
        (_("Thực hiện"), (steps.diary,)),
    )
    for title, tellers in parts:
        blocks = [block for tell in tellers for block in tell(reading) if block is not None]
        if blocks:
            yield title, blocks


def _findings(reading):
    return findings(reading.steps)


def _compared(reading):
    return comparing(comparison_of(results_of(reading.steps)))


def _effects(reading):
    yield options.effects(reading)


def _uses(reading):
    rows = [
        (
            str(use),
            None if use.quantity is None else format_number(use.quantity),
            use.unit.name,
            None if use.base_quantity is None else _base(use),
            None if use.cost is None else format_money(use.cost),
            use.get_reading_display(),
        )
        for use in reading.uses_of_the_year
    ]
    columns = (
        (_("Tài nguyên, sản phẩm"), 28, LEFT),
        (_("Lượng cả năm"), 14, RIGHT),
        (_("Đơn vị"), 12, LEFT),
        (_("Quy đổi"), 16, RIGHT),
        (_("Thành tiền"), 18, RIGHT),
        (_("Cách biết"), 12, LEFT),
    )
    yield table(_("Sử dụng trong năm số liệu"), columns, rows)


def _base(use):
    return f"{format_number(use.base_quantity)} {format_unit(use.base_unit)}"
