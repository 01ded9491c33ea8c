"""Work done by a worker: asked for in a request, claimed with a lease, watched, tried again.

A job's row is the truth; a queue message only wakes a worker. A lost message, a killed worker or a
broker that was down are all mended by the sweep (organisations.tasks.sweep_jobs).
"""

import datetime as dt
import logging
import threading
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial

import kombu.exceptions
from celery import current_app
from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from organisations import clock
from organisations.access import Access, require
from organisations.actions import log
from organisations.clock import Instant
from organisations.enums import OPEN_JOB_STATES, JobKind, JobState, Verb
from organisations.exceptions import ActionRefused, TakenOver
from organisations.models import Job, Organisation, User
from organisations.tenancy import Tenant

logger = logging.getLogger(__name__)
# Said of a job whose worker died each time, so that nobody could write down why.
CUT_OFF = "Việc này bị ngắt giữa chừng nhiều lần. Hãy báo cho bộ phận kỹ thuật."
# Said of any other fault; the worker's log has the rest.
FAULT = "Lỗi hệ thống khi chạy: {}."
# How long a job may wait for the message of the request, and then between two of the sweep's.
FIRST_PATIENCE, WAKE_AGAIN = dt.timedelta(seconds=30), dt.timedelta(minutes=5)
# Upwards by name only: the apps above register the tasks that do the work.
TASKS = {
    JobKind.COMPILE_REPORT: "reports.tasks.compile_report",
    JobKind.CONSOLIDATE: "reports.tasks.consolidate",
    JobKind.CHECK_IMPORT: "enterprises.tasks.check_import",
    JobKind.APPLY_IMPORT: "enterprises.tasks.apply_import",
    JobKind.UNDO_IMPORT: "enterprises.tasks.undo_import",
    JobKind.WRITE_LIST: "enterprises.tasks.write_list",
    JobKind.WRITE_OPTIONS: "assessments.tasks.write_options",
    JobKind.WRITE_REPORT: "assessments.tasks.write_report",
}

# Stopped between two steps they leave nothing behind that somebody could take for finished.
STOPPABLE = (
    JobKind.COMPILE_REPORT,
    JobKind.CONSOLIDATE,
    JobKind.WRITE_LIST,
    JobKind.WRITE_OPTIONS,
    JobKind.WRITE_REPORT,
)


def ensure_job(kind, subject_id, *, access):
    """The open job for this subject, or a new one; of two who ask at once both get the same.

    Nobody is woken.
    """
    job, _created = (
        Job.objects.visible_to(access)
        .filter(state__in=OPEN_JOB_STATES)
        .get_or_create(kind=kind, subject_id=subject_id, defaults={"requested_by": access.user})
    )
    return job


@transaction.atomic
def request_job(kind, subject_id, *, access):
    """The open job for this subject, or a new one; a worker is woken after COMMIT."""
    job = ensure_job(kind, subject_id, access=access)
    transaction.on_commit(partial(wake_worker, job.pk, kind, access.tenant), robust=True)
    return job


def wake_worker(job_pk, kind, tenant):
    """Send the message. With the broker down the sweep sends it later: nothing is lost."""
    try:
        current_app.send_task(
            TASKS[kind],
            args=[job_pk],
            headers={"tenant": [tenant.kind, tenant.organisation_id, tenant.user_id]},
        )
    except kombu.exceptions.OperationalError:
        return False
    return True


@transaction.atomic
def job_and_access(job_pk):
    """The job and the access of the organisation and person that asked for it."""
    job = Job.objects.get(pk=job_pk)
    organisation = Organisation.objects.select_related("province", "parent").get(pk=job.owner_id)
    person = User.objects.only("full_name", "email").filter(pk=job.requested_by_id).first()
    return job, Access(person, organisation)


def cancel(kind, subject_id, *, access, states=OPEN_JOB_STATES):
    """Whoever works on it stops at the next step that it says; nothing it says is heard again."""
    open_ones = Job.objects.visible_to(access).filter(kind=kind, subject_id=subject_id)
    open_ones.filter(state__in=states).update(
        state=JobState.CANCELLED, lease_until=None, finished_at=clock.now()
    )


def may_cancel(access, job):
    """What leaves nothing half done; an import is withdrawn on its own page."""
    return access.writes and job.is_open and job.kind in STOPPABLE


def may_retry(access, job):
    """A job that the portal itself gave up; a refusal says what to mend first."""
    return access.writes and job.state == JobState.PARKED


@transaction.atomic
def cancel_job(job_pk, *, access):
    job = Job.objects.visible_to(access).select_for_update(of=("self",)).get(pk=job_pk)
    require(access.writes and job.kind in STOPPABLE)
    if not job.is_open:
        raise ActionRefused(_("Chưa hủy: việc này đã kết thúc."))
    cancel(job.kind, job.subject_id, access=access)
    log(access, Verb.CANCEL, job)


@transaction.atomic
def retry_job(job_pk, *, access):
    """Begin again from the first attempt, under the same number."""
    job = Job.objects.visible_to(access).select_for_update(of=("self",)).get(pk=job_pk)
    require(access.writes)
    same = Job.objects.visible_to(access).filter(kind=job.kind, subject_id=job.subject_id)
    if not may_retry(access, job) or same.filter(state__in=OPEN_JOB_STATES).exists():
        raise ActionRefused(_("Chưa chạy lại: việc này đã được yêu cầu lại ở nơi khác."))
    job.state, job.attempts, job.error = JobState.QUEUED, 0, ""
    job.woken_at = job.finished_at = None
    job.save()
    log(access, Verb.START, job)
    transaction.on_commit(partial(wake_worker, job.pk, job.kind, access.tenant), robust=True)


