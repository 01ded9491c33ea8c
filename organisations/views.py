"""Screens about the organisation itself, waiting for a job, and pages for when things go wrong."""

import logging
import secrets

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from organisations.access import get_visible_or_404
from organisations.models import Job

logger = logging.getLogger(__name__)


def job(request, pk):
    shown = get_visible_or_404(Job, request.access, pk=pk)
    return render(request, "organisations/job.html", {"job": shown, "next": safe_next(request)})


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
