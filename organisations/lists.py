"""Lists in pages, narrowed by what stands in the address and searched in words."""

import django_filters
from django.views.generic import ListView

from organisations.access import AccessMixin
from organisations.formfields import NormalisedCharField
from organisations.search import matching, matching_stored

PAGE = 50


class SearchFilter(django_filters.Filter):
    """Every word that was typed occurs in one of the columns, with or without accents."""

    field_class = NormalisedCharField

    def __init__(self, *columns, **kwargs):
        super().__init__(**kwargs)
        self.columns = columns

    def filter(self, queryset, value):
        return self.matching(queryset, value) if value else queryset

    def matching(self, queryset, words):
        return matching(queryset, words, *self.columns)


class StoredSearchFilter(SearchFilter):
    """The same in a column that stores the keys of what is searched, with an index for words."""

    def matching(self, queryset, words):
        return matching_stored(queryset, words, *self.columns)


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


class FilteredList(AccessMixin, ListView):
    """A list in pages, narrowed by what stands in the address."""

    paginate_by = PAGE
    filter_class = None

    def get_queryset(self):
        rows = super().get_queryset()
        self.filter = self.filter_class(self.request.GET, queryset=rows, request=self.request)
        return self.filter.qs

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filter, **kwargs)
