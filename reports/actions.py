"""Everything that changes a report: asking for a compilation, submitting, consolidating."""

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Max, Q

from organisations import clock, jobs
from organisations.actions import log
from organisations.enums import OPEN_JOB_STATES, JobKind, Verb
from organisations.exceptions import ActionRefused
from organisations.models import History, Job
from organisations.vietnamese import format_date
from reports import consolidation, rules
from reports.compilation import compile_report, new_code
from reports.enums import DocumentKind, VersionState
from reports.figures import figures_that_differ
from reports.models import (
    Consolidation,
    NilDeclaration,
    Receipt,
    Report,
    ReportVersion,
    RoundAddressee,
)
from reports.outgoing.standing import missing_of_copy
from reports.review.standing import accepted_version
from reports.sealing import Progress, seal_of
from reports.sources import logged_rows

# What a report is made of: the unit's registers, and what was written for this report.
REGISTERS = (
    "assessments_assessment",
    "assessments_cpoption",
    "assessments_demonstrationmodel",
    "assessments_grantpayment",
    "assessments_measuredresult",
    "assessments_supportgrant",
    "enterprises_establishment",
    "outreach_activity",
    "programmes_actionplan",
    "programmes_focalequipment",
    "programmes_focalunit",
    "programmes_legaldocument",
    "programmes_tasklist",
)
WORDS = ("reports_claim", "reports_narrative", "reports_nildeclaration", "reports_request")


@transaction.atomic
def ensure_report(round_, *, access):
    """The unit's report for a round; safe to call twice."""
    if not rules.may_compile(access):
        raise PermissionDenied
    if not round_.is_open_on(clock.today()):
        opens = format_date(round_.opens_on)
        raise ActionRefused(f"Kỳ này mở lập báo cáo từ ngày {opens}. Hãy quay lại từ ngày đó.")
    report, _ = Report.objects.visible_to(access).get_or_create(
        round=round_,
        owner=access.organisation,
        defaults={"code": f"{access.organisation.code}_{round_.code}"},
    )
    return report


@transaction.atomic
def request_compile(report, *, access):
    """Put the compilation in the queue; a second click finds the job that is already open."""
    if not rules.may_compile(access):
        raise PermissionDenied
    log(access, Verb.COMPILE, report)
    return jobs.request_job(JobKind.COMPILE_REPORT, report.pk, access=access)


def run_compile(job_pk):
    """In a worker: claim, compile, finish. Nothing happens when another worker has the job."""
    job, access = jobs.job_and_access(job_pk)
    return jobs.run_job(
        job.pk,
        lambda progress: compile_report(job.subject_id, access=access, progress=progress),
    )


def compile_now(round_, *, access, say=lambda step, done, total: None):
    """Without a worker: the unit's report of a round, compiled here and now by a job of its own.

    Raises ActionRefused, also where a worker has it.
    """
    with transaction.atomic():
        report = ensure_report(round_, access=access)
        job = jobs.ensure_job(JobKind.COMPILE_REPORT, report.pk, access=access)

    def work(progress):
        def both(step, done, total):
            progress(step, done, total)
            say(step, done, total)

        return compile_report(report.pk, access=access, progress=both)

    version = jobs.run_job(job.pk, work)
    if version is None:
        raise ActionRefused("Báo cáo này đang được lập ở nơi khác. Hãy chờ rồi chạy lại.")
    return version


def run_consolidation(job_pk):
    job, access = jobs.job_and_access(job_pk)
    return jobs.run_job(
        job.pk,
        lambda progress: consolidation.consolidate(
            job.subject_id, access=access, progress=progress
        ),
    )


@transaction.atomic
def submit_report(version_pk, *, access, seen):
    """Send an approved version to the Ministry and return its receipt (phiếu tiếp nhận).

    `seen` is seal_of the version that the head has read: a draft that was compiled again since is
    refused. The receipt's time is the database's. The lock is shared with the round's freeze, so
    that "received in time" and "in the frozen national report" are one set.
    """
    if not rules.may_submit(access):
        raise PermissionDenied
    report = ReportVersion.objects.select_related("report").get(pk=version_pk).report
    # The report before its version, as a compilation locks them.
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    version = ReportVersion.objects.select_for_update(of=("self",)).get(pk=version_pk)
    _lock_round(report.round_id)
    if missing := missing_for_submission(version, access=access):
        raise ActionRefused(" ".join(missing))
    if differ := figures_that_differ(version):
        raise ActionRefused(
            f"{len(differ)} số trong báo cáo không khớp số liệu gốc đã chốt"
            f" (mã {differ[0]}). Hãy lập lại báo cáo."
        )
    if seal_of(version) != seen:
        raise ActionRefused(
            "Chưa gửi: báo cáo đã được lập lại sau khi ông/bà mở trang này. Hãy xem lại bản mới."
        )
    document = version.documents.current().get(kind=DocumentKind.REPORT)
    version.state, version.is_submitted = VersionState.SUBMITTED, True
    version.save()
    Report.objects.visible_to(access).filter(pk=report.pk).update(is_submitted=True)
    receipt = Receipt.objects.create(
        version=version,
        report=report,
        round_id=report.round_id,
        due_at=clock.now(),
        received_at=clock.now(),
        submitted_by=access.user,
        submitted_by_name=str(access.user),
        document_sha256=document.sha256,
    )
    log(access, Verb.SUBMIT, report, to_state=VersionState.SUBMITTED)
    receipt.refresh_from_db()
    return receipt


def _lock_round(round_pk):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('round'), %s)", [round_pk])


