"""Beat and worker leave a sign in the database every PULSE_SECONDS.

Beat writes its own when it sends the task, a worker when it has done it: so one is told from the
other, and the task proves the queue between them.
"""

import logging

from django.db import Error as DatabaseFault
from django.db import connection, transaction

from organisations.tenancy import JOBS, use_tenant

logger = logging.getLogger(__name__)


def give_pulse(part):
    """`part` is "beat" or "worker"; the time is the database's own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app.give_pulse(%s)", [part])


def give_pulse_of_beat(**_of_signal):
    """Called by Celery before the task is sent. Beat goes on when the database is away."""
    try:
        with use_tenant(JOBS):
            give_pulse("beat")
    except DatabaseFault:
        logger.exception("Chưa ghi được nhịp của bộ hẹn giờ.")
    finally:
        connection.close()
