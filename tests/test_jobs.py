"""Work done by real workers on a real broker: once, also when workers die and messages get lost."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from celery import Celery
from django.test import Client
from django.urls import reverse

from organisations import jobs
from organisations.enums import JobState
from organisations.models import User
from organisations.tenancy import owner_login, use_tenant
from tests.factories import make_member
from tests.logins import production_logins, signed_in
from tests.stack import running_stack, wait_until

pytestmark = pytest.mark.xdist_group("stack")

COMPILE = "reports.tasks.compile_report"
SECONDS = 60
HANOI = (
    "FROM reports_report r JOIN reports_reportinground o ON o.id = round_id"
    " WHERE r.code LIKE 'sct-ha-noi%' AND o.kind = 'period'"
)
ASK = """
from django.db import transaction
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Organisation, User
from organisations.tenancy import Tenant, use_tenant
from reports.actions import request_compile
from reports.models import Report

with use_tenant(Tenant("department", {owner}, {person})), transaction.atomic():
    person = User.objects.only("full_name", "email").get(pk={person})
    access = Access(person, Organisation.objects.get(pk={owner}), Role.OFFICER)
    report = Report.objects.visible_to(access).get(pk={report})
    print("job", request_compile(report, access=access).pk)
"""


@pytest.fixture(scope="module")
def portal(template_database):
    """A worker and a beat that lose patience after two seconds instead of a minute."""
    with running_stack(
        only=("worker", "beat"), JOB_LEASE_SECONDS="2", JOB_SWEEP_SECONDS="1"
    ) as stack:
        yield stack


@pytest.fixture(scope="module")
def person(portal, django_db_blocker):
    """An officer of the department whose report the template database holds."""
    owner = portal.rows(f"SELECT owner_id {HANOI}")[0][0]
    with production_logins(portal.database, django_db_blocker), owner_login():
        user = make_member(organisation=jobs.Job.owner.field.related_model.objects.get(pk=owner))
    return user


@pytest.fixture
def report(portal):
    """Hà Nội's report; afterwards nothing that was compiled is left, and nothing is asked."""
    pk = portal.rows(f"SELECT r.id {HANOI}")[0][0]
    yield pk
    ours = "version_id IN (SELECT id FROM reports_reportversion WHERE report_id = %s)"
    with portal.cursor() as cursor:
        cursor.execute("DELETE FROM organisations_job")
        for table in ("document", "figure", "fact"):
            cursor.execute(f"DELETE FROM reports_{table} WHERE {ours}", [pk])
        cursor.execute("DELETE FROM reports_reportversion WHERE report_id = %s", [pk])


@pytest.fixture
def queue(portal):
    """Messages sent as a web process would, without one."""
    with closing(Celery("asking", broker=portal.redis_url, set_as_current=False)) as app:
        yield app


def enter_job(portal, person, subject, *, minutes_ago=0, attempts=0):
    """The row alone, as a request leaves it when the broker is away."""
    asked = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes_ago)
    return portal.rows(
        "INSERT INTO organisations_job (owner_id, kind, subject_id, state, step, done, total,"
        " attempts, error, requested_by_id, created_at)"
        " VALUES (%s, 'compile_report', %s, 'queued', '', 0, 0, %s, '', %s, %s) RETURNING id",
        person.access.organisation.pk,
        subject,
        attempts,
        person.pk,
        asked,
    )[0][0]


def send(queue, person, job):
    tenant = [person.access.kind, person.access.organisation.pk, person.pk]
    queue.send_task(COMPILE, args=[job], headers={"tenant": tenant})


def state_of(portal, job):
    return portal.rows("SELECT state FROM organisations_job WHERE id = %s", job)[0][0]


def wait_for(portal, job, *states):
    wait_until(
        lambda: state_of(portal, job) in states,
        seconds=SECONDS,
        otherwise=lambda: f"job is {state_of(portal, job)}\n{portal.log('worker')[-3000:]}",
    )


def attempts_of(portal, job):
    return portal.rows("SELECT attempts FROM organisations_job WHERE id = %s", job)[0][0]


