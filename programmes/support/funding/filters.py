"""What the list of rules of support can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from organisations.formfields import VietnameseDateField
from organisations.lists import ListFilter, SearchFilter
from programmes.enums import FundKind
from programmes.models import FundingSource


class InForce(django_filters.Filter):
    field_class = VietnameseDateField

    def filter(self, queryset, value):
        return queryset if value is None else queryset.in_force_on(value)


class FundingFilter(ListFilter):
    q = SearchFilter("name", "basis", "note", label=_("Tên, căn cứ"))
    fund = django_filters.ChoiceFilter(
        choices=FundKind.choices, label=_("Nguồn kinh phí"), empty_label=_("Tất cả")
    )
    on = InForce(label=_("Có hiệu lực ngày"))

    class Meta:
        model = FundingSource
        fields = []
