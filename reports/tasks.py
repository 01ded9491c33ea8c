"""Queue entry points for compiling and consolidating. Each is safe to deliver twice: the job's
row is claimed by one worker, and a draft is replaced in place."""

from celery import shared_task
from django.db import connection, transaction

from reports import actions


@shared_task
def compile_report(job_pk):
    """A crash loses nothing: the lease runs out and the sweep wakes another worker."""
    actions.run_compile(job_pk)


@shared_task
def consolidate(job_pk):
    """The same for the Ministry's collected file of a round."""
    actions.run_consolidation(job_pk)


@shared_task(system=True)
def sweep_levels():
    """Every six hours: levels whose evidence ran out, those of a new year. May run twice."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app.sweep_levels()")
