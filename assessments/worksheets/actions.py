"""Saving, finishing and reopening tasks; freezing the results. One transaction each."""

from django.db import connections, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.dossiers import rules
from assessments.dossiers.actions import stored
from assessments.enums import Mover, OptionState
from assessments.models import AssessmentPart, CPOption, MeasuredResult
from assessments.worksheets import results, stores
from assessments.worksheets.catalogue import Catalogue
from assessments.worksheets.checking import findings
from assessments.worksheets.contents import dependents
from assessments.worksheets.faults import doubts, errors
from assessments.worksheets.missing import missing
from assessments.worksheets.option_rows import record
from assessments.worksheets.schema import read
from assessments.worksheets.stores import Changes
from organisations import clock
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refused_in_words
from organisations.enums import Verb
from organisations.exceptions import ActionRefused, StaleSheet
from organisations.tenancy import login_alias

CLOSED = gettext_lazy("Phiếu đã nộp, không sửa được nữa.")
SCREENING, RANKING, RESULTS = 9, 13, 16


def slug_of(task):
    return f"task-{task.no}"


def form_of(assessment):
    """The worksheets in the version this assessment is filled in under."""
    if assessment.worksheets is None:
        raise ActionRefused(_("Phiếu đánh giá này không có phiếu công tác."))
    return read(assessment.worksheets.content)


def new_part(assessment, task):
    return AssessmentPart(assessment=assessment, slug=slug_of(task))


def contents_of(assessment):
    return stores.load(assessment, form_of(assessment), Catalogue())


def parts_of(assessment):
    """{slug: AssessmentPart} of the tasks that were saved."""
    rows = AssessmentPart.objects.filter(assessment=assessment, slug__startswith="task-")
    return {row.slug: row for row in rows}


@transaction.atomic
def save_task(pk, no, typed, *, access, seen, note=None, agreed=()):
    """Store the sheets of a task as they were typed; `agreed` are marks of doubts said yes to.

    Answers whether anything has changed.
    """
    assessment = locked(pk, access)
    contents = contents_of(assessment)
    task = contents.form.task(no)
    part = part_of(assessment, task)
    if part.version != seen:
        raise StaleSheet(_stale(part))
    changed = store(task, typed, contents, assessment=assessment, part=part, access=access)
    part.agreed = sorted({*part.agreed, *agreed})
    if note is not None:
        changed = changed or part.note != note
        part.note = note
    keep(part, access)
    if changed:
        log(access, Verb.UPDATE, assessment, comment=_("nhiệm vụ %(no)s") % {"no": no})
    return changed


def store(task, typed, contents, *, assessment, part, access, whole=None):
    """Write what has changed of a task's sheets and look again at what leans on it.

    Refuses errors in words. `part` is changed, not saved. `whole`: what all sheets will hold in
    the end, where several tasks are stored together.
    """
    after = contents
    for name, lines in typed.items():
        after = after.with_lines(name, lines)
    _refuse_errors(task, after, whole or after)
    has_changed = False
    for sheet in task.sheets:
        changes = _changes(sheet, contents, after, assessment, access)
        if changes.changed or changes.removed or _order(contents, sheet) != _order(after, sheet):
            has_changed = True
            changes.store()
    if task.no == SCREENING:
        stores.follow_screening(after, assessment=assessment, access=access)
    if has_changed:
        if task.no == RESULTS:
            # They were frozen of other rows: to be frozen again. Solutions stay measured.
            MeasuredResult.objects.filter(assessment=assessment).delete()
        part.is_done = part.needs_review = False
        mark_dependents(task, contents.form, assessment)
    return has_changed


def _changes(sheet, before, after, assessment, access):
    return Changes(sheet, before.of(sheet.name), after.of(sheet.name), after, assessment, access)


def _order(contents, sheet):
    return [line.code for line in contents.of(sheet.name)]


def _refuse_errors(task, after, whole):
    found = errors(findings(task, after))
    if found:
        raise ActionRefused(found[0].sentence)
    for sheet, column, line, code in whole.dangling():
        raise ActionRefused(
            _("Mã %(code)s đang được dùng ở bảng “%(title)s” (%(line)s, %(column)s), chưa bỏ được.")
            % {"code": code, "title": sheet.title, "line": line.code, "column": column.title}
        )


