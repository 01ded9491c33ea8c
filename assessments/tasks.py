"""Queue entry points of assessments. Each is safe to deliver twice."""

from celery import shared_task

from assessments.options import asking, exporting
from assessments.papers import writing


@shared_task(system=True)
def sweep_options():
    """Every hour (CELERY_BEAT_SCHEDULE): see assessments.options.asking."""
    asking.sweep()


@shared_task
def write_options(job_pk):
    """A crash loses nothing: the lease runs out and the sweep wakes another worker."""
    exporting.run_write(job_pk)


@shared_task
def write_report(job_pk):
    """As write_options: a crash loses nothing."""
    writing.run_write(job_pk)
