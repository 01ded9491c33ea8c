"""Assessments on the screen: the list, one of them, and every step of its life."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from django.views.generic import DetailView, FormView

from assessments.dossiers import actions, rules
from assessments.dossiers.filters import AssessmentFilter
from assessments.dossiers.forms import AssessmentForm, CancelForm, GiveForm, ReasonForm
from assessments.enums import AssessmentKind
from assessments.models import Assessment, AssessmentReceipt, CPOption
from assessments.worksheets.progress import unfinished
from enterprises.exporting.rules import exports_by_job
from enterprises.models import Establishment
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.attachments import attachments_context
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.exceptions import ActionRefused
from organisations.lists import FilteredList
from organisations.views import Confirmed

LIST = "assessments:assessments"


class AssessmentList(FilteredList):
    model = Assessment
    filter_class = AssessmentFilter
    template_name = "assessments/dossiers/list.html"

    def get_queryset(self):
        require(rules.may_see_list(self.request.access))
        return super().get_queryset().select_related("support")

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            may_open=rules.may_open(access), kinds=rules.kinds_to_open(access), **kwargs
        )


class AssessmentDetail(AccessMixin, DetailView):
    model = Assessment
    template_name = "assessments/dossiers/detail.html"

    def get_queryset(self):
        """Without the owner: an enterprise's own row is hidden from department and corporation."""
        return super().get_queryset().select_related("support")

    def get_context_data(self, **kwargs):
        access, row = self.request.access, self.object
        workers = actions.workers_of(row, access)
        options = CPOption.objects.visible_to(access).filter(assessment=row)
        receipts = AssessmentReceipt.objects.visible_to(access).filter(assessment=row)
        sites = Establishment.objects.visible_to(access).select_related("legal_entity")
        site = sites.filter(pk=row.establishment_id).first()
        return super().get_context_data(
            **attachments_context(row, access, may_edit=rules.may_fill_in(access, row)),
            site=site,
            opener=_opener_of(row, site),
            options=options.order_by("place", "pk"),
            receipts=receipts,
            log=log_of(row, access),
            may_fill_in=rules.may_fill_in(access, row),
            may_edit=rules.may_edit(access, row),
            may_give=rules.may_give(access, row),
            may_submit=rules.may_submit(access, row),
            may_return=rules.may_return(access, row),
            may_accept=rules.may_accept(access, row, workers),
            has_worked=access.user.pk in workers,
            may_cancel=rules.may_cancel(access, row),
            may_confirm=rules.may_confirm(access, row),
            has_report=row.kind in AssessmentKind.reported(),
            writes_report=exports_by_job(access),
            **kwargs,
        )


def _opener_of(assessment, site):
    """Who opened it; an enterprise is named as the register knows the plant's owner."""
    if assessment.kind != AssessmentKind.SELF:
        return assessment.owner
    return (site and site.legal_entity) or _now("doanh nghiệp")


class Sheet:
    model = Assessment
    form_class = AssessmentForm
    template_name = "organisations/entry_page.html"

    def get_context_data(self, **kwargs):
        words = {"heading": self.heading, "submit_label": _now("Lưu")}
        words |= {"trail": self.trail(), "cancel_url": self.cancel_url()}
        return super().get_context_data(**words, **kwargs)


