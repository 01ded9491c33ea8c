"""Everything that was said in a self-assessment, step by step, and what is still missing."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import ResourceKind
from assessments.selfassessment import steps
from assessments.selfassessment.uses import worth_of
from organisations.vietnamese import format_money, format_number


@dataclass
class Said:
    """One line: what was asked, what was answered, a note below it."""

    label: str
    text: str
    note: str = ""
    is_unconfirmed: bool = False


@dataclass
class Section:
    """What one step says; `missing` are sentences."""

    progress: object
    lines: list = field(default_factory=list)
    missing: list = field(default_factory=list)


def sections_of(reading):
    return [_section(reading, each) for each in reading.progress]


def _section(reading, progress):
    step = progress.step
    section = Section(progress)
    if step.group is not None:
        _tell_questions(reading, step, section)
    elif step.kinds:
        _tell_uses(reading, step, section)
    elif step.slug == steps.WORK.slug:
        section.lines = [
            Said(row.name, row.get_state_display(), row.description) for row in reading.options
        ]
        if reading.idea_hint:
            section.missing.append(reading.idea_hint)
    elif step == steps.FINDINGS:
        section.lines = [_said_of_finding(each) for each in reading.findings]
    elif step == steps.INTRODUCTION and reading.assessment.sectors:
        section.lines = [Said(_("Ngành nghề"), ", ".join(reading.sector_names))]
    if progress.part is None:
        section.missing.insert(0, _("Chưa làm bước này."))
    unconfirmed = sum(line.is_unconfirmed for line in section.lines)
    if unconfirmed:
        said = ngettext(
            "%(count)s số lấy từ năm trước chưa xác nhận.",
            "%(count)s số lấy từ năm trước chưa xác nhận.",
            unconfirmed,
        )
        section.missing.append(said % {"count": unconfirmed})
    return section


def _tell_questions(reading, step, section):
    answers = {answer.item_id: answer for answer in reading.answers}
    items = [item for item in reading.items if item.group_id == step.group.pk]
    for item in items:
        answer = answers.get(item.pk)
        if answer:
            said = (answer.get_answer_display(), answer.note, not answer.is_confirmed)
            section.lines.append(Said(item.question, *said))
    open_ones = len(items) - len(section.lines)
    if open_ones and section.progress.part is not None:
        said = _("Còn %(count)s/%(all)s câu chưa trả lời.")
        section.missing.append(said % {"count": open_ones, "all": len(items)})


def _tell_uses(reading, step, section):
    for row in reading.uses:
        if row.resource.kind in step.kinds:
            section.lines.append(_said_of(row))
    if section.progress.part is not None and not section.lines:
        section.missing.append(_("Chưa ghi số liệu nào."))


def _said_of_finding(finding):
    label = f"{finding.area} ({finding.loss})"
    photos = _("%(count)s ảnh") % {"count": len(finding.photos)} if finding.photos else ""
    return Said(
        label, finding.seen, " · ".join(filter(None, (finding.size, finding.category, photos)))
    )


def _said_of(row):
    amount = "–" if row.quantity is None else f"{format_number(row.quantity)} {row.unit.name}"
    money = "" if row.cost is None else f"; {format_money(row.cost)}"
    notes = [worth_of(row), row.get_reading_display(), row.flag]
    is_named = row.label and row.resource.kind != ResourceKind.PRODUCT
    label = f"{row.label} ({row.resource.name})" if is_named else row.label or row.resource.name
    return Said(label, amount + money, " · ".join(filter(None, notes)), not row.is_confirmed)
