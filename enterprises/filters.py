"""What the list of zones can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from enterprises.enums import ZoneKind
from enterprises.models import IndustrialZone
from organisations.formfields import YearField
from organisations.lists import ListFilter, SearchFilter


class ExistingIn(django_filters.Filter):
    """Zones that existed in a year; one without years exists in all."""

    field_class = YearField

    def filter(self, queryset, value):
        return queryset if value is None else queryset.existing_in(value)


class ZoneFilter(ListFilter):
    q = SearchFilter(
        "kind", "name", "commune", "operator", label=_("Tên, xã phường, đơn vị quản lý")
    )
    kind = django_filters.ChoiceFilter(
        choices=ZoneKind.choices, label=_("Loại"), empty_label=_("Tất cả")
    )
    year = ExistingIn(label=_("Có trong năm"))

    class Meta:
        model = IndustrialZone
        fields = []
