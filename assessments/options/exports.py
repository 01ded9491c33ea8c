"""Taking the list of solutions out as a file: by a job, or at once for those who have few."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from assessments.models import CPOption
from assessments.options import exporting, rules
from assessments.options.filters import OptionFilter
from enterprises.exporting.actions import CSV, XLSX
from enterprises.exporting.rules import exports_by_job
from enterprises.exporting.views import CONTENT_TYPES
from organisations import files
from organisations.access import require
from organisations.exceptions import ActionRefused


@require_POST
def export(request):
    access = request.access
    require(rules.may_see_list(access))
    rows = CPOption.objects.visible_to(access).standing().for_list()
    found = OptionFilter(request.POST, queryset=rows, request=request)
    suffix = CSV if request.POST.get("format") == "csv" else XLSX
    try:
        if exports_by_job(access):
            job = exporting.request_list(found, suffix, access=access)
            result = urlencode({"next": reverse("enterprises:list_files")})
            return redirect(f"{job.get_absolute_url()}?{result}")
        body = exporting.write_at_once(found, suffix, access=access)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        said = urlencode(exporting.said_in(found))
        return redirect(f"{reverse('assessments:options')}?{said}")
    name = f"{files.file_name(exporting.title())}{suffix}"
    return files.download_bytes(body, name=name, content_type=CONTENT_TYPES[suffix])
