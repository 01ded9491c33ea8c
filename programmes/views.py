"""Strategies, documents, plans and tasks on the screen; and what other lists and forms share."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from organisations.access import AccessMixin, require
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry
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

PAGE = 50


def log_of(row, access):
    """Who entered and changed this record, latest first."""
    entries = LogEntry.objects.visible_to(access)
    return entries.filter(subject_type=row._meta.label_lower, subject_id=row.pk)


class FilteredList(AccessMixin, ListView):
    """A list in pages, narrowed by what stands in the address."""

    paginate_by = PAGE
    filter_class = None

    def get_queryset(self):
        rows = super().get_queryset()
        self.filter = self.filter_class(self.request.GET, queryset=rows, request=self.request)
        return self.filter.qs

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filter, **kwargs)


class EntryView(AccessMixin):
    """A form whose row is saved by an action; a refusal stands above the form, nothing is lost."""

    saved = ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access}

    def form_valid(self, form):
        try:
            row = self.save(form)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.saved)
        return redirect(row)


class EntryCreateView(EntryView, CreateView):
    """The same sheet sent twice makes one row (programmes.actions.earlier_entry)."""

    def dispatch(self, request, *args, **kwargs):
        require(self.may_create(request.access))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form_key, access = request.POST.get("form_key", ""), request.access
        earlier = actions.earlier_entry(self.model, form_key, access=access)
        if earlier is None:
            return super().post(request, *args, **kwargs)
        if self.form_class(request.POST, instance=earlier, access=access).repeats_instance():
            return redirect(earlier)
        return self.ask_again(request.POST.copy(), earlier)

    def ask_again(self, data, earlier):
        """The sheet was saved before with other content (the browser's Back button)."""
        self.object = None
        data["form_key"] = str(uuid4())
        form = self.form_class(data, access=self.request.access)
        sentence = _now(
            "Phiếu này đã được lưu trước đó với nội dung khác: “%(earlier)s”."
            " Nếu đây là một mục mới, hãy bấm Lưu lần nữa."
        )
        form.add_error(None, sentence % {"earlier": earlier})
        return self.form_invalid(form)


class EntryUpdateView(EntryView, UpdateView):
    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        require(self.may_edit(self.request.access, row))
        return row


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
