"""Strategies, documents, plans and tasks on the screen."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from organisations.access import AccessMixin
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.lists import PAGE, FilteredList
from programmes import actions, rules
from programmes.filters import DocumentFilter
from programmes.forms import PlanForm
from programmes.models import (
    ActionPlan,
    FocalUnit,
    Indicator,
    LegalDocument,
    Obligation,
    Strategy,
    Target,
    Task,
    TaskList,
)

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
            plans=ActionPlan.objects.visible_to(access).filter(document=self.object),
            strategies=Strategy.objects.visible_to(access).filter(document=self.object),
            obligations=Obligation.objects.visible_to(access).filter(document=self.object),
            **kwargs,
        )


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


class PlanList(AccessMixin, ListView):
    model = ActionPlan
    paginate_by = PAGE
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
        return super().get_queryset().select_related("document", "strategy")

    def get_context_data(self, **kwargs):
        access, plan = self.request.access, self.object
        overlapping = (
            ActionPlan.objects.visible_to(access)
            .filter(year_from__lte=plan.year_to, year_to__gte=plan.year_from)
            .exclude(pk=plan.pk)
        )
        return super().get_context_data(
            may_edit=rules.may_edit_plan(access, plan),
            overlapping=overlapping.for_list(),
            targets=Target.objects.visible_to(access).filter(plan=plan),
            task_lists=TaskList.objects.visible_to(access).filter(plan=plan),
            log=log_of(plan, access),
            **kwargs,
        )


class PlanCreate(EntryCreateView):
    model = ActionPlan
    form_class = PlanForm
    template_name = "programmes/plan_form.html"
    may_create = staticmethod(rules.may_plan)
    saved = _("Đã lưu kế hoạch.")

    def save(self, form):
        return actions.create_plan(form.instance, form.document, access=self.request.access)


class PlanUpdate(EntryUpdateView):
    model = ActionPlan
    form_class = PlanForm
    context_object_name = "plan"
    template_name = "programmes/plan_form.html"
    may_edit = staticmethod(rules.may_edit_plan)
    saved = _("Đã lưu kế hoạch.")

    def save(self, form):
        return actions.update_plan(
            form.instance,
            form.document,
            access=self.request.access,
            seen=form.cleaned_data["seen"],
        )


# Danh mục nhiệm vụ, đơn vị đầu mối


class TaskListList(AccessMixin, ListView):
    model = TaskList
    paginate_by = PAGE
    template_name = "programmes/task_list_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("plan", "document")


class TaskListDetail(AccessMixin, DetailView):
    model = TaskList
    context_object_name = "task_list"
    template_name = "programmes/task_list_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("plan", "document")

    def get_context_data(self, **kwargs):
        tasks = Task.objects.visible_to(self.request.access).filter(task_list=self.object)
        return super().get_context_data(tasks=tasks.select_related("scheme"), **kwargs)


class TaskDetail(AccessMixin, DetailView):
    model = Task
    context_object_name = "task"
    template_name = "programmes/task_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("task_list__plan", "scheme")


class FocalUnitList(AccessMixin, ListView):
    model = FocalUnit
    paginate_by = PAGE
    template_name = "programmes/focal_unit_list.html"


class FocalUnitDetail(AccessMixin, DetailView):
    model = FocalUnit
    context_object_name = "unit"
    template_name = "programmes/focal_unit_detail.html"

    def get_queryset(self):
        return super().get_queryset().prefetch_related("disciplines", "equipment")
