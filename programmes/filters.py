"""What a list can be narrowed by; and how every list of the portal searches in words."""

import django_filters
from django.db.models import CharField, Func, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from organisations.formfields import NormalisedCharField
from organisations.vietnamese import search_key
from programmes.enums import DocumentType
from programmes.models import LegalDocument


class Bare(Func):
    """search_key in SQL: lower case, without tones, đ as d. Stored text is NFC."""

    template = "lower(unaccent(%(expressions)s))"
    output_field = CharField()


class SearchFilter(django_filters.Filter):
    """Every word that was typed occurs in one of the columns, with or without accents."""

    field_class = NormalisedCharField

    def __init__(self, *columns, **kwargs):
        super().__init__(**kwargs)
        self.columns = columns

    def filter(self, queryset, value):
        words = search_key(value or "").split()
        if not words:
            return queryset
        gap = Value(" ", output_field=TextField())
        texts = [part for name in self.columns for part in (Cast(name, TextField()), gap)]
        queryset = queryset.alias(searched=Bare(Concat(*texts)))
        for word in words:
            queryset = queryset.filter(searched__contains=word)
        return queryset


class ListFilter(django_filters.FilterSet):
    """A filter that cannot be read shows its fault and no rows, never the wrong rows."""

    @property
    def qs(self):
        rows = super().qs
        return rows.none() if self.is_bound and self.form.errors else rows

    @property
    def is_narrowing(self):
        """Something was asked for, so that "no rows" means "none like this"."""
        return any(self.data.get(name) for name in self.filters)


class DocumentFilter(ListFilter):
    q = SearchFilter("number", "title", "issuer", label=_("Số, ký hiệu hoặc trích yếu"))
    type = django_filters.ChoiceFilter(
        choices=DocumentType.choices, label=_("Loại văn bản"), empty_label=_("Tất cả")
    )

    class Meta:
        model = LegalDocument
        fields = []
