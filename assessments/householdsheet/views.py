"""The sheet of a household on the screen, and the empty one to print."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from assessments.dossiers import rules
from assessments.enums import AssessmentKind
from assessments.householdsheet import actions, documents
from assessments.householdsheet.forms import HouseholdForm
from assessments.householdsheet.reading import SHEET
from assessments.models import Assessment, HouseholdSheet
from assessments.selfassessment.views import StepPage, trail_of
from organisations import clock
from organisations.access import require
from organisations.attachments import AttachmentUpload
from organisations.documents.handing_out import handed_out
from organisations.documents.pdf import DocumentNotRendered


class HouseholdPage(StepPage):
    """All fifteen questions on one page."""

    kinds = (AssessmentKind.HOUSEHOLD,)
    form_class = HouseholdForm
    write = staticmethod(actions.write_sheet)

    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, step=SHEET, **kwargs)

    def form(self, data=None, **said):
        form = HouseholdForm(data=data, reading=self.reading, instance=self.part())
        form.step, form.is_final, form.is_complete = SHEET, True, True
        return form

    def tell(self, form, part):
        messages.success(self.request, _("Đã lưu phiếu hộ."))

    def lead_on(self, wish):
        return redirect(self.assessment)

    def show(self, form):
        context = {
            "assessment": self.assessment,
            "form": form,
            "step": SHEET,
            "trail": trail_of(self.assessment),
        }
        return render(self.request, "assessments/household/sheet.html", context)


class AssessmentAttach(AttachmentUpload):
    """Scans of paper sheets, photographs, bills."""

    model = Assessment
    may_edit = staticmethod(rules.may_fill_in)
    takes_scans = True
    purpose_hint = gettext_lazy(
        "Bản chụp phiếu giấy có tên, chữ ký: chọn “bản quét danh sách ký tên”."
    )


@require_GET
def empty_sheet(request):
    """To be printed and filled in by hand."""
    require(bool(request.access.organisation))
    sheet = HouseholdSheet.objects.visible_to(request.access).get(is_current=True)
    document = documents.empty_sheet(sheet, request.access.organisation)
    title = _("Phiếu hỏi hộ sản xuất")
    try:
        return handed_out(document, "pdf", identifier="phieu-ho", title=title, created=clock.now())
    except DocumentNotRendered as fault:
        messages.error(request, fault.sentence)
        return redirect("assessments:assessments")
