"""What the outreach log can be narrowed by."""

from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations.formfields import VietnameseDateField, YearField
from organisations.lists import ListFilter, SearchFilter
from outreach.counting import counted_for
from outreach.enums import ActivityKind, ActivityState
from outreach.models import Activity
from programmes.enums import OutputKind
from programmes.models import Task, TaskList, TaskOutput
from programmes.tasks.filters import PlanFilter, our_plans


class YearFilter(django_filters.Filter):
    """Rows known by that year or by a day in it. A row known by a period belongs to no one year."""

    field_class = YearField

    def filter(self, queryset, value):
        if value is None:
            return queryset
        return queryset.filter(Q(year=value) | Q(held_on__year=value))


class UntilFilter(django_filters.Filter):
    """To that day; what is known by its year only is inside when the year is over by then."""

    field_class = VietnameseDateField

    def filter(self, queryset, value):
        if value is None:
            return queryset
        whole_year = Q(held_on__isnull=True) if (value.month, value.day) == (12, 31) else Q()
        return queryset.filter(Q(held_on__lte=value) | whole_year)


class MonthFilter(django_filters.Filter):
    """Begun in that month, as `2026-05`."""

    field_class = forms.DateField

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m"], **kwargs)

    def filter(self, queryset, value):
        if value is None:
            return queryset
        return queryset.filter(held_on__year=value.year, held_on__month=value.month)


class ListYearFilter(YearFilter):
    """Rows of the tasks in that year's lists, held in that year."""

    def filter(self, queryset, value):
        if value is None:
            return queryset
        return super().filter(queryset, value).filter(task__task_list__year=value)


class OfPlanFilter(PlanFilter):
    def filter(self, queryset, value):
        return queryset.of_plan(value) if value else queryset


class OutputFilter(django_filters.ChoiceFilter):
    """Rows of tasks that are to produce such an output."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        tasks = TaskOutput.objects.visible_to(self.parent.request.access).filter(kind=value)
        return queryset.filter(task__in=tasks.values("task"))


class CountedFilter(django_filters.MultipleChoiceFilter):
    """The rows that outputs of these kinds are counted from."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        access = self.parent.request.access
        return queryset.filter(reduce(or_, (counted_for(kind, access) for kind in value)))


def _our_tasks(request):
    return Task.objects.visible_to(request.access)


def _our_lists(request):
    return TaskList.objects.visible_to(request.access)


OURS = "yes"
# Attendances are counted in the same rows as the events themselves.
COUNTED = {OutputKind.ATTENDANCE: _("Hội nghị, hội thảo, tập huấn và lượt người tham dự")}
# Not chosen on the page: a number counted from the log leads here with them.
BEHIND_A_NUMBER = {"widget": forms.HiddenInput}


class ActivityFilter(ListFilter):
    q = SearchFilter("title", "raw_label", "place", label=_("Tên, nội dung, địa điểm"))
    kind = django_filters.ChoiceFilter(
        choices=ActivityKind.choices, label=_("Loại hoạt động"), empty_label=_("Tất cả")
    )
    state = django_filters.ChoiceFilter(
        choices=ActivityState.choices, label=_("Tình trạng"), empty_label=_("Tất cả")
    )
    year = YearFilter(label=_("Năm"))
    plan = OfPlanFilter(queryset=our_plans, label=_("Kế hoạch"), empty_label=_("Tất cả"))
    task = django_filters.ModelChoiceFilter(queryset=_our_tasks, **BEHIND_A_NUMBER)
    task_list = django_filters.ModelChoiceFilter(
        field_name="task__task_list", queryset=_our_lists, **BEHIND_A_NUMBER
    )
    list_year = ListYearFilter(**BEHIND_A_NUMBER)
    output = OutputFilter(choices=OutputKind.choices, **BEHIND_A_NUMBER)
    list_plan = django_filters.ModelChoiceFilter(
        field_name="task__task_list__plan", queryset=our_plans, **BEHIND_A_NUMBER
    )
    until = UntilFilter(**BEHIND_A_NUMBER)
    month = MonthFilter(**BEHIND_A_NUMBER)
    ours = django_filters.ChoiceFilter(
        choices=[(OURS, _("của đơn vị"))], method="only_ours", **BEHIND_A_NUMBER
    )
    counted = CountedFilter(choices=OutputKind.choices, widget=forms.MultipleHiddenInput)

    class Meta:
        model = Activity
        fields = []

    def only_ours(self, queryset, name, value):
        return queryset.filter(owner=self.request.access.organisation)

    @property
    def narrowed_to(self):
        """Which rows a number led to, in words; empty when nobody came from a number."""
        chosen = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        said = (_said_of_tasks(chosen), _said_of_month(chosen), _said_of_outputs(chosen))
        return " ".join(filter(None, said))


def _said_of_tasks(chosen):
    if task := chosen.get("task"):
        return _now("Các hoạt động gắn với nhiệm vụ “%(task)s”.") % {"task": task}
    if task_list := chosen.get("task_list"):
        return _now("Các hoạt động gắn với nhiệm vụ của “%(list)s”.") % {"list": task_list}
    year = chosen.get("list_year")
    if year and (plan := chosen.get("list_plan")):
        said = _now("Các hoạt động gắn với nhiệm vụ của danh mục năm %(year)s, “%(plan)s”.")
        return said % {"year": year, "plan": plan}
    if year:
        said = _now("Các hoạt động gắn với nhiệm vụ của danh mục năm %(year)s.")
        return said % {"year": year}
    return ""


def _said_of_month(chosen):
    said = _now("Chỉ hoạt động do đơn vị ghi.") if chosen.get("ours") else ""
    if month := chosen.get("month"):
        said += " " + _now("Bắt đầu trong tháng %(month)s.") % {"month": f"{month:%-m/%Y}"}
    return said.strip()


def _said_of_outputs(chosen):
    labels = [COUNTED.get(kind) or OutputKind(kind).label for kind in chosen.get("counted") or ()]
    said = _now("Chỉ các dòng đã đếm vào: %(kinds)s.")
    return said % {"kinds": "; ".join(map(str, labels))} if labels else ""
