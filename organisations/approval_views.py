"""Screens of the chains of approval, and what the verbs of approved objects have in common."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.generic import FormView

from organisations import rules
from organisations.access import require
from organisations.approval_forms import ChainForm, DecisionForm
from organisations.approvals import chain_of, configured_steps, save_chain
from organisations.enums import ApprovalSubject
from organisations.exceptions import ActionRefused


@require_GET
def approval_steps(request):
    """The unit's chain for every kind of object, configured or the default."""
    access = request.access
    require(rules.may_see_chains(access))
    configured = set(configured_steps(access).values_list("subject", flat=True))
    context = {
        "chains": [
            (subject, chain_of(subject, access=access), subject in configured)
            for subject in ApprovalSubject
        ],
        "may_configure": rules.may_configure_chains(access),
        "may_see_chains": True,
    }
    return render(request, "organisations/approval_steps.html", context)


class ChainEdit(FormView):
    form_class = ChainForm
    template_name = "organisations/approval_chain.html"

    def dispatch(self, request, *args, **kwargs):
        require(rules.may_configure_chains(request.access))
        if kwargs["subject"] not in ApprovalSubject.values:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def subject(self):
        return ApprovalSubject(self.kwargs["subject"])

    def get_form_kwargs(self):
        access = self.request.access
        chain = chain_of(self.subject, access=access)
        return super().get_form_kwargs() | {
            "subject": self.subject,
            "chain": chain,
            "access": access,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(subject=self.subject, **kwargs)

    def form_valid(self, form):
        seen = form.cleaned_data["seen"]
        try:
            save_chain(self.subject, form.steps, access=self.request.access, seen=seen)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Đã lưu chuỗi trình duyệt."))
        return redirect("organisations:approval_steps")


def decided(request, act, *, back, done):
    """The POST of one button of organisations/includes/approval.html.

    `act(words=…, seen=…)` is the object's own verb. A refusal gives back what was typed.
    """
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            act(words=form.cleaned_data["words"], seen=form.cleaned_data["seen"])
        except ActionRefused as refusal:
            refused = [str(refusal)]
        else:
            messages.success(request, done)
            return redirect(back)
    else:
        refused = [error for errors in form.errors.values() for error in errors]
    for sentence in refused:
        messages.error(request, sentence)
    if typed := request.POST.get("words", "").strip():
        messages.info(request, _("Ý kiến vừa nhập, chưa ghi: “%(typed)s”") % {"typed": typed})
    return redirect(back)
