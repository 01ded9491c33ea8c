"""The Ministry decides on a submitted version on the screen."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.access import get_visible_or_404
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView
from reports.enums import ReviewDecision
from reports.models import ReportVersion, Review
from reports.review import actions, rules
from reports.review.forms import ReviewForm
from reports.review.standing import HEADINGS


class ReviewCreate(EntryPage, EntryCreateView):
    model = Review
    form_class = ReviewForm
    may_create = staticmethod(rules.may_review)
    saved = _("Đã ghi. Đơn vị thấy trên trang báo cáo của mình.")

    def dispatch(self, request, *args, **kwargs):
        if kwargs["decision"] not in ReviewDecision.values:
            raise Http404
        self.version = get_visible_or_404(ReportVersion, request.access, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            decision = self.kwargs["decision"]
            kwargs["instance"] = Review(version=self.version, decision=decision)
        return kwargs

    def save(self, form):
        return actions.decide(form.instance, access=self.request.access)

    def trail(self):
        report = self.version.report
        return [
            (_("Báo cáo"), reverse("reports:reports")),
            (f"{report.owner}: {report}", report.get_absolute_url()),
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        heading = HEADINGS[self.kwargs["decision"]]
        return context | {"heading": heading, "submit_label": heading}