def mark_dependents(task, form, assessment):
    """Done tasks that lean on a changed one are to be looked at again."""
    slugs = [f"task-{no}" for no in dependents(form)[task.no]]
    rows = AssessmentPart.objects.filter(assessment=assessment, slug__in=slugs, is_done=True)
    rows.filter(needs_review=False).update(needs_review=True)


@transaction.atomic
def finish_task(pk, no, *, access, seen):
    """Done when nothing is missing and no doubt is open."""
    assessment = locked(pk, access)
    contents = contents_of(assessment)
    task = contents.form.task(no)
    part = part_of(assessment, task)
    if part.version != seen:
        raise StaleSheet(_stale(part))
    lacking = missing(task, contents, part.note)
    if lacking:
        raise ActionRefused(_("Chưa hoàn thành được, còn thiếu: ") + "; ".join(lacking))
    if doubts(findings(task, contents), part.agreed):
        raise ActionRefused(_("Còn chỗ cần kiểm tra. Hãy bấm Lưu và xác nhận trước."))
    if no == RANKING:
        stores.follow_choice(contents, clock.today(), assessment=assessment, access=access)
    part.is_done, part.needs_review = True, False
    keep(part, access)
    log(access, Verb.UPDATE, assessment, comment=_("nhiệm vụ %(no)s: hoàn thành") % {"no": no})


@transaction.atomic
def reopen_task(pk, no, *, access):
    assessment = locked(pk, access)
    form = form_of(assessment)
    task = form.task(no)
    part = part_of(assessment, task)
    part.is_done = part.needs_review = False
    keep(part, access)
    mark_dependents(task, form, assessment)
    log(access, Verb.REOPEN, assessment, comment=_("nhiệm vụ %(no)s") % {"no": no})


@transaction.atomic
def freeze_results(pk, *, access):
    """Store the results with the factors they were worth; earlier ones of this assessment go."""
    assessment = locked(pk, access)
    contents = contents_of(assessment)
    found = results.measured(contents)
    if not found:
        raise ActionRefused(_("Chưa có kết quả: cần số đo và sản lượng của cả hai kỳ."))
    task = contents.form.task(RESULTS)
    if lacking := missing(task, contents, part_of(assessment, task).note):
        raise ActionRefused(_("Chưa chốt được, còn thiếu: ") + "; ".join(lacking))
    MeasuredResult.objects.filter(assessment=assessment).delete()
    with refused_in_words(MeasuredResult._meta.constraints):
        for each in found:
            _frozen(each, assessment, contents).save()
    for option in CPOption.objects.filter(assessment=assessment, state=OptionState.DONE):
        record(
            option,
            OptionState.DONE,
            OptionState.MEASURED,
            clock.today(),
            mover=Mover.ASSESSOR,
            access=access,
        )
    log(access, Verb.UPDATE, assessment, comment=_("chốt kết quả đo"))


def _frozen(each, assessment, contents):
    before = results.months_of(contents, results.BEFORE)
    saving = each.saving
    return MeasuredResult(
        assessment=assessment,
        resource=each.resource,
        base_year=before[-1].year,
        year=results.year_of(contents),
        normalisation=each.method,
        used_before=each.before.value,
        made_before=each.made_before,
        used_after=each.after.value,
        made_after=each.made_after,
        expected=saving and saving.expected,
        saved=saving and saving.amount,
        share=saving.share if saving else None,
        worth=each.worth,
        price=each.price,
        base_price=each.base_price,
        toe=each.toe,
        co2=each.co2,
        factors=list(each.factors),
        missing="; ".join(each.missing)[:300],
        is_estimate=each.is_estimate,
        months=len(results.months_of(contents, results.AFTER)),
    )


def locked(pk, access):
    """Savers of one assessment go one by one, and all see the same state."""
    with connections[login_alias()].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [pk >> 31, pk & 0x7FFFFFFF])
    assessment = stored(pk, access)
    require(rules.works_on(access, assessment))
    if not assessment.is_open:
        raise ActionRefused(str(CLOSED))
    return assessment


def part_of(assessment, task):
    rows = AssessmentPart.objects.filter(assessment=assessment, slug=slug_of(task))
    return rows.first() or new_part(assessment, task)


def keep(part, access):
    part.version += 1
    part.saved_by_name = str(access.user)
    part.saved_at = clock.now()
    part.save()


def _stale(part):
    return _("Chưa lưu: nhiệm vụ này đã được %(person)s lưu ở nơi khác sau khi mở trang.") % {
        "person": part.saved_by_name
    }