class AssessmentCreate(Sheet, EntryCreateView):
    """Of one plant, from its page or from the list."""

    heading = _("Lập phiếu đánh giá")
    saved = _("Đã lập phiếu đánh giá.")
    may_create = staticmethod(rules.may_open)

    def dispatch(self, request, *args, **kwargs):
        self.site = get_visible_or_404(Establishment, request.access, pk=kwargs["site"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            kwargs["instance"] = Assessment(establishment=self.site)
        return kwargs

    def save(self, form):
        return actions.open_assessment(form.instance, access=self.request.access)

    def trail(self):
        return [(_now("Đánh giá"), reverse(LIST)), (self.site.name, self.site.get_absolute_url())]

    def cancel_url(self):
        return self.site.get_absolute_url()


class AssessmentUpdate(Sheet, EntryUpdateView):
    heading = _("Sửa yêu cầu đánh giá")
    saved = _("Đã lưu.")
    may_edit = staticmethod(rules.may_edit)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.update(form.instance, access=self.request.access, seen=seen)

    def trail(self):
        return [(_now("Đánh giá"), reverse(LIST)), (str(self.object), self.cancel_url())]

    def cancel_url(self):
        return self.object.get_absolute_url()


class _Step(FormView):
    """A step that is asked something; what the database refuses stands above the form."""

    template_name = "assessments/dossiers/step.html"
    back_label = ""

    def dispatch(self, request, *args, **kwargs):
        self.row = get_visible_or_404(Assessment, request.access, pk=kwargs["pk"])
        require(self.may(request.access, self.row))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        words = {"heading": self.heading, "lead": self.lead, "submit_label": self.button}
        words["cancel_label"] = self.back_label
        return super().get_context_data(assessment=self.row, **words, **kwargs)

    def form_valid(self, form):
        try:
            self.act(form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.row)


class Give(_Step):
    form_class = GiveForm
    may = staticmethod(rules.may_give)
    heading, button, done = _("Giao thực hiện đánh giá"), _("Giao"), _("Đã giao.")
    lead = _("Đơn vị tư vấn, trung tâm hoặc bộ phận đầu mối thực hiện và ghi phiếu này.")

    def get_initial(self):
        return {"unit": self.row.support_id}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access}

    def act(self, said):
        actions.give(self.row.pk, said["unit"], access=self.request.access)


class SendBack(_Step):
    form_class = ReasonForm
    may = staticmethod(rules.may_return)
    heading, button = _("Yêu cầu hoàn thiện, bổ sung"), _("Gửi yêu cầu")
    done = _("Đã gửi yêu cầu.")
    lead = _("Phiếu trở lại với đơn vị thực hiện để sửa; lần nộp trước vẫn giữ thời điểm nhận.")

    def act(self, said):
        actions.send_back(self.row.pk, said["reason"], access=self.request.access)


class Cancel(_Step):
    form_class = CancelForm
    may = staticmethod(rules.may_cancel)
    back_label = _("Quay lại")
    heading, button, done = _("Hủy phiếu đánh giá"), _("Hủy phiếu"), _("Đã hủy phiếu.")
    lead = _("Phiếu đã hủy không tính vào số liệu nào; nội dung và lý do vẫn được giữ.")

    def act(self, said):
        actions.cancel(self.row.pk, said["reason"], access=self.request.access)


class _Confirmed(Confirmed):
    model = Assessment
    takes_away = False

    def about(self):
        return self.row.site_name

    def back_url(self):
        return self.row.get_absolute_url()

    def back_label(self):
        return str(self.row)

    def pages_above(self):
        return [(_now("Đánh giá"), reverse(LIST))]


class _OfWork(_Confirmed):
    """A step that should not be taken unknowingly over work that is not finished."""

    def warning(self):
        if self.row.worksheets_id is None:
            return None
        lines = unfinished(self.row)
        said = _now("%(count)s nhiệm vụ chưa hoàn thành. Chỗ còn thiếu không cản bước này:")
        return (said % {"count": len(lines)}, lines) if lines else None


class Submit(_OfWork):
    may = staticmethod(rules.may_submit)
    title, button, done = _("Nộp phiếu đánh giá"), _("Nộp"), _("Đã nộp phiếu.")
    act = staticmethod(lambda pk, access: actions.submit(pk, access=access))

    def consequence(self):
        return _now(
            "Sau khi nộp, phiếu không sửa được nữa, trừ khi Sở Công Thương yêu cầu hoàn thiện,"
            " bổ sung. Thời điểm nhận do máy chủ ghi."
        )


class Accept(_OfWork):
    title, button, done = _("Nghiệm thu đánh giá"), _("Nghiệm thu"), _("Đã nghiệm thu.")
    act = staticmethod(lambda pk, access: actions.accept(pk, access=access))

    @staticmethod
    def may(access, row):
        return rules.may_accept(access, row, actions.workers_of(row, access))

    def consequence(self):
        return _now(
            "Kết quả đánh giá được tính vào số liệu của Sở; các giải pháp bắt đầu được theo dõi"
            " sau 6, 12 và 24 tháng kể từ hôm nay."
        )


class Confirm(_Confirmed):
    may = staticmethod(rules.may_confirm)
    title, button = _("Xác nhận số liệu của cơ sở"), _("Xác nhận")
    done = _("Đã xác nhận số liệu.")
    act = staticmethod(lambda pk, access: actions.confirm(pk, access=access))

    def consequence(self):
        return _now(
            "Doanh nghiệp xác nhận số liệu do đơn vị đánh giá ghi về cơ sở là đúng. Nếu chưa đúng,"
            " hãy liên hệ đơn vị thực hiện hoặc Sở Công Thương để sửa trước."
        )


@require_GET
def receipt(request, pk):
    """What the portal answers to a submission (phiếu tiếp nhận), to be printed or kept."""
    row = get_visible_or_404(Assessment, request.access, pk=pk)
    receipts = AssessmentReceipt.objects.visible_to(request.access).filter(assessment=row)
    last = receipts.last()
    if last is None:
        return redirect(row)
    return render(request, "assessments/dossiers/receipt.html", {"assessment": row, "last": last})
