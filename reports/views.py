"""Reports on the screen: rounds, a report and its versions, every figure's rows."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import DetailView, FormView, ListView

from organisations import clock, files
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.exceptions import ActionRefused
from programmes.rules import PLANNERS
from reports import actions, desk, rules
from reports.content import Content
from reports.enums import DocumentKind
from reports.forms import FigureSearchForm, NilDeclarationForm
from reports.ministry import Due, due_of
from reports.models import (
    Document,
    Figure,
    NilDeclaration,
    Receipt,
    Report,
    ReportingRound,
    ReportVersion,
)
from reports.national.screen import national_context
from reports.outgoing.standing import outgoing_of
from reports.printing import Printed
from reports.replacing import replaced_by, replacement_of
from reports.rounds.rules import may_keep
from reports.screen import screen_sections
from reports.year.home import year_context
from reports.year.switch import year_asked


@require_GET
def home(request):
    """What is owed and what was done last, for the kind of organisation that asks."""
    access, today = request.access, clock.today()
    context = desk.overview(access, clock.now())
    if access.kind in PLANNERS:
        context |= year_context(access, year_asked(request, today), today)
    return render(request, "reports/home.html", context)


class FigureSearch(FormView):
    """Where a code that stands in a printed annex is typed in."""

    form_class = FigureSearchForm
    template_name = "reports/figure_search.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access}

    def form_valid(self, form):
        return redirect(form.cleaned_data["code"])


@require_GET
def figure(request, code):
    """The frozen rows behind one printed number; the number is computed again from them."""
    found = get_visible_or_404(Figure, request.access, code=code)
    context = desk.figure_context(found, request.access, request.GET.get("page"))
    return render(request, "reports/figure.html", context)


class RoundList(AccessMixin, ListView):
    model = ReportingRound
    paginate_by = 50
    template_name = "reports/round_list.html"
    ordering = ["-year_to", "-year_from"]

    def get_queryset(self):
        """`?due=` keeps the rounds behind a number of the Ministry's front page."""
        rounds, due = super().get_queryset(), self.request.GET.get("due", "")
        if due not in Due.values:
            return rounds
        now = clock.now()
        return rounds.filter(pk__in=[row.pk for row in rounds if due == due_of(row, now)])

    def get_context_data(self, **kwargs):
        due = self.request.GET.get("due", "")
        said = Due(due).label if due in Due.values else ""
        may_open = may_keep(self.request.access)
        context = super().get_context_data(due=said, may_keep=may_open, **kwargs)
        rounds = desk.with_counts(context["object_list"], self.request.access)
        return context | {"rounds": rounds}


class RoundDetail(AccessMixin, DetailView):
    model = ReportingRound
    slug_field = slug_url_kwarg = "code"
    template_name = "reports/round_detail.html"

    def get_context_data(self, **kwargs):
        round_context = desk.round_context(self.object, self.request.access, clock.now())
        return super().get_context_data(**round_context, **kwargs)


@require_POST
def report_open(request, code):
    round_ = get_visible_or_404(ReportingRound, request.access, code=code)
    try:
        return redirect(actions.ensure_report(round_, access=request.access))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(round_)


@require_POST
def round_consolidate(request, code):
    round_ = get_visible_or_404(ReportingRound, request.access, code=code)
    job = actions.request_consolidation(round_, access=request.access, now=clock.now())
    return redirect(_progress_page(job, round_))


class ReportList(AccessMixin, ListView):
    model = Report
    paginate_by = 50
    template_name = "reports/report_list.html"

    def get_queryset(self):
        return super().get_queryset().for_list()


class ReportDetail(AccessMixin, DetailView):
    model = Report
    slug_field = slug_url_kwarg = "code"

    def get_queryset(self):
        return super().get_queryset().select_related("round__form", "synthesis_form", "owner")

    def get_template_names(self):
        is_national = self.object.synthesis_form_id is not None
        return ["reports/national/report.html" if is_national else "reports/report_detail.html"]

    def get_context_data(self, **kwargs):
        context_of = national_context if self.object.synthesis_form_id else desk.report_context
        report_context = context_of(self.object, self.request.access)
        return super().get_context_data(**report_context, **kwargs)


@require_POST
def report_compile(request, code):
    report = get_visible_or_404(Report, request.access, code=code)
    job = actions.request_compile(report, access=request.access)
    return redirect(_progress_page(job, report))


def _progress_page(job, result):
    return f"{job.get_absolute_url()}?{urlencode({'next': result.get_absolute_url()})}"


