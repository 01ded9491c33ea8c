"""Văn bản và bản ký: one page of the unit's newest version, and the buttons on it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from organisations import files
from organisations.access import get_visible_or_404, require
from organisations.documents.handing_out import handed_out
from organisations.documents.pdf import DocumentNotRendered
from organisations.exceptions import ActionRefused
from reports.compilation import file_stem
from reports.content import Content
from reports.documents import report_document
from reports.enums import DocumentKind
from reports.models import CopyDifference, OutgoingDocument, Report, ReportVersion, SignedCopy
from reports.outgoing import actions, rules
from reports.outgoing.forms import AcceptForm, CopyForm, OutgoingForm
from reports.outgoing.standing import copy_of, missing_of_copy, outgoing_of
from reports.printing import Printed
from reports.replacing import replaced_by
from reports.sealing import Progress


@require_GET
def paper(request, code):
    report = _own_report(request, code)
    return _page(request, report, _newest(report, request.access))


@require_GET
def word(request, code):
    """The compiled report as a Word file, of the same document model as the PDF."""
    version = _compiled(_own_report(request, code), request.access)
    access = request.access
    document = report_document(
        version,
        Content.of(version, access=access),
        Printed.of(version, access=access),
        replaced=replaced_by(version, access=access),
    )
    try:
        return handed_out(
            document,
            "docx",
            identifier=version.public_code,
            title=file_stem(version, DocumentKind.REPORT),
            created=version.created_at,
        )
    except DocumentNotRendered as failure:
        messages.error(request, str(failure))
        return redirect(_address(version.report))


@require_GET
def copy(request, pk):
    """A signed copy that stands, fetched through its own row."""
    stored = get_visible_or_404(SignedCopy, request.access, pk=pk, replaced_at=None)
    path = files.path_of(stored.sha256)
    return files.download(path, name=stored.name, content_type="application/pdf")


@require_POST
def number(request, code):
    report, version = _to_write(request, code)
    stored = outgoing_of(version, access=request.access) or OutgoingDocument(version=version)
    form = OutgoingForm(request.POST, instance=stored, access=request.access)
    if not form.is_valid():
        return _page(request, report, version, form=form)
    try:
        actions.write_number(
            version.pk, form.instance, access=request.access, seen=form.cleaned_data["seen"]
        )
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, report, version, form=form)
    messages.success(request, _("Đã ghi số, ngày và người ký."))
    return redirect(_address(report))


@require_POST
def upload(request, code):
    report, version = _to_write(request, code)
    form = CopyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, report, version, copy_form=form)
    try:
        taken = actions.take_copy(version.pk, form.cleaned_data["file"], access=request.access)
    except ActionRefused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, report, version, copy_form=form)
    words = {"mark": taken.get_mark_display(), "signatures": taken.get_signatures_display()}
    messages.success(request, _("Đã lưu bản ký: %(mark)s; chữ ký số: %(signatures)s.") % words)
    return redirect(_address(report))


@require_POST
def accept(request, code):
    report, version = _to_write(request, code)
    form = AcceptForm(request.POST, rows=_open_rows(version, request.access))
    if not form.is_valid():
        return _page(request, report, version, accept_form=form)
    pks = [int(pk) for pk in form.cleaned_data["difference"]]
    reason = form.cleaned_data["reason"]

    def act():
        actions.accept(version.pk, pks, reason=reason, access=request.access)

    return _done(request, report, act, _("Đã chấp nhận."))


@require_POST
def remove(request, code):
    report, version = _to_write(request, code)

    def act():
        actions.remove_copy(version.pk, access=request.access)

    return _done(request, report, act, _("Đã gỡ bản ký."))


def _done(request, report, act, words):
    try:
        act()
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(_address(report))


def _own_report(request, code):
    ours = {"owner": request.access.organisation, "synthesis_form": None}
    return get_visible_or_404(Report, request.access, code=code, **ours)


def _newest(report, access):
    rows = ReportVersion.objects.visible_to(access).filter(report=report)
    related = ("report__round__form", "owner__parent", "owner__province")
    return rows.select_related(*related).order_by("-number").first()


def _compiled(report, access):
    version = _newest(report, access)
    if version is None or version.compiled_at is None:
        raise Http404
    return version


def _to_write(request, code):
    report = _own_report(request, code)
    require(rules.may_write(request.access, report))
    return report, _compiled(report, request.access)


def _address(report):
    return reverse("reports:outgoing:paper", args=[report.code])


def _open_rows(version, access):
    rows = CopyDifference.objects.visible_to(access).filter(copy__outgoing__version=version)
    return list(rows.filter(copy__replaced_at=None, accepted_at=None))


def _page(request, report, version, form=None, copy_form=None, accept_form=None):
    access = request.access
    context = {"report": report, "version": version}
    if version is not None and version.compiled_at is not None:
        outgoing = outgoing_of(version, access=access)
        signed = copy_of(outgoing, access=access) if outgoing else None
        open_rows = _open_rows(version, access)
        writes = rules.may_write(access, report) and not version.is_submitted
        approved = Progress.of(version, access=access).is_approved
        blank = outgoing or OutgoingDocument(version=version)
        context |= {
            "document": version.documents.current().filter(kind=DocumentKind.REPORT).first(),
            "outgoing": outgoing,
            "signed": signed,
            "rows": CopyDifference.objects.visible_to(access).filter(copy=signed),
            "open_rows": open_rows,
            "missing": [] if version.is_submitted else missing_of_copy(version, access=access),
            "may_write": writes,
            "is_approved": approved,
            "form": form or (writes and approved and OutgoingForm(instance=blank, access=access)),
            "copy_form": copy_form or CopyForm(),
            "accept_form": accept_form or AcceptForm(rows=open_rows),
        }
    return render(request, "reports/outgoing/paper.html", context)
