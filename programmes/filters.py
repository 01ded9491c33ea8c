"""What the lists of this app can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from organisations.lists import ListFilter, SearchFilter
from programmes.enums import DocumentType
from programmes.models import LegalDocument


class DocumentFilter(ListFilter):
    q = SearchFilter("number", "title", "issuer", label=_("Số, ký hiệu hoặc trích yếu"))
    type = django_filters.ChoiceFilter(
        choices=DocumentType.choices, label=_("Loại văn bản"), empty_label=_("Tất cả")
    )

    class Meta:
        model = LegalDocument
        fields = []
