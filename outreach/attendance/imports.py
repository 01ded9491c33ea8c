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
from outreach import rules
from outreach.attendance import actions, staging
from outreach.attendance.forms import ListForm
from outreach.attendance.lists import COLUMNS, Shape, arrange
from outreach.attendance.views import OfActivity, address
from outreach.models import Activity

OUT_OF_DATE = gettext_lazy("Danh sách đã xem trước không còn dùng được. Hãy chọn tệp lại.")


class Import(OfActivity, FormView):
    """A list that can be read is shown as what it would become; nothing is written here."""

    form_class = ListForm
    template_name = "outreach/attendance/import.html"
    initial = {"shape": Shape.ESTABLISHMENT}

    def form_valid(self, form):
        data, sheet = form.cleaned_data, form.sheet
        shape, keeps_names = data["shape"], data["keeps_names"]
        rows = [(row.number, row.values) for row in sheet.rows]
        done = arrange(rows, shape, self.activity, self.request.access)
        columns = {column.key: column for column in form.columns}
        for number, key, reason in done.faults:
            sheet.refuse(number, reason, columns[key])
        context = self.get_context_data(form=form) | {
            "done": done,
            "sheet": sheet,
            "by_person": shape == Shape.PERSON,
            "keeps_names": keeps_names,
            "rows": staging.staged_rows(sheet, self.activity, shape=shape, keeps_names=keeps_names),
            "faults": staging.staged_faults(sheet, self.activity, shape=shape),
        }
        return render(self.request, "outreach/attendance/preview.html", context)


@require_POST
def save(request, pk):
    """What was shown, arranged once more: the register may have changed since."""
    activity = _taken_by(request, pk)
    staged = staging.unsigned("rows", activity, request.POST.get("rows", ""))
    if staged is None:
        messages.error(request, OUT_OF_DATE)
        return redirect(address(activity, "attendance_import"))
    try:
        added, names, refused = actions.import_list(
            activity,
            staged["rows"],
            shape=staged["shape"],
            keeps_names=staged["names"],
            access=request.access,
        )
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(address(activity))
    said = _("Đã nhập %(added)s cơ sở, %(names)s họ tên.") % {"added": added, "names": names}
    messages.success(request, said)
    if refused:
        sentence = _("%(count)s dòng không nhập vì vừa được ghi ở nơi khác.")
        messages.warning(request, sentence % {"count": refused})
    return redirect(address(activity))


@require_POST
def faults(request, pk):
    """The list with its refused cells coloured, to be mended and handed in again."""
    activity = _taken_by(request, pk)
    staged = staging.unsigned("faults", activity, request.POST.get("faults", ""))
    if staged is None:
        messages.error(request, OUT_OF_DATE)
        return redirect(address(activity, "attendance_import"))
    sheet = staging.sheet_of_faults(staged)
    return _workbook(sheets.error_workbook(COLUMNS[staged["shape"]], sheet), "dong-can-sua.xlsx")


@require_GET
def template_file(request, pk, shape):
    activity = _taken_by(request, pk)
    if shape not in Shape.values:
        raise Http404
    body = sheets.template(
        COLUMNS[shape],
        title=_("Danh sách tham dự: %(title)s") % {"title": activity.title},
        sheet_name=_("Danh sách"),
    )
    return _workbook(body, f"mau-tham-du-{shape}.xlsx")


def _taken_by(request, pk):
    activity = get_visible_or_404(Activity, request.access, pk=pk)
    require(rules.may_edit_activity(request.access, activity))
    return activity


def _workbook(body, name):
    return files.download_bytes(body, name=name, content_type=sheets.XLSX)
