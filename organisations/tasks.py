"""Queue entry points, and how a task gets back the organisation it was asked for by."""

from celery import Task, shared_task

from organisations import jobs
from organisations.health.pulse import give_pulse
from organisations.notifications import sweep
from organisations.tenancy import JOBS, Tenant, use_tenant


class TenantTask(Task):
    """Runs as the organisation named in the message; without one only a `system` task may run."""

    abstract = True
    system = False

    def __call__(self, *args, **kwargs):
        with use_tenant(self._tenant()):
            return super().__call__(*args, **kwargs)

    def _tenant(self):
        if self.system:
            return JOBS
        named = self.request.get("tenant") or (self.request.headers or {}).get("tenant")
        if not named:
            raise RuntimeError(f"Việc {self.name} không nói làm cho tổ chức nào.")
        return Tenant(*named)


@shared_task(system=True)
def sweep_jobs():
    """Twice a minute (CELERY_BEAT_SCHEDULE). Twice does no harm: a job is claimed by one worker."""
    return jobs.sweep()


@shared_task(system=True)
def sweep_reminders():
    """Every quarter of an hour (CELERY_BEAT_SCHEDULE): one task for each organisation."""
    return sweep.fan_out()


@shared_task(system=True)
def pulse():
    """Four times a minute (CELERY_BEAT_SCHEDULE): done at all, it shows that a worker lives."""
    give_pulse("worker")


@shared_task
def remind_organisation():
    """Safe to run twice, at once too: see organisations.notifications.sweep."""
    sweep.remind()
