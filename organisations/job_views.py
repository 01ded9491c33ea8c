"""The work of the background: what waits, runs, failed and why; stopping it and trying it again."""

import django_filters
from django.db.models import CharField, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations import jobs, rules
from organisations.enums import JobState
from organisations.lists import FilteredList, ListFilter
from organisations.models import Job
from organisations.views import Confirmed

TONES = {
    JobState.QUEUED: "neutral",
    JobState.RUNNING: "info",
    JobState.DONE: "success",
    JobState.FAILED: "danger",
    JobState.PARKED: "danger",
    JobState.CANCELLED: "neutral",
}


class JobFilter(ListFilter):
    state = django_filters.ChoiceFilter(
        choices=JobState.choices, label=_("Trạng thái"), empty_label=_("Tất cả")
    )

    class Meta:
        model = Job
        fields = ["state"]


class JobList(FilteredList):
    """The organisation's own work, the newest first."""

    model = Job
    filter_class = JobFilter
    template_name = "organisations/job_list.html"

    def get_queryset(self):
        """With the name of who asked; of a person no other column may be read."""
        full_name = NullIf("requested_by__full_name", Value(""))
        name = Coalesce(full_name, "requested_by__email", output_field=CharField())
        return super().get_queryset().annotate(asked_by=name).order_by("-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        access = self.request.access
        context["lines"] = [
            (
                job,
                TONES[job.state],
                jobs.may_cancel(access, job),
                jobs.may_retry(access, job),
            )
            for job in context["object_list"]
        ]
        may_see_health = rules.may_see_health(access)
        return context | {"filter": self.filter, "may_see_health": may_see_health}


class OfJobs(Confirmed):
    model = Job

    def back_url(self):
        return reverse("organisations:jobs")

    def back_label(self):
        return _("Việc nền")

    def about(self):
        return self.row.get_kind_display()


class JobCancel(OfJobs):
    may = staticmethod(jobs.may_cancel)
    title = _("Hủy việc nền")
    button = _("Hủy việc")
    done = _("Đã hủy việc.")

    def consequence(self):
        return _("Việc dừng ở bước kế tiếp. Không có gì bị ghi dở; muốn làm thì yêu cầu lại.")

    def act(self, pk, access):
        jobs.cancel_job(pk, access=access)


class JobRetry(OfJobs):
    may = staticmethod(jobs.may_retry)
    takes_away = False
    title = _("Chạy lại việc nền")
    button = _("Chạy lại")
    done = _("Đã xếp lại vào hàng đợi.")

    def consequence(self):
        return _("Việc được xếp lại vào hàng đợi và chạy như lần đầu.")

    def act(self, pk, access):
        jobs.retry_job(pk, access=access)
