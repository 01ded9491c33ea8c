"""Bringing a list of those who came in: read, shown, and only then saved."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView

from organisations import files, sheets
from organisations.access import get_visible_or_404, require
from organisations.exceptions import ActionRefused
from organisations.sheets.staging import restored, staged, unsigned
from outreach import rules
from outreach.attendance import actions
from outreach.attendance.forms import ListForm
from outreach.attendance.lists import COLUMNS, Shape, arrange
from outreach.attendance.views import OfActivity, address
from outreach.erasure import erasures_of
from outreach.models import Activity

OUT_OF_DATE = gettext_lazy("Danh sách đã xem trước không còn dùng được. Hãy chọn tệp lại.")


class Import(OfActivity, FormView):
    """A list that can be read is shown as what it would become; nothing is written here."""

    form_class = ListForm
    template_name = "outreach/attendance/import.html"
    initial = {"shape": Shape.ESTABLISHMENT}

    def form_valid(self, form):
        shape, keeps_names = form.cleaned_data["shape"], form.cleaned_data["keeps_names"]
        erasures = erasures_of(self.activity, self.request.access)
        about = {"shape": shape, "names": keeps_names, "erasures": erasures}
        try:
            rows = staged(form.sheet, salt=_salt(self.activity), **about)
        except sheets.SheetRefused as refusal:
            form.add_error("pasted", refusal.sentence)
            return self.form_invalid(form)
        done = _arranged(form.sheet, shape, self.activity, self.request.access)
        context = self.get_context_data(form=form) | {
            "done": done,
            "sheet": form.sheet,
            "by_person": shape == Shape.PERSON,
            "keeps_names": keeps_names,
            "rows": rows,
        }
        return render(self.request, "outreach/attendance/preview.html", context)


def _arranged(sheet, shape, activity, access):
    """The lines the sheet makes; what they are refused for is refused in the sheet."""
    done = arrange(_rows_of(sheet), shape, activity, access)
    columns = {column.key: column for column in COLUMNS[shape]}
    for number, key, reason in done.faults:
        sheet.refuse(number, reason, columns[key])
    return done


def _rows_of(sheet):
    return [(row.number, row.values) for row in sheet.rows]


def _salt(activity):
    return f"outreach.attendance.{activity.pk}"


@require_POST
def save(request, pk):
    """What was shown, arranged once more: the register may have changed since."""
    activity = _taken_by(request, pk)
    content = unsigned(request.POST.get("rows", ""), salt=_salt(activity))
    if content is None or "erasures" not in content:
        messages.error(request, OUT_OF_DATE)
        return redirect(address(activity, "attendance_import"))
    shape = content["shape"]
    rows = _rows_of(restored(content, COLUMNS[shape]))
    shown = {"keeps_names": content["names"], "erasures": content["erasures"]}
    try:
        written = actions.import_list(activity, rows, shape=shape, access=request.access, **shown)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Đã nhập %(added)s cơ sở, %(names)s họ tên.")
        if written["refused"]:
            said += " " + _("%(refused)s dòng không nhập.")
        messages.success(request, said % written)
    return redirect(address(activity))


@require_POST
def faults(request, pk):
    """The list with its refused cells coloured, to be mended and handed in again."""
    activity = _taken_by(request, pk)
    content = unsigned(request.POST.get("rows", ""), salt=_salt(activity))
    if content is None:
        messages.error(request, OUT_OF_DATE)
        return redirect(address(activity, "attendance_import"))
    columns = COLUMNS[content["shape"]]
    sheet = restored(content, columns)
    _arranged(sheet, content["shape"], activity, request.access)
    return _workbook(sheets.error_workbook(columns, sheet), _("Dòng cần sửa: %(title)s"), activity)


@require_GET
def template_file(request, pk, shape):
    activity = _taken_by(request, pk)
    if shape not in Shape.values:
        raise Http404
    title = _("Danh sách tham dự: %(title)s")
    body = sheets.template(
        COLUMNS[shape], title=title % {"title": activity.title}, sheet_name=_("Danh sách")
    )
    return _workbook(body, title, activity)


def _taken_by(request, pk):
    activity = get_visible_or_404(Activity, request.access, pk=pk)
    require(rules.may_edit_activity(request.access, activity))
    return activity


def _workbook(body, name, activity):
    name = files.file_name(name % {"title": activity.title})
    return files.download_bytes(body, name=f"{name}.xlsx", content_type=sheets.XLSX)
