"""A list of tasks handed out as an Excel file, and one brought in: shown first, then saved."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView

from organisations import files, sheets
from organisations.access import get_visible_or_404, require
from organisations.exceptions import ActionRefused
from organisations.sheets.staging import restored, unsigned
from organisations.vietnamese import opens_with
from programmes.models import TaskList
from programmes.sheets.actions import import_tasks
from programmes.sheets.columns import ListContent
from programmes.sheets.forms import ImportForm, Takes
from programmes.sheets.preview import preview_of, salt_of
from programmes.tasks.readiness import why_not_planned
from programmes.tasks.rules import may_plan_list

TEMPLATE = "programmes/sheets/import.html"


@require_GET
def task_sheet(request, pk):
    """The list in the columns in which it can be brought in again."""
    task_list = get_visible_or_404(TaskList, request.access, pk=pk)
    content = ListContent.of(task_list, request.access)
    body = _workbook(content, content.rows())
    title, noun = task_list.title, _("Danh mục")
    return _download(body, title if opens_with(title, noun) else f"{noun}: {title}")


@require_GET
def task_template(request, pk):
    """The empty form of this list: its plan's contents are on offer in the drop-downs."""
    task_list = get_visible_or_404(TaskList, request.access, pk=pk)
    body = _workbook(ListContent.of(task_list, request.access), ())
    return _download(body, _("Mẫu nhập: %(title)s") % {"title": task_list.title})


def _workbook(content, rows):
    return sheets.template(
        content.columns,
        title=content.task_list.title,
        sheet_name=_("Danh mục"),
        rows=rows,
        notes=(_("Mỗi dòng một nhiệm vụ. Cách nhập từng cột: xem trang Hướng dẫn."),),
    )


def _download(body, title):
    return files.download_bytes(
        body, name=f"{files.file_name(title)}.xlsx", content_type=sheets.XLSX
    )


class OfList:
    """A page of one list, for those who may plan it."""

    def dispatch(self, request, *args, pk, **kwargs):
        self.task_list = get_visible_or_404(TaskList, request.access, pk=pk)
        require(may_plan_list(request.access, self.task_list))
        self.content = ListContent.of(self.task_list, request.access)
        return super().dispatch(request, *args, **kwargs)


class TaskImport(OfList, FormView):
    """What can be read is shown as what it would become; nothing is written here."""

    form_class = ImportForm
    template_name = TEMPLATE

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"columns": self.content.columns}

    def get_context_data(self, **kwargs):
        refusal = why_not_planned(self.task_list, self.request.access)
        return super().get_context_data(task_list=self.task_list, refusal=refusal, **kwargs)

    def form_valid(self, form):
        takes_valid = form.cleaned_data["takes"] == Takes.VALID
        try:
            preview = preview_of(form.sheet, self.content, takes_valid=takes_valid)
        except sheets.SheetRefused as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, preview=preview))


@require_POST
def import_save(request, pk):
    """What was shown; when the list has changed meanwhile, it is shown anew and nothing is lost."""
    task_list = _planned_list(request, pk)
    staged = unsigned(request.POST.get("rows", ""), salt=salt_of(task_list))
    if staged is None:
        return _shown_again(request, task_list, None, _gone())
    try:
        written = import_tasks(task_list, staged, access=request.access)
    except ActionRefused as refusal:
        return _shown_again(request, task_list, staged, str(refusal))
    messages.success(request, _said(written))
    return redirect(task_list)


def _said(written):
    if not (written.new or written.changed):
        return _("Danh mục đã có đúng các nhiệm vụ này, không có gì phải ghi thêm.")
    said = _("Đã nhập %(new)s nhiệm vụ mới, sửa %(changed)s nhiệm vụ.") % vars(written)
    if written.refused:
        said += " " + _("%(refused)s dòng có lỗi chưa nhận.") % vars(written)
    return said


def _gone():
    return _("Bảng đã xem trước không còn dùng được. Hãy xem trước lại.")


def _planned_list(request, pk):
    task_list = get_visible_or_404(TaskList, request.access, pk=pk)
    require(may_plan_list(request.access, task_list))
    return task_list


def _shown_again(request, task_list, staged, sentence):
    content = ListContent.of(task_list, request.access)
    preview = None
    takes = Takes.VALID if staged and staged["takes_valid"] else Takes.ALL
    if staged:
        sheet = restored(staged, content.columns)
        preview = preview_of(sheet, content, takes_valid=takes == Takes.VALID)
    initial = {"pasted": request.POST.get("pasted", ""), "takes": takes}
    messages.error(request, sentence)
    context = {
        "task_list": task_list,
        "refusal": why_not_planned(task_list, request.access),
        "preview": preview,
        "form": ImportForm(initial=initial, columns=content.columns),
    }
    return render(request, TEMPLATE, context)


@require_POST
def import_faults(request, pk):
    """The sheet with its refused cells coloured, to be mended and brought in again."""
    task_list = _planned_list(request, pk)
    staged = unsigned(request.POST.get("rows", ""), salt=salt_of(task_list))
    if staged is None:
        return _shown_again(request, task_list, None, _gone())
    content = ListContent.of(task_list, request.access)
    sheet = restored(staged, content.columns)
    preview_of(sheet, content, takes_valid=staged["takes_valid"])
    body = sheets.error_workbook(content.columns, sheet)
    return _download(body, _("Dòng cần sửa: %(title)s") % {"title": task_list.title})
