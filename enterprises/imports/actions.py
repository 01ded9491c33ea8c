"""Every step of a batch that a person takes; the work itself is a job's."""

from itertools import zip_longest

from django.db import transaction
from django.utils.translation import gettext as _

from enterprises import rules
from enterprises.identity import MASK, without_personal_numbers
from enterprises.imports import applying, checking, undoing
from enterprises.imports.deciding import decide_row
from enterprises.imports.rows import is_personal
from enterprises.resources import COLUMN, COLUMNS
from organisations import files, jobs, sheets
from organisations.access import require
from organisations.actions import log
from organisations.enums import (
    OPEN_JOB_STATES,
    ImportKind,
    ImportState,
    JobKind,
    JobState,
    RowDecision,
    Verb,
)
from organisations.exceptions import ActionRefused
from organisations.models import HeadingChoice, ImportBatch, Job
from organisations.sheets.extraction import TOP_ROWS
from organisations.sheets.lines import is_empty
from organisations.sheets.reading import QUANTITIES

KIND = ImportKind.ESTABLISHMENTS
XLSX, CSV = ".xlsx", ".csv"
MOST_SAMPLE = 60
MOST_EXAMPLES = 3


@transaction.atomic
def upload(body, name, *, access):
    """Keep the file and propose what its columns are; raises SheetRefused when it is no list."""
    require(rules.may_register(access))
    with sheets.open_list(body, name) as listed:
        heading = listed.find_heading(COLUMNS, remembered_headings(access))
        lines = [cells for _number, cells, _by in listed.preview(heading, TOP_ROWS)]
        unit = listed.money_unit(heading)
        batch = ImportBatch(
            kind=KIND,
            name=without_personal_numbers(files.file_name(name))[:150] or _("tệp"),
            suffix=XLSX if body.startswith(b"PK") else CSV,
            size=len(body),
            encoding=listed.encoding,
            page=listed.page.name[:100],
            heading_row=heading.row_number,
            headings=[column.heading for column in heading.mapping.columns],
            money_unit=unit.name if unit else "",
            sample=_sample(lines, heading),
            mapping={str(c.position): c.key for c in heading.mapping.columns},
            uploaded_by_name=str(access.user or ""),
        )
    batch.sha256 = files.store(body, batch.suffix)
    batch.save()
    log(access, Verb.ATTACH, batch)
    return batch


def remembered_headings(access):
    choices = HeadingChoice.objects.visible_to(access).filter(kind=KIND)
    return dict(choices.values_list("heading", "column"))


def _sample(lines, heading):
    """The first cells that hold anything, of each column; no personal number, only that it is one.

    An amount of money may have as many digits.
    """
    quantities = {at for key, at in heading.places.items() if COLUMN[key].kind in QUANTITIES}
    columns = [
        [
            MASK * 3 if at not in quantities and is_personal(cell) else _short(cell)
            for cell in [cell for cell in column if not is_empty(cell)][:MOST_EXAMPLES]
        ]
        for at, column in enumerate(zip_longest(*lines))
    ]
    return [list(cells) for cells in zip_longest(*columns, fillvalue="")]


def _short(cell):
    text = without_personal_numbers(sheets.shown(cell))
    return text if len(text) <= MOST_SAMPLE else f"{text[: MOST_SAMPLE - 1]}…"


@transaction.atomic
def confirm_columns(batch, choices, *, takes_all_or_none, access):
    """`choices` is {position: key}; what differs from our own headings is remembered."""
    batch = _locked(batch, access, ImportState.UPLOADED, ImportState.CHECKED)
    mapping = sheets.Mapping.from_choices(batch.headings, COLUMNS, choices)
    mapping.require_usable(batch.heading_row)
    batch.mapping = {str(at): key for at, key in choices.items() if key}
    batch.takes_all_or_none = takes_all_or_none
    batch.state = ImportState.CHECKING
    batch.save()
    _remember(mapping, access)
    return jobs.request_job(JobKind.CHECK_IMPORT, batch.pk, access=access)


def _remember(mapping, access):
    """What differs from our own headings; what no longer does is forgotten."""
    ours = HeadingChoice.objects.visible_to(access).filter(kind=KIND)
    ours.filter(heading__in=[heading[:200] for heading in mapping.to_forget()]).delete()
    for heading, column in mapping.to_remember().items():
        HeadingChoice.objects.update_or_create(
            kind=KIND, heading=heading[:200], owner=access.organisation, defaults={"column": column}
        )


