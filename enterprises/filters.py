"""What the register can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from enterprises import sectors
from enterprises.enums import Stratum, ZoneKind
from enterprises.models import Establishment, IndustrialZone
from organisations.formfields import YearField
from organisations.lists import ListFilter, SearchFilter


class EstablishmentFilter(ListFilter):
    q = SearchFilter(
        "name", "sector_text", "zone_name", "address", label=_("Tên, ngành, nơi sản xuất")
    )
    stratum = django_filters.ChoiceFilter(
        choices=Stratum.choices, label=_("Loại cơ sở"), empty_label=_("Tất cả")
    )
    sector = django_filters.ChoiceFilter(
        choices=sectors.choices, label=_("Ngành (VSIC cấp 2)"), empty_label=_("Tất cả")
    )

    class Meta:
        model = Establishment
        fields = []


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
