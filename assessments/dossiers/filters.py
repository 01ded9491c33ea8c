"""What the list of assessments can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from assessments.enums import AssessmentKind, AssessmentState
from assessments.models import Assessment
from organisations.formfields import YearField
from organisations.lists import ListFilter, SearchFilter


class OfYear(django_filters.Filter):
    field_class = YearField


class AssessmentFilter(ListFilter):
    q = SearchFilter("site_name", label=_("Tên cơ sở"))
    kind = django_filters.ChoiceFilter(
        choices=AssessmentKind.choices, label=_("Loại đánh giá"), empty_label=_("Tất cả")
    )
    state = django_filters.ChoiceFilter(
        choices=AssessmentState.choices, label=_("Trạng thái"), empty_label=_("Tất cả")
    )
    year = OfYear(label=_("Năm số liệu"))

    class Meta:
        model = Assessment
        fields = []
