"""What the register of establishments can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from enterprises.enums import Stratum
from enterprises.models import Establishment
from organisations.lists import ListFilter, SearchFilter


class EstablishmentFilter(ListFilter):
    q = SearchFilter(
        "name", "sector_text", "zone_name", "address", label=_("Tên, ngành, nơi sản xuất")
    )
    stratum = django_filters.ChoiceFilter(
        choices=Stratum.choices, label=_("Loại cơ sở"), empty_label=_("Tất cả")
    )

    class Meta:
        model = Establishment
        fields = []
