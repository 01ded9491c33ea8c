"""What the list of projects of support can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from assessments.dossiers.filters import OfYear
from assessments.enums import GrantState
from assessments.models import SupportGrant
from organisations.lists import ListFilter, SearchFilter
from programmes.enums import FundKind


class GrantFilter(ListFilter):
    q = SearchFilter("name", "site_name", label=_("Tên đề án, cơ sở"))
    state = django_filters.ChoiceFilter(
        choices=GrantState.choices, label=_("Trạng thái"), empty_label=_("Tất cả")
    )
    fund = django_filters.ChoiceFilter(
        choices=FundKind.choices, label=_("Nguồn kinh phí"), empty_label=_("Tất cả")
    )
    year = OfYear("applied_on__year", label=_("Năm của đơn"))

    class Meta:
        model = SupportGrant
        fields = []
