"""Demonstration models on the screen."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from assessments.demonstrations import actions, rules
from assessments.demonstrations.forms import DemonstrationForm
from assessments.models import Assessment, DemonstrationModel, MeasuredResult
from enterprises.models import Establishment
from organisations.access import AccessMixin, get_visible_or_404
from organisations.attachments import AttachmentUpload, attachments_context
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.views import Confirmed


def list_step():
    return _("Mô hình trình diễn"), reverse("assessments:models")


class ModelList(AccessMixin, ListView):
    model = DemonstrationModel
    paginate_by = 50
    template_name = "assessments/model_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("establishment").order_by("name", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_add=rules.may_add(self.request.access), **kwargs)


class ModelDetail(AccessMixin, DetailView):
    model = DemonstrationModel
    context_object_name = "demonstration"
    template_name = "assessments/model_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("establishment", "option")

    def get_context_data(self, **kwargs):
        access, row = self.request.access, self.object
        may_change = rules.may_change(access, row)
        about = row.option.assessment_id if row.option else None
        results = MeasuredResult.objects.visible_to(access).filter(assessment=about)
        return super().get_context_data(
            **attachments_context(row, access, may_edit=may_change),
            assessment=Assessment.objects.visible_to(access).filter(pk=about).first(),
            results=results.select_related("resource"),
            may_change=may_change,
            log=log_of(row, access),
            **kwargs,
        )


class ModelCreate(EntryPage, EntryCreateView):
    """Of one plant, from its page."""

    model = DemonstrationModel
    form_class = DemonstrationForm
    may_create = staticmethod(rules.may_add)
    new_heading = _("Ghi mô hình trình diễn")
    saved = _("Đã ghi mô hình trình diễn.")

    def dispatch(self, request, *args, **kwargs):
        self.site = get_visible_or_404(Establishment, request.access, pk=kwargs["site"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            kwargs["instance"] = DemonstrationModel(establishment=self.site)
        return kwargs

    def trail(self):
        return [list_step(), (self.site.name, self.site.get_absolute_url())]

    def save(self, form):
        photos = form.cleaned_data["photos"]
        return actions.create(form.instance, access=self.request.access, photos=photos)


class ModelUpdate(EntryPage, EntryUpdateView):
    model = DemonstrationModel
    form_class = DemonstrationForm
    may_edit = staticmethod(rules.may_change)
    edit_heading = _("Sửa mô hình trình diễn")
    saved = _("Đã lưu mô hình trình diễn.")

    def trail(self):
        return [list_step(), (self.object.name, self.object.get_absolute_url())]

    def save(self, form):
        said = {"seen": form.cleaned_data["seen"], "photos": form.cleaned_data["photos"]}
        return actions.update(form.instance, access=self.request.access, **said)


class ModelRemove(Confirmed):
    model = DemonstrationModel
    may = staticmethod(rules.may_change)
    title, button = _("Xóa mô hình trình diễn"), _("Xóa mô hình")
    done = _("Đã xóa mô hình trình diễn.")

    def consequence(self):
        sentence = _now(
            "“%(model)s” bị xóa cùng các ảnh. Chỉ xóa khi ghi nhầm: báo cáo đã gửi không thay đổi,"
            " bản báo cáo lập sau không còn tính mô hình này."
        )
        return sentence % {"model": self.row}

    def act(self, pk, access):
        actions.remove(pk, access=access)

    def back_url(self):
        """Back to the row from which nothing was done; afterwards it is no more."""
        sent = self.request.method == "POST"
        return reverse("assessments:models") if sent else self.row.get_absolute_url()

    def back_label(self):
        return self.row.name

    def pages_above(self):
        return [list_step()]


class ModelAttach(AttachmentUpload):
    model = DemonstrationModel
    may_edit = staticmethod(rules.may_change)
    purpose_hint = _("Ảnh trước và sau khi áp dụng: chọn “ảnh”.")
