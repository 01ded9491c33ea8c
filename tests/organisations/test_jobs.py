"""A job's row: one per subject, one worker at a time, by a clock that nobody moves."""

from functools import partial

import pytest
from django.db import transaction

from organisations import clock, jobs
from organisations.enums import JobKind
from organisations.models import Job
from organisations.tenancy import owner_login, use_tenant
from tests import databases
from tests.factories import make_member
from tests.logins import production_logins
from tests.together import together

SUBJECT = 7

pytestmark = pytest.mark.xdist_group("jobs at once")


@pytest.fixture(scope="module")
def database(template_database, worker_id):
    name = f"test_jobs_{worker_id}"
    databases.copy_template(name)
    yield name
    databases.drop(name)


@pytest.fixture
def person(database, django_db_blocker):
    """An officer, in a database without jobs; every transaction is a real one."""
    with production_logins(database, django_db_blocker):
        with owner_login():
            Job.objects.all().delete()
        yield make_member()


def ask(access):
    """A click: like a request, in a transaction of the organisation."""
    with use_tenant(access.tenant), transaction.atomic():
        return jobs.ensure_job(JobKind.COMPILE_REPORT, SUBJECT, access=access, now=clock.now()).pk


def test_a_double_click_finds_one_job(database, person):
    """Both saw no job; the second to write meets the first one's row."""
    answers = together(
        database,
        [partial(ask, person.access)] * 2,
        held=("LOCK TABLE organisations_job IN SHARE MODE",),
    )

    assert len(set(answers)) == 1
    with owner_login():
        assert Job.objects.count() == 1


def test_a_finished_job_does_not_answer_for_a_new_one(person):
    first = ask(person.access)
    with owner_login():
        Job.objects.update(state="done", finished_at=clock.now())

    assert ask(person.access) != first
