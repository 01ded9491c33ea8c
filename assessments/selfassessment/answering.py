"""Everything that was said in a self-assessment, step by step, and what is still missing."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Answer, ResourceKind
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
    section.missing += told_unconfirmed(unconfirmed, are_answers=step.group is not None)
    return section


def _tell_questions(reading, step, section):
    answers = {answer.item_id: answer for answer in reading.answers}
    items = [item for item in reading.items if item.group_id == step.group.pk]
    for item in items:
        answer = answers.get(item.pk)
        if answer:
            said = (answer.get_answer_display(), answer.note, not answer.is_confirmed)
            section.lines.append(Said(item.question, *said))
    if section.progress.part is not None:
        section.missing += told_open(len(items) - len(section.lines), len(items))
        given = [answers[item.pk] for item in items if item.pk in answers]
        section.missing += told_unexplained((row.answer, row.note) for row in given)


def told_open(count, all_of_them):
    said = _("Còn %(count)s/%(all)s câu chưa trả lời.")
    return [said % {"count": count, "all": all_of_them}] if count else []


def told_unexplained(pairs):
    """Of (answer, note): those that do not apply and do not say why."""
    count = sum(answer == Answer.NOT_APPLICABLE and not note for answer, note in pairs)
    said = ngettext(
        "%(count)s câu “Không áp dụng” chưa ghi vì sao.",
        "%(count)s câu “Không áp dụng” chưa ghi vì sao.",
        count,
    )
    return [said % {"count": count}] if count else []


def told_unconfirmed(count, *, are_answers=False):
    """What was taken over from the year before and waits for its tick."""
    said = (
        _("%(count)s câu trả lời lấy từ năm trước chưa xác nhận.")
        if are_answers
        else _("%(count)s số lấy từ năm trước chưa xác nhận.")
    )
    return [said % {"count": count}] if count else []


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
