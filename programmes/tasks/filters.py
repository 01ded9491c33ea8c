"""What the annual lists can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from organisations.lists import ListFilter, SearchFilter
from programmes.enums import ListState
from programmes.filters import YearFilter
from programmes.forms import PlanField
from programmes.models import ActionPlan, TaskList

ORPHAN = "none"


class PlanChoice(PlanField, django_filters.fields.ModelChoiceField):
    """Plans named as in the form."""


class PlanFilter(django_filters.ModelChoiceFilter):
    field_class = PlanChoice


def our_plans(request):
    return ActionPlan.objects.visible_to(request.access).for_list()


class TaskListFilter(ListFilter):
    q = SearchFilter("title", "document__number", label=_("Tên danh mục, số quyết định"))
    year = YearFilter(label=_("Năm kế hoạch"))
    plan = PlanFilter(queryset=our_plans, label=_("Kế hoạch"), empty_label=_("Tất cả"))
    state = django_filters.ChoiceFilter(
        choices=ListState.choices, label=_("Trạng thái"), empty_label=_("Tất cả")
    )
    link = django_filters.ChoiceFilter(
        choices=[(ORPHAN, _("chưa gắn với kế hoạch"))],
        label=_("Gắn với kế hoạch"),
        empty_label=_("Tất cả"),
        method="only_orphans",
    )

    class Meta:
        model = TaskList
        fields = []

    def only_orphans(self, queryset, name, value):
        return queryset.orphans()
