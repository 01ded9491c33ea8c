"""Work done by a worker: asked for in a request, claimed with a lease, watched, tried again.

A job's row is the truth; a queue message only wakes a worker. A lost message, a killed worker or a
broker that was down are all mended by the sweep (organisations.tasks.sweep_jobs).
"""

import datetime as dt
import threading
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial

import kombu.exceptions
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from organisations import clock
from organisations.enums import OPEN_JOB_STATES, JobKind, JobState
from organisations.models import Job
from organisations.tenancy import Tenant

# Said of a job whose worker died each time, so that nobody could write down why.
CUT_OFF = "Việc này bị ngắt giữa chừng nhiều lần. Hãy báo cho bộ phận kỹ thuật."
# Upwards by name only: the apps above register the tasks that do the work.
TASKS = {
    JobKind.COMPILE_REPORT: "reports.tasks.compile_report",
    JobKind.CONSOLIDATE: "reports.tasks.consolidate",
}


def ensure_job(kind, subject_id, *, access, now):
    """The open job for this subject, or a new one; of two who ask at once both get the same.

    Nobody is woken.
    """
    job, _ = (
        Job.objects.visible_to(access)
        .filter(state__in=OPEN_JOB_STATES)
        .get_or_create(
            kind=kind,
            subject_id=subject_id,
            defaults={"requested_by": access.user, "created_at": now},
        )
    )
    return job


@transaction.atomic
def request_job(kind, subject_id, *, access, now):
    """The open job for this subject, or a new one; a worker is woken after COMMIT."""
    job = ensure_job(kind, subject_id, access=access, now=now)
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


def claim(job_pk, *, now):
    """True for exactly one worker: the job was waiting, or its last worker has fallen silent."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        claimed = Job.objects.filter(
            free, pk=job_pk, attempts__lt=settings.JOB_MAX_ATTEMPTS
        ).update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease_until=now + lease_time(),
            step="",
            done=0,
            error="",
        )
    return claimed == 1


def lease_time():
    return dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)


@contextmanager
def leased(job_pk):
    """Keep the lease alive from a second connection while the block works."""
    stop = threading.Event()
    renewer = threading.Thread(
        target=copy_context().run, args=(_renew_until, stop, job_pk), daemon=True
    )
    renewer.start()
    try:
        yield
    finally:
        stop.set()
        renewer.join()


def _renew_until(stop, job_pk):
    while not stop.wait(settings.JOB_LEASE_SECONDS / 3):
        with transaction.atomic():
            Job.objects.filter(pk=job_pk).update(lease_until=clock.now() + lease_time())
    connection.close()


def report_progress(job_pk, step, *, done, total):
    """Say what is being done, in a short transaction of its own so that it shows at once."""
    with transaction.atomic():
        Job.objects.filter(pk=job_pk).update(step=step, done=done, total=total)


def finish(job_pk, *, now):
    with transaction.atomic():
        Job.objects.filter(pk=job_pk).update(
            state=JobState.DONE, lease_until=None, finished_at=now, step=""
        )


def fail(job_pk, sentence, *, now, is_final):
    """A refusal is final; anything else waits for the sweep until the attempts are used up."""
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).get(pk=job_pk)
        used_up = job.attempts >= settings.JOB_MAX_ATTEMPTS
        if is_final:
            job.state = JobState.FAILED
        elif used_up:
            job.state = JobState.PARKED
        else:
            job.state = JobState.QUEUED
        job.error = sentence
        job.lease_until = None
        job.finished_at = None if job.is_open else now
        job.save()


def stranded(*, now):
    """Open jobs nobody works on: no message for half a minute, or a silent worker."""
    waiting = Q(state=JobState.QUEUED, created_at__lt=now - dt.timedelta(seconds=30))
    silent = Q(state=JobState.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waiting | silent).select_related("owner").order_by("pk")


def sweep(*, now):
    """Wake a worker for every stranded job; park those that failed too often. Safe to run twice."""
    woken = 0
    with transaction.atomic():
        jobs = list(stranded(now=now).select_for_update(of=("self",), skip_locked=True))
        for job in jobs:
            if job.attempts >= settings.JOB_MAX_ATTEMPTS:
                job.state, job.finished_at = JobState.PARKED, now
                job.error = job.error or CUT_OFF
                job.save()
    for job in jobs:
        if job.state != JobState.PARKED:
            tenant = Tenant(job.owner.kind, job.owner_id, job.requested_by_id)
            woken += wake_worker(job.pk, job.kind, tenant)
    return woken
