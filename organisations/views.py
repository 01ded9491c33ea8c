"""Screens about the organisation itself, waiting for a job, and pages for when things go wrong."""

import logging
import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView, ListView

from organisations import actions, clock, invitations, rules
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.acting import SESSION_KEY, organisations_of
from organisations.exceptions import ActionRefused
from organisations.forms import DelegationForm, InvitationForm, RoleForm
from organisations.models import Delegation, Invitation, Job, Membership

logger = logging.getLogger(__name__)


@require_GET
def switch(request):
    """For whom one works: own organisations first, then those that have delegated work."""
    known = organisations_of(request.standings)
    choices = [(standing, known[standing.organisation_id]) for standing in request.standings]
    return render(request, "organisations/switch.html", {"choices": choices})


@require_POST
def choose(request):
    """Only an organisation one may act for today; any other does not exist."""
    asked = request.POST.get("organisation", "")
    allowed = {str(standing.organisation_id): standing for standing in request.standings}
    if asked not in allowed:
        raise Http404
    request.session[SESSION_KEY] = allowed[asked].organisation_id
    return redirect("home")


class MemberList(AccessMixin, ListView):
    """Colleagues and, for the administrator, open invitations."""

    model = Membership
    paginate_by = 50
    template_name = "organisations/members.html"

    def get_queryset(self):
        require(rules.may_see_members(self.request.access))
        return super().get_queryset().valid_on(clock.Today()).for_list()

    def get_context_data(self, **kwargs):
        access = self.request.access
        may_manage = rules.may_manage_members(access)
        open_ones = Invitation.objects.visible_to(access).filter(accepted_at=None)
        return super().get_context_data(
            may_manage=may_manage,
            invitations=open_ones if may_manage else open_ones.none(),
            may_see_chains=rules.may_see_chains(access),
            now=clock.now(),
            **kwargs,
        )


class AdministratorForm(FormView):
    """A form for the administrator alone; a refusal stands above it, what was typed stays."""

    template_name = "organisations/form.html"
    title = ""
    submit_label = ""
    back = "organisations:members"
    may = staticmethod(rules.may_manage_members)

    def dispatch(self, request, *args, **kwargs):
        require(self.may(request.access))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        words = {"title": self.title, "submit_label": self.submit_label}
        return super().get_context_data(cancel_url=reverse(self.back), **words, **kwargs)

    def form_valid(self, form):
        try:
            said = self.act(form)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect(self.back)


class Invite(AdministratorForm):
    form_class = InvitationForm
    title = gettext_lazy("Mời người vào đơn vị")
    submit_label = gettext_lazy("Gửi lời mời")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access}

    def act(self, form):
        access = self.request.access
        token = actions.invite(form.save(commit=False), access=access, now=clock.now())
        if settings.DEMONSTRATION:
            said = _("Máy dùng thử không gửi thư. Đường dẫn nhận lời mời: %(address)s")
            messages.info(self.request, said % {"address": invitations.address_of(token)})
        return _("Đã gửi lời mời đến %(email)s.") % {"email": form.cleaned_data["email"]}


class ChangeRole(AdministratorForm):
    form_class = RoleForm
    title = gettext_lazy("Đổi vai trò")
    submit_label = gettext_lazy("Lưu vai trò")

    def dispatch(self, request, *args, **kwargs):
        self.membership = get_visible_or_404(Membership, request.access, pk=kwargs["pk"])
        require(rules.may_change_membership(request.access, self.membership))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.membership}

    def act(self, form):
        role, today = form.cleaned_data["role"], clock.today()
        actions.change_role(self.kwargs["pk"], role, access=self.request.access, today=today)
        return _("Đã đổi vai trò.")


class DelegationList(AccessMixin, ListView):
    model = Delegation
    paginate_by = 50
    template_name = "organisations/delegations.html"

    def get_queryset(self):
        require(rules.may_see_members(self.request.access))
        rows = super().get_queryset().select_related("principal", "delegate")
        return rows.order_by("-valid_from", "-pk")

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            may_delegate=rules.may_delegate(access),
            may_see_chains=rules.may_see_chains(access),
            today=clock.today(),
            **kwargs,
        )