class VersionDetail(AccessMixin, DetailView):
    """The report as it was compiled, with every number as a link to its rows."""

    model = ReportVersion
    template_name = "reports/version_detail.html"

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related("report__round__form", "report__synthesis_form", "owner")
        )

    def get_context_data(self, **kwargs):
        access = self.request.access
        content = Content.of(self.object, access=access)
        printed = Printed.of(self.object, access=access, on_paper=False)
        return super().get_context_data(
            sections=screen_sections(content, printed),
            report=self.object.report,
            replaced=replaced_by(self.object, access=access),
            replacement=replacement_of(self.object, access=access),
            **kwargs,
        )


@require_http_methods(["GET", "POST"])
def version_submit(request, pk):
    """GET shows what is about to be sent, POST sends exactly that."""
    version = get_visible_or_404(ReportVersion, request.access, pk=pk)
    require(rules.may_submit(request.access))
    if request.method == "GET":
        return _confirm_submission(request, version)
    try:
        receipt = actions.submit_report(
            version.pk, access=request.access, seen=request.POST.get("seen", "")
        )
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(version.report)
    messages.success(request, _("Đã gửi báo cáo về Bộ. Phiếu tiếp nhận ghi giờ nhận dưới đây."))
    return redirect(reverse("reports:receipt", args=[receipt.pk]))


def _confirm_submission(request, version):
    missing = actions.missing_for_submission(version, access=request.access)
    if missing:
        messages.error(request, " ".join(missing))
        return redirect(version.report)
    context = desk.submission_context(version, request.access, clock.now())
    return render(request, "reports/submit.html", context)


@require_POST
def nil_report(request, code):
    """The mark of a report of nothing, put on or taken off."""
    access = request.access
    report = _own_report(access, code)
    is_nil = request.POST.get("is_nil") == "yes"
    actions.say_nothing_happened(report, access=access, is_nil=is_nil)
    said = _("Đã đánh dấu báo cáo không phát sinh.") if is_nil else _("Đã bỏ dấu không phát sinh.")
    messages.success(request, f"{said} {_('Lập lại báo cáo để áp dụng.')}")
    return redirect(report)


@require_POST
def nil_withdraw(request, pk):
    declaration = get_visible_or_404(NilDeclaration, request.access, pk=pk)
    report = declaration.report
    actions.withdraw_nil(declaration.pk, access=request.access)
    messages.success(request, _("Đã rút khai. Lập lại báo cáo để in lại dấu “–”."))
    return redirect(report)


class ReceiptDetail(AccessMixin, DetailView):
    model = Receipt
    template_name = "reports/receipt_detail.html"

    def get_queryset(self):
        return super().get_queryset().for_list().select_related("report")

    def get_context_data(self, **kwargs):
        access, version = self.request.access, self.object.version
        return super().get_context_data(
            may_record=may_keep(access),
            paper=outgoing_of(version, access=access),
            replaced=replaced_by(version, access=access),
            replacement=replacement_of(version, access=access),
            **kwargs,
        )


@require_GET
def document(request, pk):
    """A stored file, fetched through its own row; the path never comes from the client."""
    stored = get_visible_or_404(Document, request.access, pk=pk, replaced_at=None)
    kind = DocumentKind(stored.kind)
    path = files.path_of(stored.sha256, kind.suffix)
    return files.download(path, name=stored.name, content_type=kind.content_type)


def _own_report(access, code):
    """Of a unit; the Ministry's own report is added up from others', and has nothing of these."""
    ours = {"owner": access.organisation, "synthesis_form": None}
    return get_visible_or_404(Report, access, code=code, **ours)


@require_GET
def reconciliation(request, code):
    """Phiếu đối chiếu số liệu on the screen; internal to the unit, so not the Ministry's to see."""
    access = request.access
    report = _own_report(access, code)
    context = desk.reconciliation_context(report, access)
    return render(request, "reports/reconciliation.html", context)


@require_GET
def checks(request, code):
    """Kiểm tra trước khi trình: of the unit's own newest version, and nobody else's to see."""
    access = request.access
    report = _own_report(access, code)
    context = desk.checks_context(report, access, clock.now())
    return render(request, "reports/checks.html", context)


class NilDeclarationCreate(FormView):
    form_class = NilDeclarationForm
    template_name = "reports/nil_declaration_form.html"

    def dispatch(self, request, *args, **kwargs):
        self.report = get_visible_or_404(Report, request.access, code=kwargs["code"])
        require(rules.may_compile(request.access))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"report": self.report, "access": self.request.access}

    def get_context_data(self, **kwargs):
        return super().get_context_data(report=self.report, **kwargs)

    def form_valid(self, form):
        try:
            actions.declare_nil(
                self.report,
                form.cleaned_data["indicator"],
                form.cleaned_data["year"],
                basis=form.cleaned_data["basis"],
                access=self.request.access,
            )
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Đã ghi nhận. Lập lại báo cáo để số 0 được in."))
        return redirect(self.report)
