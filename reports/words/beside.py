"""What is done beside a section's form: its lease, remarks on it, numbers typed into it."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations import clock
from organisations.access import get_visible_or_404, require
from organisations.exceptions import ActionRefused
from reports.models import FormSection, Report, SectionComment
from reports.words import actions, comments, editing, sections
from reports.words.rules import may_write


@require_POST
def take_section(request, code, key):
    """The open page's sign of life; it answers with what to tell the person, if anything."""
    report, _section = _section_of(request, code, key)
    page, now = request.POST.get("page", ""), clock.now()
    colleague = editing.take(report.pk, key, page, access=request.access, now=now)
    return JsonResponse({"colleague": editing.notice_of(colleague) if colleague else ""})


@require_POST
def leave_section(request, code, key):
    report, _section = _section_of(request, code, key)
    editing.leave(report.pk, key, request.POST.get("page", ""), access=request.access)
    return JsonResponse({})


@require_POST
def add_comment(request, code, key):
    report, section = _section_of(request, code, key)
    title = sections.title_of(section, report)
    text, now = request.POST.get("text", ""), clock.now()
    return _done(
        request,
        _("Đã ghi ý kiến."),
        reverse("reports:words:section", args=[code, key]) + "#comments",
        lambda: comments.add_comment(
            report, key, text, title=title, access=request.access, now=now
        ),
    )


@require_POST
def settle_comment(request, code, pk):
    report = _report_of(request, code)
    row = get_visible_or_404(SectionComment, request.access, pk=pk, report=report)
    return _done(
        request,
        _("Đã đánh dấu ý kiến là đã giải quyết."),
        reverse("reports:words:section", args=[code, row.section_key]) + "#comments",
        lambda: comments.settle_comment(pk, access=request.access, now=clock.now()),
    )


@require_POST
def replace_typed_number(request, code, key):
    """Of a number that was typed: its code, or a claim that states it as it stands."""
    report, section = _section_of(request, code, key)
    at, as_claim = request.POST.get("at", ""), "as_claim" in request.POST
    typed = (int(at) if at.isdecimal() else -1, request.POST.get("phrase", ""))
    return _done(
        request,
        _("Đã ghi là số liệu nêu.") if as_claim else _("Đã thay số gõ tay bằng mã số liệu."),
        reverse("reports:words:section", args=[code, key]) + "#typed-numbers",
        lambda: actions.replace_typed_number(
            report.pk,
            key,
            typed,
            as_claim=as_claim,
            title=sections.title_of(section, report),
            access=request.access,
            now=clock.now(),
        ),
    )


def _report_of(request, code):
    access = request.access
    report = get_visible_or_404(Report, access, code=code, owner=access.organisation)
    require(may_write(access, report))
    return report


def _section_of(request, code, key):
    report = _report_of(request, code)
    section = get_visible_or_404(FormSection, request.access, form=report.form_pk, key=key)
    return report, section


def _done(request, sentence, address, act):
    try:
        act()
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect(address)
