"""The reference data of assessments on the screen: everybody reads, the Ministry amends."""

from itertools import groupby

from django.contrib import messages
from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView

from assessments.enums import FactorKind
from assessments.models import Benchmark, ChecklistItem, ConversionFactor, SectorWord
from assessments.reference import actions, rules
from assessments.reference.forms import ChoiceForm, GridFactorForm, QuestionForm
from enterprises import sectors
from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryUpdateView
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry


def log_of_all(rows, access):
    """What was done to any of these rows, latest first."""
    kind = rows.model._meta.label_lower
    entries = LogEntry.objects.visible_to(access).filter(subject_type=kind)
    return entries.filter(subject_id__in=[row.pk for row in rows])


class ReferenceList(AccessMixin, ListView):
    def get_context_data(self, **kwargs):
        may_amend = rules.may_amend(self.request.access)
        return super().get_context_data(may_amend=may_amend, today=clock.today(), **kwargs)


# Hệ số quy đổi

IN_ORDER = Case(*(When(kind=kind, then=place) for place, kind in enumerate(FactorKind)))


class FactorList(ReferenceList):
    model = ConversionFactor
    template_name = "assessments/reference/factors.html"

    def get_queryset(self):
        rows = super().get_queryset().select_related("resource")
        return rows.order_by(IN_ORDER, "resource__place", "-year", "code")

    def get_context_data(self, **kwargs):
        chosen = {row.code for row in self.object_list if row.is_chosen}
        log = log_of_all(self.object_list, self.request.access)
        return super().get_context_data(chosen=chosen, log=log, **kwargs)


class AmendFactors(FormView):
    """A small form of the Ministry; what is refused stands above it and nothing typed is lost."""

    template_name = "assessments/reference/factor_form.html"
    heading = explanation = done = ""

    def dispatch(self, request, *args, **kwargs):
        require(rules.may_amend(request.access))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        words = {"heading": self.heading, "explanation": self.explanation}
        return super().get_context_data(**words, **kwargs)

    def form_valid(self, form):
        try:
            self.act(form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("assessments:factors")


class FactorChoose(AmendFactors):
    form_class = ChoiceForm
    heading = _("Chọn hệ số được dùng")
    done = _("Đã chọn hệ số. Các phép tính từ nay dùng hệ số này.")
    explanation = _(
        "Các nguồn nêu hệ số khác nhau. Hệ số được chọn dùng cho mọi phép tính từ nay; kết quả đã"
        " chốt trước đây không đổi."
    )

    def dispatch(self, request, *args, **kwargs):
        self.factor = get_visible_or_404(ConversionFactor, request.access, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        rows = ConversionFactor.objects.visible_to(self.request.access).select_related("resource")
        rivals = rows.filter(conflicts_with=self.factor.code)
        return super().get_context_data(factor=self.factor, rivals=rivals, **kwargs)

    def act(self, data):
        access = self.request.access
        actions.choose_factor(self.factor.pk, reason=data["reason"], access=access)


class GridFactorCreate(AmendFactors):
    form_class = GridFactorForm
    heading = _("Thêm hệ số phát thải lưới điện")
    done = _("Đã thêm hệ số phát thải lưới điện.")
    explanation = _(
        "Mỗi năm một hệ số, ghi đúng như văn bản công bố. Kiểm tra kỹ trước khi lưu: hệ số đã nhập"
        " thì không sửa được."
    )

    def act(self, data):
        actions.enter_grid_factor(**data, access=self.request.access)


# Giá trị so sánh


class BenchmarkList(ReferenceList):
    model = Benchmark
    template_name = "assessments/reference/benchmarks.html"

    def get_queryset(self):
        return super().get_queryset().filter(is_hidden=False).order_by("division", "place")

    def get_context_data(self, **kwargs):
        by_division = groupby(self.object_list, key=lambda row: row.division)
        parts = {division: list(rows) for division, rows in by_division}
        shared = parts.pop("", [])
        named = [(sectors.title_of(division), rows) for division, rows in parts.items()]
        return super().get_context_data(
            parts=[*named, (_("Mọi ngành"), shared)] if shared else named, **kwargs
        )


# Câu hỏi tự đánh giá


class QuestionList(ReferenceList):
    model = ChecklistItem
    template_name = "assessments/reference/questions.html"

    def get_queryset(self):
        rows = super().get_queryset().filter(is_current=True).select_related("group")
        return rows.order_by("group__place", "place")

    def get_context_data(self, **kwargs):
        general = sum(not item.divisions for item in self.object_list)
        return super().get_context_data(general=general, **kwargs)


class QuestionDetail(ReferenceList):
    """All versions of a question; the current one in full."""

    model = ChecklistItem
    template_name = "assessments/reference/question.html"

    def get_queryset(self):
        rows = super().get_queryset().filter(code=self.kwargs["code"])
        return rows.select_related("group", "saving_resource").order_by("-version")

    def get_context_data(self, **kwargs):
        access = self.request.access
        current = next((item for item in self.object_list if item.is_current), None)
        if current is None:
            raise Http404
        words = SectorWord.objects.visible_to(access).filter(code__in=current.sectors)
        return super().get_context_data(
            question=current,
            words=words,
            divisions=[sectors.title_of(code) for code in current.divisions],
            log=log_of_all(self.object_list, access),
            **kwargs,
        )


class QuestionAmend(EntryPage, EntryUpdateView):
    model = ChecklistItem
    form_class = QuestionForm
    slug_field = slug_url_kwarg = "code"
    edit_heading = _("Sửa câu hỏi")
    submit_label = _("Lưu thành phiên bản mới")
    saved = _("Đã lưu phiên bản mới. Câu trả lời đã có vẫn gắn với phiên bản cũ.")

    @staticmethod
    def may_edit(access, item):
        return rules.may_amend(access)

    def get_queryset(self):
        return super().get_queryset().filter(is_current=True)

    def trail(self):
        return [
            (_("Câu hỏi tự đánh giá"), reverse("assessments:questions")),
            (self.kwargs["code"], reverse("assessments:question", args=[self.kwargs["code"]])),
        ]

    def save(self, form):
        data = form.cleaned_data
        return actions.amend_question(
            form.instance,
            reason=data["reason"],
            access=self.request.access,
            seen=data["seen"],
            today=clock.today(),
        )
