"""A job's row: one per subject, one worker at a time, by a clock that nobody moves."""

import datetime as dt
import threading
from functools import partial

import pytest
from django.db import OperationalError, connections, transaction

from organisations import clock, jobs
from organisations.clock import Instant
from organisations.enums import JobKind, JobState
from organisations.exceptions import ActionRefused
from organisations.models import Job
from organisations.tenancy import JOBS, owner_login, use_tenant
from tests import databases
from tests.factories import make_member
from tests.logins import production_logins
from tests.together import together

SUBJECT = 7

pytestmark = pytest.mark.xdist_group("jobs at once")


@pytest.fixture(scope="module")
def database(template_database, worker_id):
    name = f"{databases.NAME}_jobs_{worker_id}"
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
        set_clock(None)


@pytest.fixture
def sent(monkeypatch):
    """The jobs a worker was woken for; `sent.works = False` takes the broker away."""
    messages = Messages()
    monkeypatch.setattr(jobs, "wake_worker", messages.wake)
    return messages


class Messages(list):
    works = True

    def wake(self, pk, kind, tenant):
        self.append(pk)
        return self.works


def set_clock(instant):
    with owner_login(), connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM app.clock")
        if instant:
            cursor.execute("INSERT INTO app.clock (fixed) VALUES (%s)", [instant])


def earlier(pk, **minutes):
    """As if so many minutes had gone by since."""
    passed = {name: Instant() - dt.timedelta(minutes=number) for name, number in minutes.items()}
    with owner_login():
        Job.objects.filter(pk=pk).update(**passed)


def row(pk):
    with owner_login():
        return Job.objects.get(pk=pk)


def sweep():
    with use_tenant(JOBS):
        return jobs.sweep()


def ask(access):
    """A click: like a request, in a transaction of the organisation."""
    with use_tenant(access.tenant), transaction.atomic():
        return jobs.ensure_job(JobKind.COMPILE_REPORT, SUBJECT, access=access).pk


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


@pytest.fixture
def overtaken(person):
    """A job that a first worker claimed and a second one took over: (job, first, second)."""
    pk = ask(person.access)
    with use_tenant(person.access.tenant):
        first = jobs.claim(pk)
        earlier(pk, lease_until=1)
        yield pk, first, jobs.claim(pk)


def test_each_attempt_has_a_number_and_only_one_worker_gets_it(overtaken):
    pk, first, second = overtaken

    assert (first, second) == (1, 2)
    assert jobs.claim(pk) is None


@pytest.mark.parametrize(
    "say",
    [
        lambda pk, attempt: jobs.report_progress(pk, attempt, "x", done=1, total=2),
        jobs.finish,
        lambda pk, attempt: jobs.fail(pk, attempt, "x", is_final=True),
        lambda pk, attempt: jobs.fail(pk, attempt, "x", is_final=False),
        jobs._renew,
    ],
    ids=["progress", "finish", "refuse", "fail", "renew"],
)
def test_a_worker_whose_job_was_taken_over_is_not_heard(overtaken, say):
    pk, first, second = overtaken
    before = vars(row(pk)) | {"_state": None}

    assert not say(pk, first)
    assert vars(row(pk)) | {"_state": None} == before
    assert say(pk, second)


def test_a_worker_that_was_overtaken_stops_at_its_next_step(person):
    pk = ask(person.access)
    done = []

    def work(progress):
        progress("một", 1, 2)
        earlier(pk, lease_until=1)
        jobs.claim(pk)
        progress("hai", 2, 2)
        done.append("more than it should")

    with use_tenant(person.access.tenant):
        assert jobs.run_job(pk, work) is None
    assert (done, row(pk).state, row(pk).attempts, row(pk).step) == ([], "running", 2, "")


@pytest.mark.parametrize(
    ("fault", "state"),
    [(ActionRefused("Thiếu năm 2012."), JobState.FAILED), (ValueError("x"), JobState.QUEUED)],
)
def test_a_fault_is_written_on_the_job_and_goes_on_to_the_caller(person, fault, state):
    pk = ask(person.access)

    def work(progress):
        raise fault

    with use_tenant(person.access.tenant), pytest.raises(type(fault)):
        jobs.run_job(pk, work)

    said = "Thiếu năm 2012." if state == JobState.FAILED else "Lỗi hệ thống khi chạy: ValueError."
    assert (row(pk).state, row(pk).error, row(pk).lease_until) == (state, said, None)


def test_a_renewal_that_fails_is_tried_again_and_logged(person, settings, monkeypatch, caplog):
    """With the database away for a moment the lease must not run out unnoticed."""
    pk = ask(person.access)
    settings.JOB_LEASE_SECONDS = 0.3
    renewed, say = threading.Event(), jobs._say
    answers = iter([OperationalError("away")])

    def fails_once(*arguments, **values):
        for fault in answers:
            raise fault
        renewed.set()
        return True

    with use_tenant(person.access.tenant):
        attempt = jobs.claim(pk)
        monkeypatch.setattr(jobs, "_say", fails_once)
        with jobs.leased(pk, attempt):
            assert renewed.wait(10)
        monkeypatch.setattr(jobs, "_say", say)

    assert [record.levelname for record in caplog.records] == ["ERROR"]


@pytest.mark.parametrize("instant", ["2015-12-20T10:00:00+07:00", "2090-01-01T00:00:00+07:00"])
def test_a_clock_that_stands_still_stops_no_job(person, sent, instant):
    set_clock(instant)
    pk = ask(person.access)
    earlier(pk, created_at=1)
    assert (sweep(), sent) == (1, [pk])

    with use_tenant(person.access.tenant):
        jobs.claim(pk)
        assert jobs.claim(pk) is None
        assert sweep() == 0
        earlier(pk, lease_until=1)
        assert sweep() == 1
        assert jobs.claim(pk) == 2


def test_a_job_in_a_long_queue_is_woken_every_few_minutes_only(person, sent):
    pk = ask(person.access)
    earlier(pk, created_at=60)

    assert [sweep() for _ in range(3)] == [1, 0, 0]
    earlier(pk, woken_at=6)
    assert [sweep() for _ in range(3)] == [1, 0, 0]
    assert sent == [pk, pk]


def test_a_message_that_could_not_be_sent_is_sent_at_the_next_sweep(person, sent):
    pk = ask(person.access)
    earlier(pk, created_at=1)

    sent.works = False
    assert sweep() == 0
    sent.works = True
    assert sweep() == 1
