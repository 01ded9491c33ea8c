"""Strategies, documents, plans and tasks on the screen."""

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from organisations import clock
from organisations.access import AccessMixin
from organisations.attachments import attachments_context
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.lists import FilteredList
from programmes import actions, rules
from programmes.enums import PlanState
from programmes.filters import ActionPlanFilter, DocumentFilter
from programmes.forms import DraftPlanForm, PlanForm
from programmes.models import (
    ActionPlan,
    Indicator,
    LegalDocument,
    Obligation,
    Strategy,
    Target,
    TaskList,
)
from programmes.papers.actions import is_correctable
from programmes.papers.screen import (
    components_by_scheme,
    life_cycle_context,
    money_matrix,
    targets_beside,
)
from programmes.papers.standing import standing_of

# Chiến lược, văn bản, nghĩa vụ, chỉ tiêu


class StrategyList(AccessMixin, ListView):
    model = Strategy

    def get_queryset(self):
        return super().get_queryset().select_related("document")


class StrategyDetail(AccessMixin, DetailView):
    model = Strategy
    slug_field = slug_url_kwarg = "code"

    def get_queryset(self):
        targets = Target.objects.visible_to(self.request.access).select_related("indicator")
        return (
            super()
            .get_queryset()
            .select_related("document")
            .prefetch_related("schemes", Prefetch("milestones__targets", targets))
        )


class DocumentList(FilteredList):
    model = LegalDocument
    filter_class = DocumentFilter
    template_name = "programmes/document_list.html"


class DocumentDetail(AccessMixin, DetailView):
    model = LegalDocument
    context_object_name = "document"
    template_name = "programmes/document_detail.html"

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            plans=self._plans(access),
            strategies=Strategy.objects.visible_to(access).filter(document=self.object),
            obligations=Obligation.objects.visible_to(access).filter(document=self.object),
            **kwargs,
        )

    def _plans(self, access):
        """Those it issued, and those it amended."""
        plans = ActionPlan.objects.visible_to(access)
        return plans.filter(Q(document=self.object) | Q(revisions__document=self.object)).distinct()


class ObligationList(AccessMixin, ListView):
    model = Obligation

    def get_queryset(self):
        return super().get_queryset().select_related("document")


class IndicatorList(AccessMixin, ListView):
    model = Indicator


class IndicatorDetail(AccessMixin, DetailView):
    model = Indicator
    slug_field = slug_url_kwarg = "code"


# Kế hoạch


class PlanList(FilteredList):
    model = ActionPlan
    filter_class = ActionPlanFilter
    template_name = "programmes/plan_list.html"

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_plan=rules.may_plan(self.request.access), **kwargs)


class PlanDetail(AccessMixin, DetailView):
    model = ActionPlan
    context_object_name = "plan"
    template_name = "programmes/plan_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("document", "strategy", "replaced_by")

    def get_context_data(self, **kwargs):
        access, plan = self.request.access, self.object
        life = life_cycle_context(plan, access)
        overlapping = (
            ActionPlan.objects.visible_to(access)
            .filter(year_from__lte=plan.year_to, year_to__gte=plan.year_from)
            .exclude(pk=plan.pk)
        )
        lists = TaskList.objects.visible_to(access).filter(plan=plan)
        may_list = life["may_change"] and plan.state in (PlanState.ISSUED, PlanState.AMENDING)
        shown = {
            "may_correct": life["may_change"] and is_correctable(plan, access),
            "list_year": _year_without_list(plan, lists) if may_list else None,
            "overlapping": overlapping.for_list(),
            "beside": targets_beside(plan, access),
            "components": components_by_scheme(plan),
            "money": money_matrix(plan),
            "task_lists": lists,
        }
        files = attachments_context(plan, access, may_edit=life["may_change"])
        return super().get_context_data(**shown, **life, **files, **kwargs)


def _year_without_list(plan, lists):
    """Of the plan's years this one or the next to come, else the first; None when all have one."""
    known, this_year = {task_list.year for task_list in lists}, clock.today().year
    free = [year for year in range(plan.year_from, plan.year_to + 1) if year not in known]
    return next((year for year in free if year >= this_year), free[0] if free else None)


class PlanCreate(EntryCreateView):
    """A new plan begins as a draft."""

    model = ActionPlan
    form_class = DraftPlanForm
    template_name = "programmes/plan_form.html"
    may_create = staticmethod(rules.may_plan)
    saved = _("Đã lưu dự thảo. Ghi mục tiêu, nội dung thực hiện và kinh phí dưới đây.")

    def save(self, form):
        return actions.create_plan(form.instance, access=self.request.access)


class PlanEnter(EntryCreateView):
    """A plan that was issued long ago, with its document."""

    model = ActionPlan
    form_class = PlanForm
    template_name = "programmes/plan_form.html"
    extra_context = {"is_entered": True}
    may_create = staticmethod(rules.may_plan)
    saved = _("Đã lưu kế hoạch.")

    def save(self, form):
        return actions.enter_plan(form.instance, form.document, access=self.request.access)


class PlanUpdate(EntryUpdateView):
    """The draft's sheet, or the sheet on which an old plan was entered."""

    model = ActionPlan
    context_object_name = "plan"
    template_name = "programmes/plan_form.html"
    may_edit = staticmethod(rules.may_edit_plan)
    saved = _("Đã lưu kế hoạch.")

    def get(self, request, *args, **kwargs):
        plan = self.get_object()
        if plan.is_open or is_correctable(plan, request.access):
            return super().get(request, *args, **kwargs)
        messages.error(request, standing_of(plan, request.access))
        return redirect(plan)

    def get_form_class(self):
        corrects = is_correctable(self.object, self.request.access)
        return PlanForm if corrects else DraftPlanForm

    def save(self, form):
        words = {"access": self.request.access, "seen": form.cleaned_data["seen"]}
        if isinstance(form, PlanForm):
            return actions.update_entered_plan(form.instance, form.document, **words)
        return actions.update_plan(form.instance, **words)