def run_job(job_pk, work):
    """Hold the lease while `work(progress)` runs; None when the job is another worker's.

    A refusal ends the job with its sentence, any other fault lets it be tried again; both go on
    to the caller.
    """
    attempt = claim(job_pk)
    if attempt is None:
        return None

    def progress(step, done, total):
        if not report_progress(job_pk, attempt, step, done=done, total=total):
            raise TakenOver

    try:
        with leased(job_pk, attempt):
            result = work(progress)
    except TakenOver:
        return None
    except ActionRefused as refusal:
        fail(job_pk, attempt, str(refusal), is_final=True)
        raise
    except Exception as fault:  # whatever it was, its page says so, and it goes on to the log
        fail(job_pk, attempt, FAULT.format(type(fault).__name__), is_final=False)
        raise
    finish(job_pk, attempt)
    return result


def claim(job_pk):
    """The number of this attempt for exactly one worker; None for everybody else.

    The job was waiting, or its last worker has fallen silent. Whatever that one still says bears
    an older number and is not heard.
    """
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=Instant())
    with transaction.atomic():
        is_ours = Job.objects.filter(
            free, pk=job_pk, attempts__lt=settings.JOB_MAX_ATTEMPTS
        ).update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease_until=Instant() + lease_time(),
            woken_at=None,
            step="",
            done=0,
            error="",
        )
        return Job.objects.values_list("attempts", flat=True).get(pk=job_pk) if is_ours else None


def lease_time():
    return dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)


@contextmanager
def leased(job_pk, attempt):
    """Keep the lease alive from a second connection while the block works."""
    stop = threading.Event()
    renewer = threading.Thread(
        target=copy_context().run, args=(_renew_until, stop, job_pk, attempt), daemon=True
    )
    renewer.start()
    try:
        yield
    finally:
        stop.set()
        renewer.join()


def _renew_until(stop, job_pk, attempt):
    try:
        while not stop.wait(settings.JOB_LEASE_SECONDS / 3):
            if not _renew(job_pk, attempt):
                logger.warning("Việc nền %s: lần chạy %s đã mất lượt.", job_pk, attempt)
                return
    finally:
        connection.close()


def _renew(job_pk, attempt):
    """False when another worker has the job. With the database away the next try may succeed."""
    try:
        return _say(job_pk, attempt, lease_until=Instant() + lease_time())
    except DatabaseFault:
        logger.exception("Việc nền %s: chưa gia hạn được lần chạy %s.", job_pk, attempt)
        connection.close()
        return True


def _say(job_pk, attempt, **values):
    """Write to the job's row; False when this attempt is no longer the one that runs."""
    with transaction.atomic():
        ours = Job.objects.filter(pk=job_pk, attempts=attempt, state=JobState.RUNNING)
        return ours.update(**values) == 1


def report_progress(job_pk, attempt, step, *, done, total):
    """Say what is being done, in a short transaction of its own so that it shows at once."""
    return _say(job_pk, attempt, step=step, done=done, total=total)


def finish(job_pk, attempt):
    return _say(
        job_pk,
        attempt,
        state=JobState.DONE,
        lease_until=None,
        finished_at=clock.now(),
        step="",
    )


def fail(job_pk, attempt, sentence, *, is_final):
    """A refusal is final; anything else waits for the sweep until the attempts are used up."""
    if is_final:
        state = JobState.FAILED
    elif attempt >= settings.JOB_MAX_ATTEMPTS:
        state = JobState.PARKED
    else:
        state = JobState.QUEUED
    finished_at = None if state in OPEN_JOB_STATES else clock.now()
    return _say(
        job_pk, attempt, state=state, error=sentence, lease_until=None, finished_at=finished_at
    )


def stranded():
    """Open jobs nobody works on: no message for half a minute, or a silent worker.

    One whose worker was woken lately is not among them: it waits its turn in a long queue.
    """
    waiting = Q(state=JobState.QUEUED, created_at__lt=Instant() - FIRST_PATIENCE)
    silent = Q(state=JobState.RUNNING, lease_until__lt=Instant())
    due = Q(woken_at=None) | Q(woken_at__lt=Instant() - WAKE_AGAIN)
    return Job.objects.filter(waiting | silent, due).select_related("owner").order_by("pk")


def sweep():
    """Wake a worker for every stranded job; park those that failed too often. Safe to run twice.

    A job is marked before its message is sent: marked afterwards, the worker that claims it in
    between would be taken for one that waits.
    """
    with transaction.atomic():
        jobs = list(stranded().select_for_update(of=("self",), skip_locked=True))
        for job in jobs:
            if job.attempts >= settings.JOB_MAX_ATTEMPTS:
                job.state, job.finished_at = JobState.PARKED, clock.now()
                job.error = job.error or CUT_OFF
            else:
                job.woken_at = Instant()
            job.save()
    to_wake = [job for job in jobs if job.state != JobState.PARKED]
    unsent = [job.pk for job in to_wake if not _wake(job)]
    with transaction.atomic():
        Job.objects.filter(pk__in=unsent).update(woken_at=None)
    return len(to_wake) - len(unsent)


def _wake(job):
    tenant = Tenant(job.owner.kind, job.owner_id, job.requested_by_id)
    return wake_worker(job.pk, job.kind, tenant)
