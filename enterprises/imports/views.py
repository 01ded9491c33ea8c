"""Bringing a list in, on the screen: choose a file, confirm its columns, look, write, take back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import DetailView, FormView, ListView

from enterprises import rules
from enterprises.imports import actions, showing
from enterprises.imports.faults import faults_path
from enterprises.imports.forms import ColumnsForm, DecisionForm, UploadForm
from enterprises.resources import COLUMNS
from organisations import files, sheets
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.enums import ImportState, JobKind, RowVerdict
from organisations.exceptions import ActionRefused
from organisations.lists import PAGE
from organisations.models import ImportBatch, Job
from organisations.vietnamese import format_number
from organisations.views import Confirmed

WORKING = {
    ImportState.CHECKING: JobKind.CHECK_IMPORT,
    ImportState.APPLYING: JobKind.APPLY_IMPORT,
    ImportState.UNDOING: JobKind.UNDO_IMPORT,
}
# Whose refusal a batch that is as it was before has to tell.
LAST_ASKED = {
    ImportState.CHECKED: JobKind.APPLY_IMPORT,
    ImportState.APPLIED: JobKind.UNDO_IMPORT,
}
CONTENT_TYPES = {".xlsx": sheets.XLSX, ".csv": "text/csv; charset=utf-8"}


class ImportList(AccessMixin, ListView):
    """Files that were brought in, the latest first, and the way to bring another."""

    model = ImportBatch
    paginate_by = PAGE
    template_name = "enterprises/imports/list.html"

    def get_queryset(self):
        require(rules.may_see_imports(self.request.access))
        return super().get_queryset().filter(kind=actions.KIND)

    def get_context_data(self, **kwargs):
        access = self.request.access
        shown = super().get_context_data(may_register=rules.may_register(access), **kwargs)
        showing.tell_refusals(shown["object_list"], LAST_ASKED, access)
        return shown


class Upload(FormView):
    form_class = UploadForm
    template_name = "enterprises/imports/upload.html"

    def dispatch(self, request, *args, **kwargs):
        require(rules.may_register(request.access))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            batch = actions.upload(file.read(), file.name, access=self.request.access)
        except sheets.SheetRefused as refusal:
            form.add_error("file", refusal.sentence)
            return self.form_invalid(form)
        return redirect(batch)


class Import(AccessMixin, DetailView):
    """One file, at whatever point of its way it is."""

    model = ImportBatch
    context_object_name = "batch"

    def get_queryset(self):
        return super().get_queryset().filter(kind=actions.KIND)

    def get_template_names(self):
        if self.object.state == ImportState.UPLOADED:
            return ["enterprises/imports/columns.html"]
        if self.object.state in WORKING:
            return ["enterprises/imports/working.html"]
        return ["enterprises/imports/result.html"]

    def get_context_data(self, **kwargs):
        access, batch = self.request.access, self.object
        context = super().get_context_data(may_register=rules.may_register(access), **kwargs)
        if batch.state == ImportState.UPLOADED:
            context["form"] = kwargs.get("form") or ColumnsForm(batch=batch)
        elif batch.state in WORKING:
            context["job"] = latest_job(batch, WORKING[batch.state], access)
        else:
            context |= self._rows(access)
        return context

    def _rows(self, access):
        batch, asked = self.object, self.request.GET.get("verdict", "")
        tabs = showing.tabs(batch)
        first = next((verdict for verdict, _l, count, _t in tabs if count), RowVerdict.NEW)
        verdict = asked if asked in RowVerdict.values else first
        rows = batch.rows.filter(verdict=verdict)
        view = ListView(request=self.request, kwargs={}, paginate_by=PAGE, object_list=rows)
        page = view.paginate_queryset(rows, PAGE)
        return {
            "tabs": tabs,
            "verdict": verdict,
            "page_obj": page[1],
            "rows": showing.shown_rows(page[2], access),
            "unread": showing.unread(batch),
            **self._written(access),
            "faults_file": faults_path(batch) is not None,
            "job": latest_job(batch, LAST_ASKED.get(batch.state, JobKind.UNDO_IMPORT), access),
        }

    def _written(self, access):
        if self.object.state != ImportState.APPLIED:
            return {}
        batch = self.object
        return {"written": showing.written(batch), "pairs": showing.open_pairs(batch, access)}


def latest_job(batch, kind, access):
    jobs = Job.objects.visible_to(access).filter(kind=kind, subject_id=batch.pk)
    return jobs.order_by("-pk").first()


@require_POST
def columns(request, pk):
    """The columns are confirmed: from here on a job reads the file."""
    batch = _batch(request, pk)
    form = ColumnsForm(request.POST, batch=batch)
    if not form.is_valid():
        context = {"batch": batch, "form": form, "may_register": True}
        return render(request, "enterprises/imports/columns.html", context)
    chosen = {"takes_all_or_none": form.cleaned_data["takes_all_or_none"]}
    return _done(
        request,
        batch,
        lambda: actions.confirm_columns(batch, form.choices(), access=request.access, **chosen),
    )


@require_POST
def decide(request, pk, number):
    batch = _batch(request, pk)
    if not batch.rows.filter(number=number).exists():
        raise Http404
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["decision"][0])
        return redirect(batch)
    decision, subject = form.cleaned_data["decision"]

    def act():
        row = actions.decide(batch, number, decision, subject, access=request.access)
        messages.success(request, _decided(row, request.access))

    response = _done(request, batch, act)
    response["Location"] += f"?verdict={RowVerdict.SUSPECTED}"
    return response


def _decided(row, access):
    (shown,) = showing.shown_rows([row], access)
    if row.verdict == RowVerdict.NEW:
        said = _now("Dòng %(number)s: %(said)s; sẽ ghi thành cơ sở mới.")
    elif row.verdict == RowVerdict.CHANGED:
        said = _now("Dòng %(number)s: %(said)s; sẽ ghi các chỗ khác nhau.")
    else:
        said = _now("Dòng %(number)s: %(said)s; không có gì khác để ghi.")
    return said % {"number": row.number, "said": shown.said}


@require_POST
def apply(request, pk):
    batch = _batch(request, pk)
    return _done(request, batch, lambda: actions.request_apply(batch, access=request.access))


@require_POST
def cancel(request, pk):
    batch = _batch(request, pk)
    return _done(request, batch, lambda: actions.cancel(batch, access=request.access))


@require_POST
def release(request, pk):
    batch = _batch(request, pk)
    return _done(request, batch, lambda: actions.release(batch, access=request.access))


class Undo(Confirmed):
    model = ImportBatch
    may = staticmethod(rules.may_undo_import)
    title = _("Rút lại lần nhập")
    button = _("Rút lại")
    done = _("Đang rút lại lần nhập.")

    def consequence(self):
        sentence = _now(
            "%(new)s cơ sở mới của tệp “%(name)s” sẽ bị bỏ khỏi sổ, %(changed)s cơ sở đã thay đổi"
            " trở lại như trước. Chỉ rút lại được khi chưa có số liệu nào dựa vào lần nhập này."
        )
        counts = {"new": self.row.new, "changed": self.row.changed}
        shown = {name: format_number(count) for name, count in counts.items()}
        return sentence % (shown | {"name": self.row.name})

    def back_url(self):
        return self.row.get_absolute_url()

    def back_label(self):
        return self.row.name

    def pages_above(self):
        return [
            (_now("Cơ sở sản xuất"), reverse("enterprises:establishments")),
            (_now("Nhập từ tệp"), reverse("enterprises:imports")),
        ]

    def act(self, pk, access):
        actions.request_undo(self.row, access=access)


@require_GET
def original(request, pk):
    """The file as it was brought in."""
    batch = get_visible_or_404(ImportBatch, request.access, pk=pk, kind=actions.KIND)
    return files.download(
        batch.path, name=f"{batch.stem}{batch.suffix}", content_type=CONTENT_TYPES[batch.suffix]
    )


@require_GET
def faults(request, pk):
    """Rows that were not taken, with their cells coloured, to be mended and brought in again."""
    batch = get_visible_or_404(ImportBatch, request.access, pk=pk, kind=actions.KIND)
    path = faults_path(batch)
    if path is None:
        raise Http404
    name = _now("Dòng cần sửa: %(name)s") % {"name": batch.stem}
    return files.download(path, name=f"{files.file_name(name)}.xlsx", content_type=sheets.XLSX)


@require_GET
def template_file(request):
    require(rules.may_register(request.access))
    title = _now("Danh sách cơ sở sản xuất công nghiệp")
    body = sheets.template(COLUMNS, title=title, sheet_name=_now("Cơ sở"))
    name = f"{files.file_name(_now('Mẫu danh sách cơ sở sản xuất công nghiệp'))}.xlsx"
    return files.download_bytes(body, name=name, content_type=sheets.XLSX)


def _batch(request, pk):
    batch = get_visible_or_404(ImportBatch, request.access, pk=pk, kind=actions.KIND)
    require(rules.may_register(request.access))
    return batch


def _done(request, batch, act):
    try:
        act()
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(batch)