def _lock_collecting(round_):
    """Two who ask at once get the same collected file, not the same number twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('collecting'), %s)", [round_.pk])


def missing_for_submission(version, *, access):
    """What still stands in the way, as sentences; the screen lists them, the action refuses."""
    return (
        unfinished(version, access=access)
        or Progress.of(version, access=access).lacking
        or missing_of_copy(version, access=access)
    )


def unfinished(version, *, access):
    """Why the version is nothing yet that anybody could approve or send, as sentences."""
    if version.is_submitted:
        return ["Bản báo cáo này đã được gửi. Muốn gửi lại, hãy lập bản mới."]
    if version.state != VersionState.COMPILED:
        return ["Bản báo cáo chưa lập xong. Hãy bấm “Lập báo cáo” và chờ xong."]
    if not version.documents.current().filter(kind=DocumentKind.REPORT).exists():
        return ["Chưa có tệp báo cáo. Hãy lập lại báo cáo."]
    report = version.report
    return [
        *_not_owed(report, access),
        *_accepted(report, access),
        *_being_compiled(report, access),
    ]


def changed_since(version, *, access):
    """How many rows of the unit were entered or changed after the version was compiled."""
    if version is None or version.is_submitted or version.compiled_at is None:
        return 0
    of_report = Q(after__report_id=version.report_id) | Q(before__report_id=version.report_id)
    itself = Q(table="reports_report", row_id=version.report_id)
    changes = History.objects.visible_to(access).filter(
        Q(table__in=REGISTERS) | Q(table__in=WORDS) & of_report | itself,
        at__gt=version.compiled_at,
    )
    return changes.values("table", "row_id").distinct().count()


def _not_owed(report, access):
    """Anybody may compile to look at the numbers; only who is asked sends a report."""
    owed = RoundAddressee.objects.visible_to(access).filter(
        round=report.round_id, organisation=report.owner_id
    )
    if owed.exists():
        return []
    return ["Kỳ này không yêu cầu đơn vị gửi báo cáo; bản lập ra chỉ để xem số liệu."]


def _accepted(report, access):
    """What the Ministry has accepted is replaced when the Ministry asks for it."""
    accepted = accepted_version(report, access=access)
    if accepted is None:
        return []
    return [
        f"Bộ đã chấp nhận bản {accepted.number} của báo cáo này. Muốn gửi bản mới, đề nghị Bộ"
        " chuyển sang “yêu cầu hoàn thiện, bổ sung”."
    ]


def _being_compiled(report, access):
    running = Job.objects.visible_to(access).filter(
        kind=JobKind.COMPILE_REPORT, subject_id=report.pk, state__in=OPEN_JOB_STATES
    )
    return ["Báo cáo đang được lập lại. Hãy chờ xong rồi xem và gửi."] if running.exists() else []


@transaction.atomic
def say_nothing_happened(report, *, access, is_nil):
    """Mark the whole report as one of nothing (báo cáo không phát sinh), or take the mark back.

    It counts from the next compilation on; rows that contradict it are found by the checks.
    """
    if not rules.may_compile(access):
        raise PermissionDenied
    current = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if current.is_nil == is_nil:
        return
    Report.objects.visible_to(access).filter(pk=report.pk).update(is_nil=is_nil)
    words = "Báo cáo không phát sinh" if is_nil else "Bỏ dấu báo cáo không phát sinh"
    log(access, Verb.UPDATE, report, comment=words)


@transaction.atomic
def declare_nil(report, indicator, year, *, basis, access):
    """Say that nothing happened: prints 0 instead of "–" from the next compilation on."""
    if not rules.may_compile(access):
        raise PermissionDenied
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if year not in report.round.years:
        raise ActionRefused(f"Năm {year} nằm ngoài kỳ báo cáo {report.round.span}.")
    declared = NilDeclaration.objects.visible_to(access).filter(report=report)
    if declared.filter(indicator=indicator, year=year).exists():
        raise ActionRefused(f"Năm {year} đã được khai không phát sinh cho chỉ tiêu này.")
    if logged := logged_rows(indicator.code, year, report, access=access):
        raise ActionRefused(
            f"Sổ có {logged} dòng của chỉ tiêu này trong năm {year}. Hãy xem lại các dòng đó."
        )
    log(access, Verb.UPDATE, report, comment=f"Khai không phát sinh: {indicator.label}, {year}")
    return NilDeclaration.objects.create(
        report=report,
        indicator=indicator,
        year=year,
        basis=basis,
        declared_by=access.user,
        declared_by_name=str(access.user),
        declared_at=clock.now(),
    )


@transaction.atomic
def withdraw_nil(declaration_pk, *, access):
    """The year prints "–" again, from the next compilation on."""
    if not rules.may_compile(access):
        raise PermissionDenied
    declaration = NilDeclaration.objects.select_related("report__round", "indicator").get(
        pk=declaration_pk
    )
    words = f"Rút khai không phát sinh: {declaration.indicator.label}, {declaration.year}"
    log(access, Verb.UPDATE, declaration.report, comment=words)
    declaration.delete()


@transaction.atomic
def open_consolidation(round_, *, access, now):
    """The round's consolidation that is still to be made, else its next one."""
    if not rules.may_consolidate(access):
        raise PermissionDenied
    _lock_collecting(round_)
    of_round = Consolidation.objects.visible_to(access).filter(round=round_)
    last = of_round.aggregate(last=Max("number"))["last"]
    return of_round.filter(compiled_at__isnull=True).first() or Consolidation.objects.create(
        round=round_,
        number=(last or 0) + 1,
        public_code=new_code(),
        requested_at=now,
        requested_by_name=str(access.user or ""),
    )


@transaction.atomic
def request_consolidation(round_, *, access, now):
    """A new consolidation of the round, put in the queue; one at a time."""
    collected = open_consolidation(round_, access=access, now=now)
    log(access, Verb.COMPILE, collected)
    return jobs.request_job(JobKind.CONSOLIDATE, collected.pk, access=access)