class Delegate(AdministratorForm):
    form_class = DelegationForm
    title = gettext_lazy("Ủy quyền cho đơn vị hỗ trợ làm thay")
    submit_label = gettext_lazy("Lưu ủy quyền")
    back = "organisations:delegations"
    may = staticmethod(rules.may_delegate)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access}

    def act(self, form):
        actions.give_delegation(form.save(commit=False), access=self.request.access)
        return _("Đã ghi ủy quyền.")


class Confirmed(View):
    """GET says what will happen, POST does it. `takes_away` asks in red."""

    model = None
    takes_away = True
    title = button = done = ""
    back = "organisations:members"

    def dispatch(self, request, *args, **kwargs):
        self.row = get_visible_or_404(self.model, request.access, pk=kwargs["pk"])
        require(self.may(request.access, self.row))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        words = {"title": self.title, "button": self.button, "consequence": self.consequence()}
        context = words | {"back": self.back_url(), "back_label": self.back_label()}
        context |= {"pages_above": self.pages_above(), "warning": self.warning()}
        context |= {"takes_away": self.takes_away, "about": self.about()}
        return render(request, "organisations/confirm.html", context)

    def about(self):
        """What it is about, where the page above does not say it."""
        return ""

    def post(self, request, pk):
        try:
            self.act(pk, request.access)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.done)
        return redirect(self.back_url())

    def back_url(self):
        return reverse(self.back)

    def back_label(self):
        return _("Quản trị")

    def pages_above(self):
        """[(label, address), …] of the pages above the one to go back to."""
        return []

    def warning(self):
        """(sentence, [line, …]) of what stops nobody and should be known; or None."""
        return None


class EndMembership(Confirmed):
    model = Membership
    may = staticmethod(rules.may_change_membership)
    title = gettext_lazy("Cho thôi làm thành viên")
    button = gettext_lazy("Cho thôi")
    done = gettext_lazy("Đã cho thôi.")

    def consequence(self):
        rows = Membership.objects.visible_to(self.request.access).for_list()
        sentence = _(
            "%(person)s không vào được số liệu của đơn vị nữa, kể cả phiên đang mở. Những gì người"
            " này đã nhập vẫn giữ nguyên. Sau này có thể mời lại."
        )
        return sentence % {"person": rows.get(pk=self.row.pk).user}

    def act(self, pk, access):
        actions.end_membership(pk, access=access, today=clock.today())


class WithdrawInvitation(Confirmed):
    model = Invitation
    title = gettext_lazy("Thu hồi lời mời")
    button = gettext_lazy("Thu hồi")
    done = gettext_lazy("Đã thu hồi lời mời.")

    def may(self, access, invitation):
        return rules.may_manage_members(access)

    def consequence(self):
        sentence = _("Đường dẫn đã gửi đến %(email)s không còn mở được.")
        return sentence % {"email": self.row.email}

    def act(self, pk, access):
        actions.withdraw_invitation(pk, access=access)


class EndDelegation(Confirmed):
    model = Delegation
    may = staticmethod(rules.may_end_delegation)
    back = "organisations:delegations"
    title = gettext_lazy("Chấm dứt ủy quyền")
    button = gettext_lazy("Chấm dứt")
    done = gettext_lazy("Đã chấm dứt ủy quyền.")

    def consequence(self):
        sentence = _(
            "Người của %(delegate)s không vào được số liệu của đơn vị nữa, kể cả phiên đang mở."
            " Những gì đã nhập thay vẫn giữ nguyên."
        )
        return sentence % {"delegate": self.row.delegate}

    def act(self, pk, access):
        actions.end_delegation(pk, access=access, today=clock.today())


@require_GET
def job(request, pk):
    shown = get_visible_or_404(Job, request.access, pk=pk)
    return render(request, "organisations/job.html", {"job": shown, "next": safe_next(request)})


@require_GET
def job_progress(request, pk):
    """The polled part of the page above."""
    shown = get_visible_or_404(Job, request.access, pk=pk)
    context = {"job": shown, "next": safe_next(request)}
    return render(request, "organisations/job_progress.html", context)


def safe_next(request):
    """The address in ?next= if it is one of ours, else nothing."""
    asked = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours else ""


@login_not_required
def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


@login_not_required
def server_error(request):
    """A reference number on the page and in the log; the page asks the database nothing."""
    reference = secrets.token_hex(4).upper()
    logger.error("Sự cố %s", reference)
    return render(None, "500.html", {"reference": reference}, status=500)