def assert_compiled_once(portal, report):
    """One version with its two documents, and exactly their files."""
    versions = portal.rows("SELECT state FROM reports_reportversion WHERE report_id = %s", report)
    documents = portal.rows(
        "SELECT kind, sha256 FROM reports_document d JOIN reports_reportversion v"
        " ON v.id = version_id WHERE report_id = %s ORDER BY kind",
        report,
    )
    files = portal.folder / "files"

    assert versions == [("compiled",)]
    assert [kind for kind, _ in documents] == ["reconciliation", "report"]
    for _, digest in documents:
        assert (files / digest[:2] / f"{digest}.pdf").read_bytes().startswith(b"%PDF")
    assert [path for path in files.rglob("*") if path.name.startswith(".new-")] == []


def test_what_a_request_asks_for_is_done_once(portal, person, report):
    owner = person.access.organisation.pk
    said = portal.shell(ASK.format(owner=owner, person=person.pk, report=report))
    job = int(said.split("job ")[1])

    wait_for(portal, job, "done")

    assert attempts_of(portal, job) == 1
    assert_compiled_once(portal, report)


def test_ten_deliveries_of_one_message_to_two_workers_have_one_effect(
    portal, person, report, queue
):
    portal.start_worker("second")
    job = enter_job(portal, person, report)
    for _ in range(10):
        send(queue, person, job)

    wait_for(portal, job, "done")
    portal.stop_process("second")

    assert attempts_of(portal, job) == 1
    assert_compiled_once(portal, report)


def test_a_worker_killed_in_the_middle_is_replaced_after_its_lease(portal, person, report, queue):
    job = enter_job(portal, person, report)
    send(queue, person, job)
    wait_for(portal, job, "running")

    portal.kill_worker()
    assert state_of(portal, job) == "running"
    portal.start_worker()

    wait_for(portal, job, "done")
    assert attempts_of(portal, job) == 2
    assert_compiled_once(portal, report)


def test_a_job_whose_message_was_never_sent_is_done_by_the_sweep(portal, person, report):
    """The broker was away when it was asked for: the request succeeds, the row stays."""
    owner = person.access.organisation.pk
    said = portal.shell(
        ASK.format(owner=owner, person=person.pk, report=report),
        REDIS_URL="redis://127.0.0.1:1/0",
    )
    job = int(said.split("job ")[1])
    assert state_of(portal, job) == "queued"

    portal.rows(
        "UPDATE organisations_job SET created_at = created_at - interval '1 minute'"
        " WHERE id = %s RETURNING id",
        job,
    )

    wait_for(portal, job, "done")
    assert_compiled_once(portal, report)


def test_a_job_that_always_fails_is_parked_after_five_tries_and_says_so(
    portal, person, report, django_db_blocker, settings
):
    poison = enter_job(portal, person, 999_999_999, minutes_ago=5)
    healthy = enter_job(portal, person, report, minutes_ago=5)

    wait_for(portal, poison, "parked")
    wait_for(portal, healthy, "done")

    assert attempts_of(portal, poison) == 5
    page = page_of(portal, person, poison, django_db_blocker, settings)
    assert JobState.PARKED.label in page.lower()


def test_a_job_that_kills_its_worker_is_parked_too(portal, person, report, queue):
    job = enter_job(portal, person, report, minutes_ago=5, attempts=4)
    wait_for(portal, job, "running")

    portal.kill_worker()
    portal.start_worker()

    wait_for(portal, job, "parked")
    assert attempts_of(portal, job) == 5
    assert portal.rows("SELECT error FROM organisations_job WHERE id = %s", job) == [
        (jobs.CUT_OFF,)
    ]


def page_of(portal, person, job, blocker, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    with production_logins(portal.database, blocker):
        client = Client()
        client.force_login(User.objects.get(pk=person.pk))
        return client.get(reverse("organisations:job", args=[job])).content.decode()


def test_of_many_workers_that_claim_at_once_one_wins(portal, person, report, django_db_blocker):
    """Asked in the database itself, without a message for anybody."""
    job = enter_job(portal, person, 999_999_999)

    def claim(_):
        with signed_in(portal.database), use_tenant(person.access.tenant):
            return jobs.claim(job)

    with production_logins(portal.database, django_db_blocker), ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(claim, range(8)), key=bool) == [None] * 7 + [1]
