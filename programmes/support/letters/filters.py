"""What the list of letters can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from organisations.formfields import YearField
from organisations.lists import ListFilter, SearchFilter
from programmes.enums import LetterKind
from programmes.models import OutgoingLetter


class SignedIn(django_filters.Filter):
    field_class = YearField

    def filter(self, queryset, value):
        return queryset if value is None else queryset.filter(issued_on__year=value)


class LetterFilter(ListFilter):
    q = SearchFilter("number", "title", label=_("Số hoặc trích yếu"))
    year = SignedIn(label=_("Năm ký"))
    kind = django_filters.ChoiceFilter(
        choices=LetterKind.choices, label=_("Loại công văn"), empty_label=_("Tất cả")
    )
    replies = django_filters.ChoiceFilter(
        choices=[("awaited", _("chưa trả lời"))],
        method="by_replies",
        label=_("Trả lời"),
        empty_label=_("Tất cả"),
    )

    class Meta:
        model = OutgoingLetter
        fields = []

    def by_replies(self, letters, _name, _value):
        return letters.awaiting_replies()
