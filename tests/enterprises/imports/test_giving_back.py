"""What cannot be written or taken back is as it was before, with words; no batch waits for ever."""

import pytest
from django.urls import reverse

from enterprises.imports import actions, applying
from organisations import jobs
from organisations.enums import ImportState, JobState
from organisations.exceptions import ActionRefused
from organisations.models import Job
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.imports.bringing import applied, checked, plants, row_of, run

pytestmark = pytest.mark.django_db

CODE = "0100112437"


@pytest.fixture
def batch(here):
    return checked(here, {"name": "Gốm Á", "year": "2024", "employees": "7"})


def state(here, batch):
    with use_tenant(here.access.tenant):
        batch.refresh_from_db()
        job = Job.objects.filter(subject_id=batch.pk).latest("pk")
    return batch.state, job.state, job.error


def spoil(batch, **values):
    """As if the register refused by a rule that reading the file does not know."""
    row = row_of(batch)
    with owner_login():
        batch.rows.update(values=row.values | values)


def test_what_a_rule_refuses_is_said_in_its_words(here, batch):
    spoil(batch, year=1800)

    with pytest.raises(ActionRefused):
        applied(here, batch)

    said = "Chưa ghi gì vào sổ. Năm phải từ 1990 đến 2100."
    assert state(here, batch) == (ImportState.CHECKED, JobState.FAILED, said)


def test_so_is_what_a_function_refuses(here, batch):
    spoil(batch, branch_code=f"{CODE}-001")

    with pytest.raises(ActionRefused, match="phải bắt đầu bằng mã số thuế của doanh nghiệp"):
        applied(here, batch)

    assert state(here, batch)[0] == ImportState.CHECKED


def test_what_has_no_words_is_refused_all_the_same(here, batch):
    spoil(batch, own_code="A" * 41)

    with pytest.raises(ActionRefused, match="Hãy báo cho bộ phận kỹ thuật"):
        applied(here, batch)

    assert state(here, batch)[:2] == (ImportState.CHECKED, JobState.FAILED)


@pytest.mark.parametrize(
    ("tries", "after", "job_state"),
    [
        (1, ImportState.CHECKED, JobState.PARKED),
        (2, ImportState.APPLYING, JobState.QUEUED),
    ],
)
def test_the_last_try_gives_it_back(here, batch, monkeypatch, settings, tries, after, job_state):
    settings.JOB_MAX_ATTEMPTS = tries

    def killed(_batch):
        raise MemoryError

    monkeypatch.setattr(applying, "count_verdicts", killed)
    with pytest.raises(MemoryError):
        applied(here, batch)

    assert state(here, batch)[:2] == (after, job_state)


@pytest.mark.parametrize(
    ("before", "during"),
    [
        (ImportState.CHECKED, ImportState.APPLYING),
        (ImportState.APPLIED, ImportState.UNDOING),
    ],
)
def test_a_batch_whose_worker_was_killed_each_time_is_let_go_by_its_unit(
    client, here, batch, before, during
):
    ask = actions.request_apply
    if before == ImportState.APPLIED:
        applied(here, batch)
        ask = actions.request_undo
    with use_tenant(here.access.tenant):
        job = ask(batch, access=here.access)
        jobs.claim(job.pk)
        with pytest.raises(ActionRefused, match="Hãy đợi"):
            actions.release(batch, access=here.access)
    with owner_login():
        Job.objects.filter(pk=job.pk).update(state=JobState.PARKED, error=jobs.CUT_OFF)
    client.force_login(here)
    release = reverse("enterprises:import_release", args=[batch.pk])
    page = client.get(batch.get_absolute_url()).content.decode()
    assert (release in page, state(here, batch)[0]) == (True, during)

    client.post(release)

    assert state(here, batch)[0] == before
    assert jobs.CUT_OFF in client.get(batch.get_absolute_url()).content.decode()


def test_what_waits_its_turn_is_called_off(client, here, batch):
    with use_tenant(here.access.tenant):
        job = actions.request_apply(batch, access=here.access)
    client.force_login(here)
    release = reverse("enterprises:import_release", args=[batch.pk])
    assert release in client.get(batch.get_absolute_url()).content.decode()

    client.post(release)

    assert state(here, batch)[:2] == (ImportState.CHECKED, JobState.CANCELLED)
    run(here, actions.run_apply, batch, job)
    assert plants(here) == []
