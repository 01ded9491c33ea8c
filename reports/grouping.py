"""A cursor for statements that group facts."""

from contextlib import contextmanager

from django.db import connections

from organisations.tenancy import login_alias

MEMORY = "64MB"


@contextmanager
def grouping():
    """A cursor whose joins do not trust what is known of the table.

    Facts were often written a moment ago, when the planner still counts a handful of them; it
    would then look through all of them again for each figure, or each of them for every other.
    A nation's rows are sorted and hashed by the million: they get memory for it.
    """
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(f"SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '{MEMORY}'")
        yield cursor
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL work_mem TO DEFAULT")
