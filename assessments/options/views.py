"""One solution on the screen: entered, corrected, screened, told of."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from assessments.enums import Channel, Mover
from assessments.models import Assessment, CPOption, OptionSaving, OptionStep
from assessments.options import actions, news, rules
from assessments.options.figures import economics_of, effect_of, words_of
from assessments.options.forms import OptionForm, ScreeningForm
from assessments.options.news_forms import NewsForm
from assessments.quantities import converter_of
from enterprises.models import Establishment
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.attachments import AttachmentUpload, attachments_context
from organisations.entry.pages import EntryPage
from organisations.entry.saving import earlier_entry
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.exceptions import ActionRefused
from organisations.views import Confirmed


def pages_above(assessment):
    return [
        (_now("Đánh giá"), reverse("assessments:assessments")),
        (str(assessment), assessment.get_absolute_url()),
    ]


class OptionDetail(AccessMixin, DetailView):
    model = CPOption
    context_object_name = "option"
    template_name = "assessments/options/detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("assessment")

    def get_context_data(self, **kwargs):
        access, option = self.request.access, self.object
        assessment, sites = option.assessment, Establishment.objects.visible_to(access)
        savings = OptionSaving.objects.visible_to(access).filter(option=option)
        savings = list(savings.select_related("resource", "unit"))
        economics = economics_of(option)
        steps = news.steps_of(option, access)
        return super().get_context_data(
            assessment=assessment,
            site=sites.filter(pk=assessment.establishment_id).first(),
            savings=savings,
            words=words_of(option, economics),
            effect=effect_of(savings, assessment.year, converter_of(assessment.year)),
            steps=steps,
            may_edit=rules.may_edit(access, assessment),
            may_screen=rules.may_screen(access, option, assessment),
            may_remove=rules.may_remove(access, assessment, bool(steps)),
            may_tell=rules.may_tell(access, option, assessment),
            is_own=rules.speaks_for_itself(access, assessment),
            may_judge=rules.may_judge(access, option, assessment),
            **attachments_context(option, access, may_edit=rules.may_attach(access, option)),
            **kwargs,
        )


class OptionAttach(AttachmentUpload):
    """Photographs, bills, minutes: what shows that a solution was carried out."""

    model = CPOption
    may_edit = staticmethod(rules.may_attach)


class Sheet(EntryPage):
    model = CPOption
    form_class = OptionForm
    template_name = "assessments/options/sheet.html"
    new_heading, edit_heading = _("Thêm giải pháp"), _("Sửa giải pháp")
    saved = _("Đã lưu giải pháp.")


class OptionCreate(Sheet, EntryCreateView):
    def dispatch(self, request, *args, **kwargs):
        self.assessment = get_visible_or_404(Assessment, request.access, pk=kwargs["assessment"])
        return super().dispatch(request, *args, **kwargs)

    def may_create(self, access):
        return rules.may_edit(access, self.assessment)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            kwargs["instance"] = CPOption(assessment=self.assessment)
        return kwargs

    def save(self, form):
        savings = form.typed_savings()
        return actions.create(form.instance, savings, access=self.request.access)

    def trail(self):
        return pages_above(self.assessment)


class OptionUpdate(Sheet, EntryUpdateView):
    def get_queryset(self):
        return super().get_queryset().select_related("assessment")

    def may_edit(self, access, option):
        return rules.may_edit(access, option.assessment)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        savings = form.typed_savings()
        return actions.update(form.instance, savings, access=self.request.access, seen=seen)

    def trail(self):
        option = self.object
        return [*pages_above(option.assessment), (option.name, option.get_absolute_url())]


class OptionScreen(OptionUpdate):
    form_class = ScreeningForm
    template_name = "organisations/entry_page.html"
    edit_heading = _("Sàng lọc giải pháp")
    saved = _("Đã ghi kết quả sàng lọc.")

    def may_edit(self, access, option):
        return rules.may_screen(access, option, option.assessment)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.screen(form.instance, access=self.request.access, seen=seen)


class OptionRemove(Confirmed):
    model = CPOption
    title, button, done = _("Xóa giải pháp"), _("Xóa"), _("Đã xóa giải pháp.")

    def may(self, access, option):
        return rules.may_edit(access, option.assessment)

    def consequence(self):
        sentence = _now(
            "Xóa “%(option)s” và các dòng tiết kiệm của giải pháp này. Chỉ xóa khi ghi nhầm; giải"
            " pháp không làm được thì sàng lọc loại bỏ và ghi lý do kỹ thuật."
        )
        return sentence % {"option": self.row}

    def act(self, pk, access):
        actions.remove(pk, access=access)

    def back_url(self):
        return self.row.assessment.get_absolute_url()

    def back_label(self):
        return str(self.row.assessment)

    def pages_above(self):
        return pages_above(self.row.assessment)[:1]


class _Said(FormView):
    """News of a solution; the same sheet sent twice is one piece of news."""

    form_class = NewsForm
    template_name = "assessments/options/news.html"
    done = _("Đã ghi tin về giải pháp.")

    def dispatch(self, request, *args, **kwargs):
        self.option = get_visible_or_404(CPOption, request.access, pk=kwargs["pk"])
        require(self.may(request.access, self.option, self.option.assessment))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        own = {"option": self.option, "mover": self.mover, "access": self.request.access}
        return super().get_form_kwargs() | own

    def get_context_data(self, **kwargs):
        trail = [*pages_above(self.option.assessment), (self.option.name, self.back())]
        words = {"heading": self.heading(), "trail": trail, "submit_label": _now("Ghi tin")}
        return super().get_context_data(
            option=self.option, cancel_url=self.back(), **words, **kwargs
        )

    def back(self):
        return self.option.get_absolute_url()

    def post(self, request, *args, **kwargs):
        key = request.POST.get("form_key", "")
        if earlier_entry(OptionStep, key, access=request.access) is not None:
            return redirect(self.option)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            news.tell(self.option.pk, form.news(self.channel(form)), access=self.request.access)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.option)


class Tell(_Said):
    """What the enterprise says, itself or on the telephone."""

    mover = Mover.ENTERPRISE
    may = staticmethod(rules.may_tell)

    def is_own(self):
        return rules.speaks_for_itself(self.request.access, self.option.assessment)

    def heading(self):
        return _now("Báo tin về giải pháp") if self.is_own() else _now("Ghi tin của cơ sở")

    def channel(self, form):
        return Channel.PORTAL if self.is_own() else form.cleaned_data["channel"]


class Judge(_Said):
    """What an assessor says by himself."""

    mover = Mover.ASSESSOR
    may = staticmethod(rules.may_judge)

    def heading(self):
        return _now("Ghi kết quả theo dõi giải pháp")

    def channel(self, form):
        return Channel.PORTAL
