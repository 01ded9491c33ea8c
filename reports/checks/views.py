"""Explaining what a rule found."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView

from organisations import clock
from organisations.access import get_visible_or_404, require
from organisations.entry.views import EntryView
from reports.checks import explanations
from reports.checks.forms import ExplanationForm
from reports.desk import checks_context
from reports.models import CheckRule, Explanation, Report
from reports.words.rules import may_write


class ExplanationUpdate(EntryView, UpdateView):
    """For the unit's writers, of a rule that may be explained; any other rule is a 404."""

    model = Explanation
    form_class = ExplanationForm
    template_name = "reports/explanation_form.html"
    saved = _("Đã lưu giải trình.")

    def dispatch(self, request, *args, **kwargs):
        access = request.access
        self.report = get_visible_or_404(
            Report, access, code=kwargs["code"], owner=access.organisation
        )
        require(may_write(access, self.report))
        self.rule = get_visible_or_404(CheckRule, access, code=kwargs["rule"], may_explain=True)
        if self.report.form.code not in self.rule.forms:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset=None):
        stored = explanations.explanations_of(self.report, access=self.request.access)
        row = stored.get(self.rule.code) or Explanation(rule_code=self.rule.code)
        row.report = self.report
        return row

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            report=self.report, rule=self.rule, found=self.found(), **kwargs
        )

    def found(self):
        """What this rule finds in the newest version; nothing before it is compiled."""
        result = checks_context(self.report, self.request.access, clock.now())["result"]
        by_severity = dict(result.by_severity) if result else {}
        return [each for each in by_severity.get(self.rule.severity, []) if each.rule == self.rule]

    def save(self, form):
        explanations.explain(
            form.instance,
            access=self.request.access,
            seen=form.cleaned_data["seen"],
            now=clock.now(),
        )
        return reverse("reports:checks", args=[self.report.code])
