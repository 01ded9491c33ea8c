"""The Ministry's own report: opened for its words, read, taken away as a workbook."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisations import files
from organisations.access import get_visible_or_404, require
from organisations.exceptions import ActionRefused
from reports import rules
from reports.models import ReportingRound, ReportVersion, RoundAddressee
from reports.national.comparison import chart_of
from reports.national.forms import ComparisonFilter
from reports.national.papers import PaperForm, has_sent, paper_of, remove_paper, save_paper
from reports.national.synthesis import ensure_synthesis
from reports.national.tables import XLSX, write_comparison, write_tables
from reports.rounds.rules import may_watch


@require_POST
def open_synthesis(request, code):
    """Its words are written before the numbers are there."""
    round_ = get_visible_or_404(ReportingRound, request.access, code=code)
    require(rules.may_consolidate(request.access))
    return redirect(ensure_synthesis(round_, access=request.access))


@require_http_methods(["GET", "POST"])
def paper(request, code, pk):
    """What a unit's report on paper states, keyed in by the Ministry."""
    access = request.access
    require(rules.may_consolidate(access))
    addressee = _addressee(request, code, pk)
    kept = paper_of(addressee, access=access)
    form = PaperForm(request.POST or None, paper=kept)
    if request.method == "POST" and form.is_valid():
        try:
            save_paper(addressee, form, access=access)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã lưu số theo báo cáo giấy."))
            return redirect(addressee.round)
    context = {
        "form": form,
        "addressee": addressee,
        "paper": kept,
        "has_sent": has_sent(addressee, access=access),
    }
    return render(request, "reports/national/paper.html", context)


@require_POST
def paper_remove(request, code, pk):
    addressee = _addressee(request, code, pk)
    try:
        remove_paper(addressee, access=request.access)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã xóa số theo báo cáo giấy của đơn vị."))
    return redirect(addressee.round)


def _addressee(request, code, pk):
    return get_visible_or_404(RoundAddressee, request.access, round__code=code, organisation=pk)


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


@require_GET
def comparison(request):
    """One indicator, department by department and year by year."""
    require(may_watch(request.access))
    form = ComparisonFilter(request.GET or None, access=request.access)
    found = form.compared()
    context = {"form": form, "found": found, "chart": chart_of(found) if found else None}
    return render(request, "reports/national/comparison.html", context)


@require_GET
def comparison_tables(request):
    require(may_watch(request.access))
    found = ComparisonFilter(request.GET or None, access=request.access).compared()
    if found is None:
        raise Http404
    name = f"so-sanh-{found.indicator.code}-{found.years[0]}-{found.years[-1]}.xlsx"
    return files.download_bytes(write_comparison(found), name=name, content_type=XLSX)
