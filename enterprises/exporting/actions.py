"""Asking for a list as a file, and writing it; how many rows the screen has stands beside it."""

from array import array

from django.core.exceptions import EmptyResultSet
from django.db import connections, transaction
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from enterprises.exporting import rules
from enterprises.exporting.rows import CHUNK, LISTED, all_rows
from enterprises.finding.counting import total_of
from enterprises.finding.filters import EstablishmentFilter
from organisations import clock, files, jobs, sheets
from organisations.access import require
from organisations.actions import log
from organisations.enums import JobKind, Verb
from organisations.exceptions import ActionRefused
from organisations.models import ListFile
from organisations.tenancy import login_alias
from organisations.vietnamese import format_number

XLSX, CSV = ".xlsx", ".csv"
# Below one heading; Excel opens no more.
MOST_EXCEL_ROWS = 1_048_575
# Written while somebody waits.
MOST_AT_ONCE = 2_000


@transaction.atomic
def request_list(found, suffix, *, access):
    """A job that writes what `found` lists; how many rows the screen counts is remembered."""
    require(rules.exports_by_job(access))
    expected = _countable(found)
    if suffix == XLSX and expected > MOST_EXCEL_ROWS:
        raise ActionRefused(_("Excel chỉ mở được 1.048.575 dòng. Hãy xuất ra CSV hoặc lọc bớt."))
    file = ListFile.objects.create(
        title=title_of(found), query=urlencode(found.said), suffix=suffix, expected=expected
    )
    log(access, Verb.EXPORT, file)
    return jobs.request_job(JobKind.WRITE_LIST, file.pk, access=access)


def title_of(found):
    words = found.words()
    title = _("Danh sách cơ sở sản xuất")
    title = f"{title} ({words})" if words else title
    return title if len(title) <= 200 else f"{title[:198]}…)"


def _countable(found):
    expected = total_of(found)
    if not expected:
        raise ActionRefused(_("Không có cơ sở nào khớp bộ lọc, nên không có gì để xuất."))
    return expected


def run_write(job_pk):
    job, access = jobs.job_and_access(job_pk)
    return jobs.run_job(
        job.pk, lambda progress: write(job.subject_id, access=access, progress=progress)
    )


def write(file_pk, *, access, progress):
    """Safe to run twice: a file that is there is not written again.

    Which rows there are is asked once; each is then read as it stands. When the register changes
    meanwhile, the file says how many rows it has, beside how many the screen had.
    """
    with transaction.atomic():
        file = ListFile.objects.visible_to(access).get(pk=file_pk)
        if file.written_at is not None:
            return
        keys = _keys_of(EstablishmentFilter(QueryDict(file.query), access=access))
    with files.new_file(file.suffix) as path:
        written = _written(path, file.suffix, _told(all_rows(keys, access), len(keys), progress))
        with transaction.atomic():
            file.sha256 = files.store_file(path, file.suffix)
            file.rows, file.written_at = written, clock.now()
            file.save()


def write_at_once(found, suffix, *, access):
    """The bytes of a short list."""
    if _countable(found) > MOST_AT_ONCE:
        said = _("Danh sách dài hơn %(most)s dòng. Hãy lọc bớt.")
        raise ActionRefused(said % {"most": format_number(MOST_AT_ONCE)})
    with files.new_file(suffix) as path:
        _written(path, suffix, all_rows(_keys_of(found), access))
        return path.read_bytes()


def _keys_of(found):
    """Eight bytes each, in the order of the screen; handed over by the database bit by bit."""
    keys = found.rows.order_by("name_sort", "pk").values_list("pk", flat=True)
    try:
        sql, params = keys.query.sql_with_params()
    except EmptyResultSet:  # a filter that can be read no longer
        return array("q")
    with connections[login_alias()].chunked_cursor() as cursor:
        cursor.execute(sql, params)
        return array("q", (key for (key,) in cursor))


def _told(rows, total, progress):
    """Passes the rows on and says how many, between the transactions that read them."""
    for number, row in enumerate(rows):
        if number % CHUNK == 0:
            progress(_("Ghi tệp"), number, total)
        yield row


def _written(path, suffix, rows):
    try:
        return sheets.write_list(
            path, LISTED, rows, kind=suffix.removeprefix("."), sheet_name=_("Cơ sở")
        )
    except sheets.SheetRefused as refusal:
        raise ActionRefused(refusal.sentence) from refusal
