"""The report of an assessment for whoever sees it: handed out at once, or written by a job."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from assessments.models import Assessment
from assessments.papers import documents, writing
from assessments.papers.reading import Reading
from enterprises.exporting.rules import exports_by_job
from organisations import clock
from organisations.access import get_visible_or_404, require
from organisations.documents.handing_out import FORMS, handed_out
from organisations.documents.pdf import DocumentNotRendered


@require_GET
def report(request, pk, form):
    assessment = writing.reported(request.access).filter(pk=pk).first()
    if assessment is None or form not in FORMS:
        raise Http404
    now = clock.now()
    document = documents.report(Reading(assessment, request.access), now)
    words = {"identifier": writing.identifier_of(assessment), "created": now}
    try:
        return handed_out(document, form, title=writing.title_of(assessment), **words)
    except DocumentNotRendered as fault:
        messages.error(request, fault.sentence)
        return redirect(assessment)


@require_POST
def write_report(request, pk):
    """The PDF by a job, for those who have a page of files that were taken out."""
    assessment = get_visible_or_404(Assessment, request.access, pk=pk)
    require(exports_by_job(request.access))
    job = writing.request_report(assessment.pk, access=request.access)
    result = urlencode({"next": reverse("enterprises:list_files")})
    return redirect(f"{job.get_absolute_url()}?{result}")
