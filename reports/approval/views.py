"""The page of a report's approval and its buttons: for the unit's own people alone."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from organisations import clock
from organisations.access import get_visible_or_404, require
from organisations.approval_views import decided
from organisations.exceptions import ActionRefused
from reports.approval import actions, rules
from reports.approval.screen import approval_page, newest_version
from reports.models import Report


@require_GET
def of(request, pk):
    """Where a run of approval, which knows its report by number, leads."""
    report = get_visible_or_404(Report, request.access, pk=pk, owner=request.access.organisation)
    return redirect(_page_of(report))


@require_GET
def approval(request, code):
    report = _own_report(request, code)
    context = approval_page(report, access=request.access, now=clock.now())
    return render(request, "reports/approval.html", context)


@require_POST
def put_forward(request, code):
    report, version = _to_decide(request, code)

    def act(words, seen):
        _refuse_nothing(version)
        actions.put_forward(version.pk, access=request.access, seen=seen, comment=words)

    return decided(request, act, back=_page_of(report), done=_("Đã trình duyệt báo cáo."))


@require_POST
def approve(request, code):
    report, version = _to_decide(request, code)

    def act(words, seen):
        _refuse_nothing(version)
        actions.approve(version.pk, access=request.access, seen=seen, comment=words)

    return decided(request, act, back=_page_of(report), done=_("Đã duyệt."))


@require_POST
def send_back(request, code):
    report, _version = _to_decide(request, code)

    def act(words, seen):
        actions.send_back(report, access=request.access, reason=words, seen=seen)

    return decided(request, act, back=_page_of(report), done=_("Đã trả lại."))


@require_POST
def withdraw(request, code):
    report, _version = _to_decide(request, code)

    def act(words, seen):
        actions.withdraw(report, access=request.access, reason=words, seen=seen)

    return decided(request, act, back=_page_of(report), done=_("Đã rút lại."))


def _own_report(request, code):
    """The Ministry reads what was sent, never what is still decided about; its own has no chain."""
    ours = {"owner": request.access.organisation, "synthesis_form": None}
    return get_visible_or_404(Report, request.access, code=code, **ours)


def _to_decide(request, code):
    report = _own_report(request, code)
    require(rules.may_put_forward(request.access, report))
    return report, newest_version(report, access=request.access)


def _refuse_nothing(version):
    if version is None:
        raise ActionRefused(_("Báo cáo chưa được lập. Lập báo cáo trước rồi trình duyệt."))


def _page_of(report):
    return reverse("reports:approval:approval", args=[report.code])
