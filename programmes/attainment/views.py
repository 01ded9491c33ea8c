"""What was found out about a target on the screen."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from organisations.access import AccessMixin, get_visible_or_404
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.lists import PAGE
from programmes.attainment import actions, rules
from programmes.attainment.forms import ProgressForm
from programmes.models import Target, TargetProgress


def _target(request, pk):
    return get_visible_or_404(Target, request.access, pk=pk)


class ProgressList(AccessMixin, ListView):
    model = TargetProgress
    paginate_by = PAGE
    template_name = "programmes/attainment/progress_list.html"

    def get_queryset(self):
        self.target = _target(self.request, self.kwargs["pk"])
        return super().get_queryset().filter(target=self.target)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            target=self.target,
            may_state=rules.may_state(self.request.access, self.target),
            **kwargs,
        )


class ProgressCreate(EntryCreateView):
    model = TargetProgress
    form_class = ProgressForm
    template_name = "programmes/attainment/progress_form.html"
    saved = _("Đã lưu kết quả của mục tiêu.")

    def may_create(self, access):
        self.target = _target(self.request, self.kwargs["pk"])
        return rules.may_state(access, self.target)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": TargetProgress(target=self.target)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(target=self.target, **kwargs)

    def save(self, form):
        return actions.state_progress(form.instance, access=self.request.access)


class ProgressUpdate(EntryUpdateView):
    model = TargetProgress
    form_class = ProgressForm
    template_name = "programmes/attainment/progress_form.html"
    saved = _("Đã lưu kết quả của mục tiêu.")

    def get_queryset(self):
        return super().get_queryset().select_related("target")

    def may_edit(self, access, progress):
        return rules.may_state(access, progress.target)

    def get_context_data(self, **kwargs):
        return super().get_context_data(target=self.object.target, **kwargs)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.correct_progress(form.instance, access=self.request.access, seen=seen)
