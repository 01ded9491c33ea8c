"""Several who act at the same time, each with a login and a transaction of their own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.db import transaction

from organisations.exceptions import ActionRefused
from organisations.tenancy import use_tenant
from tests import databases
from tests.logins import signed_in
from tests.stack import wait_until

WAITING = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = %s AND cardinality(pg_blocking_pids(pid)) > 0"
)


def own_database(name):
    """A fixture `database` for one module: its tests commit, so they have one of their own."""

    @pytest.fixture(scope="module")
    def database(template_database, worker_id):
        copy = f"{databases.TEMPLATE}_{name}_{worker_id}"
        databases.copy_template(copy)
        yield copy
        databases.drop(copy)

    return database


def as_person(person, work):
    """As a request does: in the person's name, in one transaction."""
    with use_tenant(person.access.tenant), transaction.atomic():
        return work(access=person.access)


@contextmanager
def holding(database, sql, *parameters):
    """A third party that has locked what both need; yields `wait(n)` until n others wait for it."""
    address = databases.url_of("DATABASE_OWNER_URL", database)
    with closing(psycopg2.connect(address)) as connection:
        cursor = connection.cursor()
        cursor.execute(sql, parameters)

        def wait(others):
            def others_wait():
                with databases.maintenance() as watcher, watcher.cursor() as watching:
                    watching.execute(WAITING, [database])
                    return watching.fetchone()[0] == others

            wait_until(others_wait, seconds=30)

        yield wait
        connection.rollback()


def together(database, works, *, held):
    """What each of `works` returned or refused, when all began before any could go on."""

    def alone(work):
        with signed_in(database):
            try:
                return work()
            except ActionRefused as refusal:
                return str(refusal)

    with ThreadPoolExecutor(len(works)) as pool:
        with holding(database, *held) as wait:
            asked = [pool.submit(alone, work) for work in works]
            wait(len(works))
        return [future.result(timeout=60) for future in asked]


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, str)]
