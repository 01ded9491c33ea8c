"""One finding of the walk through a plant: entered, corrected, removed."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.dossiers import rules
from assessments.enums import AssessmentKind
from assessments.models import WorksheetRow
from assessments.quick import actions
from assessments.quick.findings import SHEET
from assessments.quick.forms import FindingForm
from assessments.selfassessment import steps
from assessments.selfassessment.views import FOUND, one, trail_of
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.views import Confirmed


class FindingPage:
    model = WorksheetRow
    form_class = FindingForm
    template_name = "organisations/entry_page.html"

    def get_queryset(self):
        return super().get_queryset().filter(sheet=SHEET).select_related("assessment")

    def form_valid(self, form):
        answer = super().form_valid(form)
        return redirect(self.back()) if answer.status_code == FOUND else answer

    def back(self):
        return steps.address(self.assessment, steps.FINDINGS.slug)

    def get_context_data(self, **kwargs):
        trail = [*trail_of(self.assessment), (steps.FINDINGS.title, self.back())]
        words = {"heading": self.heading, "trail": trail, "submit_label": _now("Lưu")}
        return super().get_context_data(cancel_url=self.back(), **words, **kwargs)


class FindingCreate(FindingPage, EntryCreateView):
    heading, saved = _("Thêm ghi nhận"), _("Đã lưu ghi nhận.")

    def dispatch(self, request, *args, **kwargs):
        self.assessment = one(request, kwargs["pk"], [AssessmentKind.QUICK]).assessment
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """A row of a worksheet remembers its sheet of paper by its code: see add_finding."""
        return super(EntryCreateView, self).post(request, *args, **kwargs)

    def may_create(self, access):
        return rules.may_fill_in(access, self.assessment)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            kwargs["instance"] = WorksheetRow(assessment=self.assessment)
        return kwargs

    def save(self, form):
        said = form.cleaned_data
        key = said["form_key"].hex if said["form_key"] else ""
        words = {"sheet_key": key, "access": self.request.access}
        return actions.add_finding(form.instance, form.values(), said["anh"], **words)


class FindingUpdate(FindingPage, EntryUpdateView):
    heading, saved = _("Sửa ghi nhận"), _("Đã lưu ghi nhận.")

    @staticmethod
    def may_edit(access, row):
        return rules.may_fill_in(access, row.assessment)

    @property
    def assessment(self):
        return self.object.assessment

    def logged(self):
        return self.assessment

    def save(self, form):
        said = form.cleaned_data
        words = {"access": self.request.access, "seen": said["seen"]}
        return actions.change_finding(form.instance, form.values(), said["anh"], **words)


class FindingRemove(Confirmed):
    model = WorksheetRow
    title, button, done = _("Xóa ghi nhận"), _("Xóa"), _("Đã xóa ghi nhận.")

    def may(self, access, row):
        if row.sheet != SHEET:
            raise Http404
        return rules.may_fill_in(access, row.assessment)

    def act(self, pk, access):
        actions.remove_finding(self.row, access=access)

    def consequence(self):
        said = _now("Ghi nhận ở “%(area)s” không còn trong phiếu. Ảnh đã đính kèm vẫn giữ.")
        return said % {"area": self.row.values["khu_vuc"]}

    def back_url(self):
        return steps.address(self.row.assessment, steps.FINDINGS.slug)

    def back_label(self):
        return str(steps.FINDINGS.title)

    def pages_above(self):
        return trail_of(self.row.assessment)
