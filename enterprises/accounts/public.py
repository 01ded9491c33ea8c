"""The page on which an enterprise asks for an account. Runs as the bare login."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.generic import FormView

from enterprises.accounts import actions
from enterprises.accounts.forms import AskForm


@method_decorator([login_not_required, never_cache], "dispatch")
class Ask(FormView):
    form_class = AskForm
    template_name = "enterprises/accounts/ask.html"

    def form_valid(self, form):
        """A few times an hour: nobody fills a department's list until no request is heard."""
        if refused := ratelimit.consume_or_429(self.request, action="enterprise_ask"):
            return refused
        actions.ask(form.cleaned_data)
        return redirect("enterprise_asked")


@login_not_required
@require_GET
def asked(request):
    return render(request, "enterprises/accounts/asked.html")
