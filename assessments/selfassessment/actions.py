"""Everything that is written of a self-assessment: a step as a whole, a solution, an idea."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.deleting import delete_option
from assessments.dossiers import rules
from assessments.enums import Mover, OptionState
from assessments.models import (
    Assessment,
    AssessmentPart,
    ChecklistAnswer,
    CPOption,
    OptionStep,
    ResourceUse,
)
from assessments.option_codes import next_code
from assessments.selfassessment.medians import digest
from assessments.selfassessment.uses import contents_of
from organisations import clock
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import fingerprint, refused_in_words, save_or_refuse, still_there
from organisations.enums import Verb
from organisations.exceptions import ActionRefused, StaleSheet

LATE = gettext_lazy("Chưa lưu: bước này đã được lưu ở nơi khác sau khi ông/bà mở trang.")


@transaction.atomic
def save_step(form, write, *, access, seen, is_draft=False):
    """`write(part)` stores what the step's sheet says; answers the part as it is now.

    A draft, saved on leaving a box, leaves no line in the log.
    """
    assessment = form.reading.assessment
    require(rules.may_fill_in(access, assessment))
    with refused_in_words():
        part = locked_part(assessment, form.step.slug, access)
        if seen != _seen_of(part):
            raise StaleSheet(str(LATE))
        write(part)
        part.version += 1
        part.is_done = (part.is_done if is_draft else form.is_final) and form.is_complete
        part.agreed = sorted({*part.agreed, *map(digest, getattr(form, "asked", ()))})
        part.saved_by_name = str(access.user)
        part.saved_at = clock.Moment()
        part.save()
    if not is_draft:
        log(access, Verb.UPDATE, assessment, comment=str(form.step.title))
    part.refresh_from_db()
    return part


def locked_part(assessment, slug, access):
    """The one part, made if need be: two who begin it at once get the same row, one by one."""
    rows = AssessmentPart.objects.visible_to(access).filter(assessment=assessment, slug=slug)
    if not rows.exists():
        new = AssessmentPart(assessment=assessment, slug=slug)
        AssessmentPart.objects.bulk_create([new], ignore_conflicts=True)
    return rows.select_for_update(of=("self",)).get()


def _seen_of(part):
    return fingerprint(part) if part.version else ""


def write_introduction(part, *, form):
    if "sectors" in form.cleaned_data:
        rows = Assessment.objects.visible_to(form.access).filter(pk=part.assessment_id)
        rows.update(sectors=form.cleaned_data["sectors"])


def write_answers(part, *, form):
    """An answer that is last year's waits for its tick, as long as the page was not confirmed."""
    stored = {
        row.item_id: row
        for row in ChecklistAnswer.objects.visible_to(form.access).filter(
            assessment=part.assessment_id, item__in=form.items
        )
    }
    for item, answer, note in form.said():
        row = stored.pop(item.pk, None) or ChecklistAnswer(
            assessment_id=part.assessment_id, item=item
        )
        before = _answer_of(row)
        row.answer, row.note = answer, note
        earlier = form.earlier.get(item.code)
        is_copied = earlier is not None and earlier.answer == answer
        row.taken_from_year = form.reading.previous.year if is_copied else None
        row.is_confirmed = not is_copied or not form.waits_for_confirmation
        if _answer_of(row) != before:
            row.save()
    for row in stored.values():
        row.delete()


def _answer_of(row):
    return row.pk, row.answer, row.note, row.taken_from_year, row.is_confirmed


def write_uses(part, *, form):
    """What is as it was stays; other rows of the step go, and new ones come."""
    replace_uses(form.standing, form.typed, access=form.access)


def replace_uses(standing, typed, *, access):
    rows = ResourceUse.objects.visible_to(access).select_for_update(of=("self",))
    known = {contents_of(row): row for row in rows.filter(pk__in=[row.pk for row in standing])}
    new = [row for row in typed if known.pop(contents_of(row), None) is None]
    for row in known.values():
        row.delete()
    ResourceUse.objects.bulk_create(new)


def write_nothing(part, *, form):
    """The step is a tick, and the part itself keeps that."""


def writer_for(form, write):
    return partial(write, form=form)


@transaction.atomic
def add_option(option, done_on, *, access):
    """A solution of the enterprise's own; one that was carried out is reported at once."""
    require(rules.may_fill_in(access, option.assessment))
    options = CPOption.objects.visible_to(access).filter(assessment=option.assessment_id)
    with refused_in_words():
        AssessmentPart.objects.bulk_create(
            [AssessmentPart(assessment=option.assessment, slug="work")], ignore_conflicts=True
        )
        option.place = options.count()
        option.code = next_code(options.values_list("code", flat=True))
    option.proposer = str(access.user)[:150]
    save_or_refuse(option)
    if done_on:
        report_done(option, done_on, access=access)
    log(access, Verb.UPDATE, option.assessment, comment=option.name)
    return option


def report_done(option, done_on, *, access):
    step = OptionStep(
        option=option,
        assessment_id=option.assessment_id,
        from_state=option.state or OptionState.PROPOSED,
        to_state=OptionState.DONE,
        mover=Mover.ENTERPRISE,
        held_on=done_on,
        cost=option.investment,
        recorded_by_name=str(access.user),
    )
    save_or_refuse(step)


@transaction.atomic
def remove_option(pk, *, access):
    """One that nothing was reported of yet."""
    options = CPOption.objects.visible_to(access).select_related("assessment")
    option = still_there(options, _("Giải pháp này đã được xóa."), pk=pk)
    require(rules.may_fill_in(access, option.assessment))
    if OptionStep.objects.visible_to(access).filter(option=option).exists():
        raise ActionRefused(_("Giải pháp đã có tin thực hiện nên không xóa được."))
    log(access, Verb.UPDATE, option.assessment, comment=_("xóa: %s") % option.name)
    delete_option(option)


@transaction.atomic
def take_idea(assessment, item, *, access):
    """The idea of a question becomes a solution; asked for twice, it is there once."""
    require(rules.may_fill_in(access, assessment))
    known = CPOption.objects.visible_to(access).filter(assessment=assessment)
    if known.filter(code=item.code).exists():
        return
    option = CPOption(
        assessment=assessment,
        code=item.code,
        name=item.idea,
        category=item.idea_category,
        proposer=str(access.user)[:150],
        place=known.count(),
    )
    save_or_refuse(option)
    log(access, Verb.UPDATE, assessment, comment=option.name)
