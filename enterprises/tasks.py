"""Queue entry points of the register. Each is safe to deliver twice: a job is claimed once, a batch
is checked, written and taken back only in the state that asks for it, and a list is written once.
"""

from celery import shared_task
from django.db import connection, transaction

from enterprises.exporting.actions import run_write
from enterprises.imports import actions


@shared_task
def check_import(job_pk):
    actions.run_check(job_pk)


@shared_task
def apply_import(job_pk):
    actions.run_apply(job_pk)


@shared_task
def undo_import(job_pk):
    actions.run_undo(job_pk)


@shared_task(system=True)
def fold_counts():
    """Every quarter of an hour: changes of the register's counts are added up. May run twice."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app.fold_register_counts()")


@shared_task
def write_list(job_pk):
    run_write(job_pk)
