"""Queue entry points, and how a task gets back the organisation it was asked for by."""

from celery import Task, shared_task

from organisations import clock, jobs
from organisations.exceptions import ActionRefused
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


class JobTask(TenantTask):
    """A task whose first argument is a Job; a fault is written on the job's own page."""

    abstract = True

    def on_failure(self, exc, task_id, args, kwargs, einfo):
        """A refusal was written down by whoever ran the job; this is for everything else."""
        if isinstance(exc, ActionRefused):
            return
        sentence = f"Lỗi hệ thống khi chạy: {type(exc).__name__}."
        with use_tenant(self._tenant()):
            jobs.fail(args[0], sentence, now=clock.now(), is_final=False)


@shared_task(system=True)
def sweep_jobs():
    """Twice a minute (CELERY_BEAT_SCHEDULE). Twice does no harm: a job is claimed by one worker."""
    return jobs.sweep(now=clock.now())
