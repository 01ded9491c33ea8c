"""A household's sheet is written as one: its words, its figures of the year, its ticks."""

from assessments.enums import Answer
from assessments.householdsheet.reading import CODE, NAME, stored_form
from assessments.models import ChecklistAnswer, ChecklistItem, WorksheetRow
from assessments.selfassessment.actions import replace_uses


def write_sheet(part, *, form):
    """For save_step: all of it or nothing."""
    values = {"version": form.sheet.version, "said": stored_form(form.said())}
    row = form.reading.stored or WorksheetRow(
        assessment_id=part.assessment_id, sheet=NAME, code=CODE, place=0
    )
    row.values = values
    row.save()
    replace_uses(form.reading.uses, form.rows_typed(), access=form.access)
    _write_ticks(part, form)


def _write_ticks(part, form):
    answers = form.ticks()
    rows = ChecklistAnswer.objects.visible_to(form.access).filter(assessment=part.assessment_id)
    stored = {row.item.code: row for row in rows.select_related("item")}
    items = ChecklistItem.objects.filter(code__in=answers, is_current=True)
    for item in items:
        new = ChecklistAnswer(assessment_id=part.assessment_id, item=item)
        row = stored.get(item.code, new)
        if row.pk is None or row.answer != answers[item.code]:
            row.answer = Answer(answers[item.code])
            row.save()