@transaction.atomic
def decide(batch, number, decision, subject, *, access):
    """A person says which establishment a row is about, or that it is new; answers the row."""
    batch = _locked(batch, access, ImportState.CHECKED)
    row = batch.rows.select_for_update(of=("self",)).get(number=number)
    if row.alike is None or row.faults is not None:
        raise ActionRefused(_("Dòng này không cần quyết định."))
    if decision == RowDecision.SAME and subject not in row.alike:
        raise ActionRefused(_("Chọn một cơ sở trong các cơ sở được nêu."))
    decide_row(row, decision, subject, access=access)
    checking.count_verdicts(batch)
    batch.save()
    return row


@transaction.atomic
def request_apply(batch, *, access):
    batch = _locked(batch, access, ImportState.CHECKED)
    if not batch.to_write:
        raise ActionRefused(_("Tệp này không có gì để ghi vào sổ."))
    if batch.takes_all_or_none and (batch.refused or batch.suspected):
        raise ActionRefused(
            _("Đã chọn chỉ nhập khi mọi dòng đều đúng: hãy sửa các dòng không nhận, nghi trùng.")
        )
    batch.state = ImportState.APPLYING
    batch.save()
    return jobs.request_job(JobKind.APPLY_IMPORT, batch.pk, access=access)


@transaction.atomic
def request_undo(batch, *, access):
    batch = _locked(batch, access, ImportState.APPLIED)
    batch.state = ImportState.UNDOING
    batch.save()
    return jobs.request_job(JobKind.UNDO_IMPORT, batch.pk, access=access)


@transaction.atomic
def cancel(batch, *, access):
    """Nothing has been written yet; a worker that is reading stops at its next step."""
    batch = _locked(batch, access, ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED)
    jobs.cancel(JobKind.CHECK_IMPORT, batch.pk, access=access)
    batch.state = ImportState.CANCELLED
    batch.save()
    log(access, Verb.WITHDRAW, batch)


# What a batch is again when the job that was to write it or take it back has not done so.
BEFORE = {ImportState.APPLYING: ImportState.CHECKED, ImportState.UNDOING: ImportState.APPLIED}
DOING = {ImportState.APPLYING: JobKind.APPLY_IMPORT, ImportState.UNDOING: JobKind.UNDO_IMPORT}


@transaction.atomic
def release(batch, *, access):
    """Nobody has begun, or its last worker was killed: it is as it was before."""
    batch = _locked(batch, access, *BEFORE)
    jobs.cancel(DOING[batch.state], batch.pk, access=access, states=[JobState.QUEUED])
    if _is_worked_on(batch, access):
        raise ActionRefused(_("Việc này đang chạy, không dừng được nữa. Hãy đợi."))
    batch.state = BEFORE[batch.state]
    batch.save()


def _is_worked_on(batch, access):
    ours = Job.objects.visible_to(access).filter(kind=DOING[batch.state], subject_id=batch.pk)
    return ours.filter(state__in=OPEN_JOB_STATES).exists()


def _locked(batch, access, *states):
    ours = ImportBatch.objects.visible_to(access).select_for_update(of=("self",))
    batch = ours.get(pk=batch.pk)
    require(rules.may_register(access))
    if batch.state not in states:
        raise ActionRefused(
            _("Lần nhập này đang ở trạng thái “%(state)s”.") % {"state": batch.get_state_display()}
        )
    return batch


def run_check(job_pk):
    return _run(job_pk, checking.check)


def run_apply(job_pk):
    return _run(job_pk, applying.apply)


def run_undo(job_pk):
    return _run(job_pk, undoing.undo)


def _run(job_pk, work):
    job, access = jobs.job_and_access(job_pk)
    try:
        return jobs.run_job(
            job.pk, lambda progress: work(job.subject_id, access=access, progress=progress)
        )
    finally:
        _give_back(job.subject_id, access)


@transaction.atomic
def _give_back(batch_pk, access):
    """A batch that is not done and that nobody will work on again is as before.

    No person asks, so no right is asked for.
    """
    ours = ImportBatch.objects.visible_to(access).select_for_update(of=("self",))
    batch = ours.get(pk=batch_pk)
    if batch.state in BEFORE and not _is_worked_on(batch, access):
        batch.state = BEFORE[batch.state]
        batch.save()
