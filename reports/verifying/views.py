"""Runs as the bare login (organisations.middleware): what is asked opens its own short readings."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.verification import find, verify
from reports.verifying.forms import CodeForm, FileForm


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """The answers of `manage.py verify_report`; a code is answered for what was sent alone."""
    by_file, by_code, finding = FileForm(), CodeForm(initial=request.GET.dict()), None
    if request.method == "POST":
        if refused := ratelimit.consume_or_429(request, action="verify"):
            return refused
        if "ma" in request.POST:
            by_code = CodeForm(request.POST)
            finding = by_code.is_valid() and find(by_code.cleaned_data["ma"])
        else:
            by_file = FileForm(request.POST, request.FILES)
            finding = by_file.is_valid() and verify(by_file.cleaned_data["file"].read())
    context = {"by_file": by_file, "by_code": by_code, "finding": finding}
    return render(request, "reports/verifying/check.html", context)
