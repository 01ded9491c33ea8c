"""Writing the list of solutions to a file: every row of the screen's, in its order."""

from types import SimpleNamespace

from django.db import transaction
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from assessments.models import CPOption, OptionSaving
from assessments.options.figures import payback_words
from assessments.options.filters import OptionFilter
from assessments.options.rules import may_see_list
from enterprises.exporting.actions import MOST_AT_ONCE, MOST_EXCEL_ROWS, XLSX
from enterprises.sectors import title_of
from organisations import clock, files, jobs, sheets
from organisations.access import require
from organisations.actions import log
from organisations.enums import JobKind, Verb
from organisations.exceptions import ActionRefused
from organisations.models import ListFile
from organisations.sheets import Column
from organisations.sheets.columns import Kind
from organisations.vietnamese import format_number

CHUNK = 5_000
COLUMNS = (
    Column("site", "Cơ sở"),
    Column("sector", "Ngành"),
    Column("assessment", "Phiếu đánh giá"),
    Column("year", "Năm số liệu", Kind.YEAR),
    Column("kind", "Loại đánh giá"),
    Column("code", "Mã giải pháp", Kind.CODE),
    Column("name", "Giải pháp"),
    Column("category", "Nhóm giải pháp"),
    Column("cause_class", "Loại nguyên nhân"),
    Column("state", "Trạng thái"),
    Column("state_on", "Từ ngày", Kind.DATE),
    Column("unconfirmed", "Chưa xác nhận còn chạy"),
    Column("investment", "Đầu tư ban đầu (đồng)", Kind.MONEY),
    Column("running_cost", "Chi phí vận hành tăng thêm (đồng/năm)", Kind.MONEY),
    Column("other_income", "Thu khác (đồng/năm)", Kind.MONEY),
    Column("annual_saving", "Tiết kiệm ròng một năm (đồng)", Kind.DECIMAL),
    Column("payback", "Hoàn vốn giản đơn"),
    Column("actual_cost", "Chi phí thực tế (đồng)", Kind.MONEY),
    Column("implemented_on", "Hoàn thành ngày", Kind.DATE),
    Column("measured_saving", "Tiết kiệm đo được một năm (đồng)", Kind.MONEY),
    Column("savings", "Giảm theo tài nguyên, một năm", Kind.LONG_TEXT),
)


def title():
    return _("Danh sách giải pháp SXSH")


def said_in(found):
    """The filters of the screen that are set."""
    return {name: found.data[name] for name in found.filters if found.data.get(name)}


@transaction.atomic
def request_list(found, suffix, *, access):
    """A job that writes what `found` lists; how many rows the screen counts is remembered."""
    require(may_see_list(access))
    expected = _countable(found)
    if suffix == XLSX and expected > MOST_EXCEL_ROWS:
        raise ActionRefused(_("Excel chỉ mở được 1.048.575 dòng. Hãy xuất ra CSV hoặc lọc bớt."))
    query = urlencode(said_in(found))
    file = ListFile.objects.create(title=title(), query=query, suffix=suffix, expected=expected)
    log(access, Verb.EXPORT, file)
    return jobs.request_job(JobKind.WRITE_OPTIONS, file.pk, access=access)


def _countable(found):
    expected = found.qs.order_by().count()
    if not expected:
        raise ActionRefused(_("Không có giải pháp nào khớp bộ lọc, nên không có gì để xuất."))
    return expected


def run_write(job_pk):
    job, access = jobs.job_and_access(job_pk)
    return jobs.run_job(
        job.pk, lambda progress: write(job.subject_id, access=access, progress=progress)
    )


def write(file_pk, *, access, progress):
    """Safe to run twice: a file that is there is not written again.

    Which rows there are is asked once; each is then read as it stands.
    """
    with transaction.atomic():
        file = ListFile.objects.visible_to(access).get(pk=file_pk)
        if file.written_at is not None:
            return
        rows = CPOption.objects.visible_to(access).standing().for_list()
        request = SimpleNamespace(access=access)
        keys = _keys_of(OptionFilter(QueryDict(file.query), queryset=rows, request=request))
    with files.new_file(file.suffix) as path:
        written = _written(path, file.suffix, _all_rows(keys, access, progress))
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
        _written(path, suffix, _all_rows(_keys_of(found), access))
        return path.read_bytes()


def _keys_of(found):
    return list(found.qs.values_list("pk", flat=True))


def _all_rows(keys, access, progress=None):
    """A chunk in the memory at a time, each in a transaction of its own."""
    for start in range(0, len(keys), CHUNK):
        if progress:
            progress(_("Ghi tệp"), start, len(keys))
        with transaction.atomic():
            rows = rows_of(keys[start : start + CHUNK], access)
        yield from rows


def rows_of(keys, access):
    """{column: value} of each of these that is still in sight, in their order."""
    options = CPOption.objects.visible_to(access).select_related("assessment")
    options = options.defer("description", "cause", "screening_reason").in_bulk(keys)
    lines = {}
    savings = OptionSaving.objects.visible_to(access).filter(option__in=keys)
    for row in savings.select_related("resource", "unit"):
        if row.quantity is not None:
            said = f"{row.resource}: {format_number(row.quantity)} {row.unit}"
            lines.setdefault(row.option_id, []).append(said)
    return [_row(options[key], lines.get(key, ())) for key in keys if key in options]


def _row(option, lines):
    assessment = option.assessment
    return {
        "site": assessment.site_name,
        "sector": title_of(assessment.division) if assessment.division else "",
        "assessment": assessment.number,
        "year": assessment.year,
        "kind": assessment.get_kind_display(),
        "code": option.code,
        "name": option.name,
        "category": option.get_category_display(),
        "cause_class": option.get_cause_class_display(),
        "state": option.get_state_display(),
        "state_on": option.state_on,
        "unconfirmed": _("có") if option.is_unconfirmed else "",
        "investment": option.investment,
        "running_cost": option.running_cost,
        "other_income": option.other_income,
        "annual_saving": option.annual_saving,
        "payback": payback_words(option.investment, option.annual_saving),
        "actual_cost": option.actual_cost,
        "implemented_on": option.implemented_on,
        "measured_saving": option.measured_saving,
        "savings": "; ".join(lines),
    }


def _written(path, suffix, rows):
    try:
        return sheets.write_list(
            path, COLUMNS, rows, kind=suffix.removeprefix("."), sheet_name=_("Giải pháp")
        )
    except sheets.SheetRefused as refusal:
        raise ActionRefused(refusal.sentence) from refusal
