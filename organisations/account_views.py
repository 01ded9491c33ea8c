"""Accepting an invitation: runs as the bare login, without an organisation."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from organisations import actions, clock, invitations
from organisations.acting import SESSION_KEY
from organisations.exceptions import ActionRefused
from organisations.forms import AcceptForm


def gone(request):
    """Used, late, withdrawn, unknown and forged links get the same page."""
    return render(request, "organisations/invitation_gone.html", status=404)


def welcome(request, invitation):
    request.session[SESSION_KEY] = invitation.organisation_id
    sentence = _("Ông/bà đã là thành viên của %(organisation)s.")
    messages.success(request, sentence % {"organisation": invitation.organisation_name})
    return redirect("home")


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], "dispatch")
class InvitationView(FormView):
    """A person without an account makes one here; one with an account is asked to sign in as it."""

    form_class = AcceptForm
    template_name = "organisations/invitation.html"

    def dispatch(self, request, token):
        self.token = token
        self.invitation = invitations.open_invitation(token, now=clock.now())
        if self.invitation is None:
            return self.welcome_again() or gone(request)
        if account := invitations.account_of(self.invitation):
            return self.welcome_again() or self.ask_to_sign_in(account)
        return super().dispatch(request, token)

    def ask_to_sign_in(self, account):
        is_theirs = self.request.user == account
        context = {"invitation": self.invitation, "is_theirs": is_theirs} | self.kwargs
        return render(self.request, "organisations/invitation_known.html", context)

    def welcome_again(self):
        """For the second half of a double click: who types the password that was just set."""
        invitation = invitations.just_accepted(self.token, now=clock.now())
        person = invitation and invitations.account_of(invitation)
        if not person or not person.check_password(self.request.POST.get("password", "")):
            return None
        login(self.request, person)
        return welcome(self.request, invitation)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"email": self.invitation.email}

    def get_initial(self):
        return {"full_name": self.invitation.full_name}

    def get_context_data(self, **kwargs):
        return super().get_context_data(invitation=self.invitation, **kwargs)

    def form_valid(self, form):
        typed = form.cleaned_data
        try:
            person = actions.accept_as_new_person(
                self.invitation, full_name=typed["full_name"], password=typed["password"]
            )
        except ActionRefused:
            return self.welcome_again() or gone(self.request)
        login(self.request, person)
        return welcome(self.request, self.invitation)


@require_POST
def accept(request, token):
    """A person with an account, signed in as the invited address, joins. Twice is once."""
    now = clock.now()
    invitation = invitations.open_invitation(token, now=now)
    invitation = invitation or invitations.just_accepted(token, now=now)
    if invitation is None or invitations.account_of(invitation) != request.user:
        return gone(request)
    try:
        if not invitation.accepted_at:
            actions.accept_invitation(invitation, request.user)
    except ActionRefused:
        if not invitations.just_accepted(token, now=now):
            return gone(request)
    return welcome(request, invitation)


def no_other_email(request):
    """In the place of allauth's page: one signs in with the address one was invited under.

    Taking another without proof would let a person pass for whoever owns it.
    """
    raise Http404
