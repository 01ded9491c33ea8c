"""The list of the background's work: one's own, stopped by hand, tried again when parked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations import jobs
from organisations.enums import JobKind, JobState, Kind, Role
from organisations.exceptions import ActionRefused
from organisations.models import Job, LogEntry
from organisations.tenancy import owner_login, use_tenant
from tests.factories import make_member

pytestmark = pytest.mark.django_db

WHY = "Bản báo cáo chưa có nội dung."


@pytest.fixture
def officer():
    return make_member()


def make_job(person, state=JobState.QUEUED, kind=JobKind.COMPILE_REPORT, **fields):
    """A job of this person's organisation."""
    whose = {"owner": person.access.organisation, "requested_by": person, "subject_id": 1}
    with owner_login():
        return Job.objects.create(kind=kind, state=state, **(whose | fields))


def stored(job):
    with owner_login():
        return Job.objects.get(pk=job.pk)


def test_one_sees_ones_own_work_with_its_state_and_the_reason(client, officer):
    make_job(officer, JobState.FAILED, error=WHY)
    make_job(make_member(), JobState.FAILED, error="Việc của hàng xóm")
    client.force_login(officer)

    page = client.get(reverse("organisations:jobs")).content.decode()
    queued = client.get(reverse("organisations:jobs"), {"state": "queued"}).content.decode()

    assert WHY in page
    assert "hàng xóm" not in page
    assert "Không có việc nào như vậy" in queued


def test_a_waiting_job_is_cancelled_and_no_worker_takes_it(client, officer):
    job = make_job(officer)
    client.force_login(officer)

    client.post(reverse("organisations:job_cancel", args=[job.pk]))

    assert stored(job).state == JobState.CANCELLED
    with use_tenant(officer.access.tenant):
        assert jobs.claim(job.pk) is None
    with owner_login():
        assert LogEntry.objects.filter(verb="cancel", subject_id=job.pk).exists()


def test_a_running_job_that_was_cancelled_is_not_finished(officer):
    job = make_job(officer)
    with use_tenant(officer.access.tenant):
        attempt = jobs.claim(job.pk)
        jobs.cancel_job(job.pk, access=officer.access)

        assert not jobs.report_progress(job.pk, attempt, "bước", done=1, total=2)
        assert not jobs.finish(job.pk, attempt)
    assert stored(job).state == JobState.CANCELLED


def test_what_is_over_is_not_cancelled(officer):
    job = make_job(officer, JobState.DONE)

    with use_tenant(officer.access.tenant), pytest.raises(ActionRefused, match="đã kết thúc"):
        jobs.cancel_job(job.pk, access=officer.access)


def test_an_import_is_withdrawn_on_its_own_page(client, officer):
    job = make_job(officer, kind=JobKind.APPLY_IMPORT)
    client.force_login(officer)

    assert client.post(reverse("organisations:job_cancel", args=[job.pk])).status_code == 403
    assert stored(job).state == JobState.QUEUED


def test_a_parked_job_begins_again_from_its_first_attempt(client, officer):
    job = make_job(officer, JobState.PARKED, attempts=5, error=jobs.CUT_OFF)
    client.force_login(officer)

    client.post(reverse("organisations:job_retry", args=[job.pk]))

    again = stored(job)
    assert (again.state, again.attempts, again.error) == (JobState.QUEUED, 0, "")
    with use_tenant(officer.access.tenant):
        assert jobs.claim(job.pk) == 1


def test_a_parked_job_that_was_asked_for_anew_is_left_alone(officer):
    job = make_job(officer, JobState.PARKED, attempts=5)
    make_job(officer, JobState.RUNNING)

    with use_tenant(officer.access.tenant), pytest.raises(ActionRefused, match="ở nơi khác"):
        jobs.retry_job(job.pk, access=officer.access)


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.DONE, JobState.QUEUED])
def test_what_said_why_is_mended_first_and_not_just_tried_again(client, officer, state):
    job = make_job(officer, state, error=WHY)
    client.force_login(officer)

    assert client.post(reverse("organisations:job_retry", args=[job.pk])).status_code == 403
    assert stored(job).state == state


def test_a_neighbour_and_a_viewer_stop_nothing(client, officer):
    job = make_job(officer)
    viewer = make_member(role=Role.VIEWER, organisation=officer.access.organisation)

    for person, status in ((make_member(), 404), (make_member(Kind.MINISTRY), 404), (viewer, 403)):
        client.force_login(person)
        address = reverse("organisations:job_cancel", args=[job.pk])
        assert client.post(address).status_code == status
    assert stored(job).state == JobState.QUEUED


def test_the_list_costs_the_same_with_1_3_and_40_jobs(client, officer):
    client.force_login(officer)
    counted, number = [], 0
    for count in (1, 3, 40):
        while number < count:
            number += 1
            make_job(officer, JobState.DONE, subject_id=number)
        client.get(reverse("organisations:jobs"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("organisations:jobs"))
        counted.append(len(queries))

    assert len(set(counted)) == 1
