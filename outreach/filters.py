"""What the outreach log can be narrowed by."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.formfields import YearField
from organisations.lists import ListFilter, SearchFilter
from outreach.enums import ActivityKind
from outreach.models import Activity
from programmes.forms import PlanField
from programmes.models import ActionPlan


class YearFilter(django_filters.Filter):
    """Rows known by that year or by a day in it. A row known by a period belongs to no one year."""

    field_class = YearField

    def filter(self, queryset, value):
        if value is None:
            return queryset
        return queryset.filter(Q(year=value) | Q(held_on__year=value))


class PlanChoice(PlanField, django_filters.fields.ModelChoiceField):
    """Plans named as in the form."""


class PlanFilter(django_filters.ModelChoiceFilter):
    field_class = PlanChoice


def _our_plans(request):
    return ActionPlan.objects.visible_to(request.access).for_list()


class ActivityFilter(ListFilter):
    q = SearchFilter("title", "raw_label", label=_("Tên, nội dung"))
    kind = django_filters.ChoiceFilter(
        choices=ActivityKind.choices, label=_("Loại hoạt động"), empty_label=_("Tất cả")
    )
    year = YearFilter(label=_("Năm"))
    plan = PlanFilter(queryset=_our_plans, label=_("Kế hoạch"), empty_label=_("Tất cả"))

    class Meta:
        model = Activity
        fields = []
