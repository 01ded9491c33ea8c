"""The health page: red for what is broken and nothing else, quick when nothing answers."""

import datetime as dt
import json
import socket
import time
from contextlib import closing
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.urls import reverse

from organisations.enums import JobKind, JobState, Kind, Role
from organisations.health import readings, views
from organisations.health.pulse import give_pulse
from organisations.models import Job
from organisations.tenancy import JOBS, owner_login, use_tenant
from tests.english import english_words
from tests.factories import make_member
from tests.stack import running_stack, wait_until

pytestmark = pytest.mark.xdist_group("health")
# Port 1 of one's own machine: nobody listens there.
NOBODY = 1


@pytest.fixture(autouse=True)
def _look_anew():
    readings._kept.clear()


def enter_pulse(part, seconds_ago):
    with owner_login(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO app.pulse VALUES (%s, clock_timestamp() - %s)",
            [part, dt.timedelta(seconds=seconds_ago)],
        )


def judged():
    with connection.cursor() as cursor:
        return readings.judge(readings.read(cursor))


def red():
    return {part for part, is_well in judged().items() if not is_well}


def enter_job(**fields):
    person = make_member()
    with owner_login():
        fields = {"owner": person.access.organisation, "subject_id": 1} | fields
        job = Job.objects.create(kind=JobKind.COMPILE_REPORT, **fields)
        Job.objects.filter(pk=job.pk).update(**fields)


@pytest.mark.django_db
def test_who_never_gave_a_sign_is_not_alive():
    assert red() == {"beat", "worker"}


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "is_red"), [(40, False), (50, True)])
@pytest.mark.parametrize("part", ["beat", "worker"])
def test_three_signs_missed_in_a_row_are_red_for_that_part_alone(part, seconds, is_red):
    other = {"beat": "worker", "worker": "beat"}[part]
    enter_pulse(part, seconds)
    enter_pulse(other, 1)

    assert red() == ({part} if is_red else set())


@pytest.mark.django_db
def test_a_worker_busy_with_a_long_job_lives_as_long_as_its_lease():
    enter_pulse("beat", 1)
    enter_pulse("worker", 300)
    enter_job(state=JobState.RUNNING, lease_until=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1))
    assert red() == set()

    with owner_login():
        Job.objects.update(lease_until=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1))
    assert red() == {"worker"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "minutes", "is_red"),
    [("queued", 4, False), ("queued", 6, True), ("running", 6, False), ("done", 6, False)],
)
def test_a_job_that_waits_more_than_five_minutes_is_red(state, minutes, is_red):
    enter_pulse("beat", 1)
    enter_pulse("worker", 1)
    enter_job(state=state, created_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes))

    assert red() == ({"queue"} if is_red else set())


@pytest.mark.django_db
def test_only_the_systems_own_work_gives_signs_of_life():
    person = make_member()
    with use_tenant(JOBS):
        give_pulse("worker")

    for tenant in (None, person.access.tenant):
        with use_tenant(tenant), pytest.raises(ProgrammingError), transaction.atomic():
            give_pulse("beat")
    with use_tenant(person.access.tenant), pytest.raises(ProgrammingError), transaction.atomic():
        judged()


@pytest.mark.django_db
def test_a_full_disk_and_a_grown_database_are_red(settings):
    assert readings.has_room()
    settings.HEALTH_FREE_MB = 10**9
    assert not readings.has_room()

    settings.HEALTH_DATABASE_MAX_MB = 1
    assert "size" in red()


def ask(client):
    began = time.monotonic()
    response = client.get("/health/", headers={"host": "anything"})
    assert time.monotonic() - began < 5
    return response.status_code, response.json()["parts"]


@pytest.fixture
def closed(monkeypatch):
    """The database's port where nobody listens; in the suite's own connection nothing changes."""
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connections["default"].settings_dict, "PORT", NOBODY)


@pytest.mark.django_db
def test_without_a_database_it_still_answers_and_says_only_green_and_red(client, closed):
    client.cookies["sessionid"] = "of somebody who is signed in"

    status, parts = ask(client)

    assert status == 503
    assert parts == {
        "web": "green",
        "database": "red",
        "broker": "green",
        "beat": "red",
        "worker": "red",
        "queue": "red",
        "files": "green",
        "size": "red",
    }


@pytest.mark.django_db
def test_a_database_and_a_broker_that_hang_are_given_up_soon(client, monkeypatch, settings):
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setitem(connections["default"].settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connections["default"].settings_dict, "PORT", port)
        settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"

        status, parts = ask(client)

    assert status == 503
    assert (parts["database"], parts["broker"], parts["web"]) == ("red", "red", "green")


@pytest.mark.django_db
def test_a_broker_that_is_away_is_red(client, settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{NOBODY}/0"

    status, parts = ask(client)

    assert (status, parts["broker"], parts["database"]) == (503, "red", "green")


def test_it_is_read_and_not_written_to(client):
    assert client.post("/health/").status_code == 405


@pytest.mark.django_db
def test_the_ministrys_administrator_reads_what_to_do(client, settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{NOBODY}/0"
    client.force_login(make_member(Kind.MINISTRY, Role.ADMINISTRATOR))

    page = client.get(reverse("organisations:health")).content.decode()

    assert "Hàng đợi không trả lời. Khởi động lại máy chủ của nó" in page
    assert "Cơ sở dữ liệu không trả lời" not in page
    jobs = client.get(reverse("organisations:jobs")).content.decode()
    assert reverse("organisations:health") in jobs


def test_all_that_the_page_can_say_is_vietnamese():
    said = [*views.NAMES.values(), *views.ADVICE.values(), views.UNKNOWN]

    assert [english_words(str(text)) for text in said] == [[] for _ in said]
    assert set(views.NAMES) == set(readings.PARTS) == set(views.ADVICE) | {"web"}


@pytest.mark.django_db
def test_what_only_the_database_could_tell_is_called_unknown(client, closed):
    client.force_login(make_member(Kind.MINISTRY, Role.ADMINISTRATOR))

    page = client.get(reverse("organisations:health")).content.decode()

    assert "Kiểm tra máy chủ và nhật ký" in page
    assert page.count("Chưa biết: cơ sở dữ liệu không trả lời.") == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (Kind.MINISTRY, Role.HEAD),
        (Kind.MINISTRY, Role.OFFICER),
        (Kind.DEPARTMENT, Role.ADMINISTRATOR),
    ],
)
def test_nobody_else_sees_the_page_or_its_link(client, kind, role):
    client.force_login(make_member(kind, role))

    assert client.get(reverse("organisations:health")).status_code == 403
    jobs = client.get(reverse("organisations:jobs")).content.decode()
    assert reverse("organisations:health") not in jobs


def test_the_real_portal_turns_red_for_who_was_killed_and_green_again(template_database):
    with running_stack(PULSE_SECONDS="1", JOB_LEASE_SECONDS="2") as portal:
        wait_for_red(portal, set())

        portal.kill_worker()
        wait_for_red(portal, {"worker"})
        portal.start_worker()
        wait_for_red(portal, set())

        portal.stop_process("beat")
        wait_for_red(portal, {"beat", "worker"})


def wait_for_red(portal, parts):
    wait_until(
        lambda: asked_outside(portal) == parts,
        seconds=30,
        otherwise=lambda: f"{asked_outside(portal)}\n{portal.log('beat')}\n{portal.log('worker')}",
    )


def asked_outside(portal):
    try:
        with urlopen(f"{portal.base_url}/health/") as answer:
            said = json.load(answer)
    except HTTPError as answer:
        said = json.load(answer)
    return {part for part, word in said["parts"].items() if word == "red"}
