"""Taking the list out as a file, and the files that were taken out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import ListView

from enterprises.exporting import actions, rules
from enterprises.finding.facets import list_url
from enterprises.finding.filters import EstablishmentFilter
from organisations import files, sheets
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.enums import JobKind
from organisations.exceptions import ActionRefused
from organisations.lists import PAGE
from organisations.models import Job, ListFile

# Of whatever list a file was written.
WRITING = (JobKind.WRITE_LIST, JobKind.WRITE_OPTIONS, JobKind.WRITE_REPORT)
CONTENT_TYPES = {
    actions.XLSX: sheets.XLSX,
    actions.CSV: "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
}


@require_POST
def export(request):
    """What the list shows with these filters: by a job, or at once for those who have few."""
    found = EstablishmentFilter(request.POST, access=request.access)
    suffix = actions.CSV if request.POST.get("format") == "csv" else actions.XLSX
    try:
        if rules.exports_by_job(request.access):
            job = actions.request_list(found, suffix, access=request.access)
            result = urlencode({"next": reverse("enterprises:list_files")})
            return redirect(f"{job.get_absolute_url()}?{result}")
        body = actions.write_at_once(found, suffix, access=request.access)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(list_url(found))
    name = f"{files.file_name(actions.title_of(found))}{suffix}"
    return files.download_bytes(body, name=name, content_type=CONTENT_TYPES[suffix])


class ListFiles(AccessMixin, ListView):
    model = ListFile
    paginate_by = PAGE
    template_name = "enterprises/exporting/files.html"

    def get_queryset(self):
        require(rules.exports_by_job(self.request.access))
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        asked = [file.pk for file in context["object_list"] if file.written_at is None]
        jobs = Job.objects.visible_to(self.request.access).filter(
            kind__in=WRITING, subject_id__in=asked
        )
        of_file = {job.subject_id: job for job in jobs.order_by("pk")}
        context["files"] = [(file, of_file.get(file.pk)) for file in context["object_list"]]
        return context


@require_GET
def list_file(request, pk):
    file = get_visible_or_404(ListFile, request.access, pk=pk)
    if file.written_at is None:
        raise Http404
    name = f"{files.file_name(file.title)}{file.suffix}"
    return files.download(file.path, name=name, content_type=CONTENT_TYPES[file.suffix])
