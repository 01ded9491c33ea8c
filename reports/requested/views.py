"""The Ministry's register of requests on the screen."""

from django.db.models import Count
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from organisations import files
from organisations.access import get_visible_or_404, require
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView
from organisations.lists import FilteredList
from reports.enums import RequestClass
from reports.models import Fact, RequestStep
from reports.national.tables import XLSX
from reports.requested import actions, rules
from reports.requested.forms import RequestFilter, RequestStepForm
from reports.requested.register import IN_STAGE, Stage, requests_sent, stage_of
from reports.requested.tables import write_register

TONES = {Stage.WAITING: "warning", Stage.ROUTED: "info", Stage.ANSWERED: "success"}


class RequestRegister(FilteredList):
    model = Fact
    filter_class = RequestFilter
    template_name = "reports/requested/register.html"

    def get_queryset(self):
        require(rules.may_read(self.request.access))
        self.queryset = requests_sent(self.request.access)
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        shown = super().get_context_data(
            may_deal_with=rules.may_deal_with(self.request.access),
            stages=[(stage, self.filter.qs.filter(IN_STAGE[stage]).count()) for stage in Stage],
            classes=self._classes(),
            **kwargs,
        )
        for row in shown["object_list"]:
            row.stage, row.tone = stage_of(row), TONES[stage_of(row)]
            row.class_label = RequestClass(row.class_now).label if row.class_now else ""
            row.asked_label = RequestClass(row.kind).label if row.kind else ""
        return shown

    def _classes(self):
        """[(class, how many of what is shown)], the largest first."""
        counted = self.filter.qs.order_by().values_list("class_now").annotate(count=Count("pk"))
        return [(RequestClass(each), count) for each, count in counted.order_by("-count") if each]


@require_GET
def register_tables(request):
    """What the page shows, as a workbook."""
    require(rules.may_read(request.access))
    rows = requests_sent(request.access)
    narrowed = RequestFilter(request.GET, queryset=rows, request=request)
    body = write_register(narrowed.qs)
    return files.download_bytes(body, name="so-kien-nghi.xlsx", content_type=XLSX)


class RequestStepCreate(EntryPage, EntryCreateView):
    """A step with one request of a report that was sent; what was said before stands below."""

    model = RequestStep
    form_class = RequestStepForm
    template_name = "reports/requested/step_form.html"
    may_create = staticmethod(rules.may_deal_with)
    new_heading = _("Xử lý kiến nghị")
    saved = _("Đã ghi. Đơn vị thấy trên trang kiến nghị của mình.")

    def dispatch(self, request, *args, **kwargs):
        asked = get_visible_or_404(Fact, request.access, pk=kwargs["pk"])
        require(rules.may_deal_with(request.access))
        self.asked = requests_sent(request.access).filter(pk=asked.pk).first()
        if self.asked is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            report, last = self.asked.version.report, self.steps().first()
            kwargs["instance"] = RequestStep(
                report=report,
                request_key=self.asked.source_id,
                request_class=last.request_class if last else self.asked.kind,
                routed_to=last.routed_to if last else "",
            )
        return kwargs

    def steps(self):
        rows = RequestStep.objects.visible_to(self.request.access)
        asked = self.asked
        return rows.filter(report=asked.version.report_id, request_key=asked.source_id)

    def save(self, form):
        actions.deal_with(form.instance, access=self.request.access)
        return reverse("reports:requested:register")

    def trail(self):
        return [(_("Sổ kiến nghị"), reverse("reports:requested:register"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=self.asked, steps=self.steps(), **kwargs)
