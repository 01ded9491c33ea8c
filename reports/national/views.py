"""The Ministry's own report: opened for its words, read, taken away as a workbook."""

from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from organisations import files
from organisations.access import get_visible_or_404, require
from reports import rules
from reports.models import ReportingRound, ReportVersion
from reports.national.synthesis import ensure_synthesis
from reports.national.tables import write_tables

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
def open_synthesis(request, code):
    """Its words are written before the numbers are there."""
    round_ = get_visible_or_404(ReportingRound, request.access, code=code)
    require(rules.may_consolidate(request.access))
    return redirect(ensure_synthesis(round_, access=request.access))


@require_GET
def tables(request, pk):
    version = get_visible_or_404(
        ReportVersion,
        request.access,
        pk=pk,
        owner=request.access.organisation,
        consolidation__isnull=False,
        is_submitted=True,
    )
    body = write_tables(version, access=request.access)
    name = f"bieu-tong-hop-{version.report.code}-ban-{version.number}.xlsx"
    return files.download_bytes(body, name=name, content_type=XLSX)
