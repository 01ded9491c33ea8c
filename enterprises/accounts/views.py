"""Requests for accounts, and inviting from the register: a department's pages."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from enterprises import rules
from enterprises.accounts import actions
from enterprises.accounts.forms import InviteForm, RefuseForm
from enterprises.enums import AccountRequestState
from enterprises.models import AccountRequest, Enterprise, Establishment
from organisations import clock, invitations
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.exceptions import ActionRefused
from organisations.lists import PAGE
from organisations.vietnamese import same_name_key


class RequestList(AccessMixin, ListView):
    """Open ones first."""

    model = AccountRequest
    paginate_by = PAGE
    template_name = "enterprises/accounts/requests.html"

    def get_queryset(self):
        require(rules.may_invite_enterprise(self.request.access))
        rows = super().get_queryset().annotate(is_answered=~Q(state=AccountRequestState.OPEN))
        return rows.order_by("is_answered", "asked_at", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        codes = {row.tax_code for row in context["object_list"]}
        known = Enterprise.objects.visible_to(self.request.access).filter(tax_code__in=codes)
        names = dict(known.values_list("tax_code", "name"))
        context["rows"] = [
            (row, names.get(row.tax_code, ""), _is_other_name(row, names.get(row.tax_code, "")))
            for row in context["object_list"]
        ]
        return context


def _is_other_name(asked, known):
    """Whether the account will have a name that its people did not give."""
    return bool(known) and same_name_key(known) != same_name_key(asked.enterprise_name)


@require_POST
def confirm(request, pk):
    asked = get_visible_or_404(AccountRequest, request.access, pk=pk)
    require(rules.may_invite_enterprise(request.access))
    try:
        token = actions.confirm(asked.pk, access=request.access)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_invited(request, asked.email, token)
    return redirect("enterprises:account_requests")


class Refuse(FormView):
    form_class = RefuseForm
    template_name = "enterprises/accounts/refuse.html"

    def dispatch(self, request, *args, **kwargs):
        self.asked = get_visible_or_404(AccountRequest, request.access, pk=kwargs["pk"])
        require(rules.may_invite_enterprise(request.access))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=self.asked, **kwargs)

    def form_valid(self, form):
        try:
            actions.refuse(self.asked.pk, form.cleaned_data["reason"], access=self.request.access)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Đã ghi lý do không xác nhận."))
        return redirect("enterprises:account_requests")


class Invite(FormView):
    """From the page of an establishment whose enterprise is known."""

    form_class = InviteForm
    template_name = "enterprises/accounts/invite.html"

    def dispatch(self, request, *args, **kwargs):
        self.site = get_visible_or_404(
            Establishment, request.access, pk=kwargs["pk"], legal_entity__isnull=False
        )
        require(rules.may_invite_from(request.access, self.site))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(establishment=self.site, **kwargs)

    def form_valid(self, form):
        now, told = clock.now(), form.cleaned_data
        enterprise = self.site.legal_entity
        try:
            token = actions.invite(enterprise, access=self.request.access, now=now, **told)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        _say_invited(self.request, told["email"], token)
        return redirect(self.site)


def _say_invited(request, email, token):
    if settings.DEMONSTRATION:
        said = _("Máy dùng thử không gửi thư. Đường dẫn nhận lời mời: %(address)s")
        messages.info(request, said % {"address": invitations.address_of(token)})
    messages.success(request, _("Đã gửi lời mời đến %(email)s.") % {"email": email})
