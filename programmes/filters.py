"""What the lists of this app can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from organisations.formfields import YearField
from organisations.lists import ListFilter, SearchFilter
from programmes.enums import DocumentType, PlanState
from programmes.models import ActionPlan, LegalDocument


class YearFilter(django_filters.Filter):
    field_class = YearField


class ActionPlanFilter(ListFilter):
    q = SearchFilter("title", "document__number", label=_("Tên kế hoạch, số văn bản"))
    state = django_filters.ChoiceFilter(
        choices=PlanState.choices, label=_("Trạng thái"), empty_label=_("Tất cả")
    )

    class Meta:
        model = ActionPlan
        fields = []


class DocumentFilter(ListFilter):
    q = SearchFilter("number", "title", "issuer", label=_("Số, ký hiệu hoặc trích yếu"))
    type = django_filters.ChoiceFilter(
        choices=DocumentType.choices, label=_("Loại văn bản"), empty_label=_("Tất cả")
    )

    class Meta:
        model = LegalDocument
        fields = []
