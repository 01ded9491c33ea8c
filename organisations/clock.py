"""The one clock: app.now() in the database. A demonstration may move it, production may not.

Leases of jobs run on the database's own clock instead, which nobody moves.
"""

from django.db import connections, models
from django.db.models import Func
from django.utils import timezone

from organisations.tenancy import login_alias


class Today(Func):
    """The day it is in Việt Nam by app.now(), inside a query; asked once, not for every row."""

    template = "(SELECT app.today())"
    output_field = models.DateField()


class Moment(Func):
    """app.now() inside a query: what a stamp written by the database says."""

    template = "app.now()"
    output_field = models.DateTimeField()


class Instant(Func):
    """The database's own clock, inside a query: for leases and waiting times, never for receipts.

    A demonstration that fixes app.now() would otherwise stop every lease from running out.
    """

    template = "clock_timestamp()"
    output_field = models.DateTimeField()


def now():
    """The instant it is, as receipts and deadlines see it."""
    with connections[login_alias()].cursor() as cursor:
        cursor.execute("SELECT app.now()")
        return cursor.fetchone()[0]


def today():
    return timezone.localtime(now()).date()
