"""The register of establishments on the screen."""

from django.views.generic import DetailView

from enterprises.filters import EstablishmentFilter
from enterprises.models import Establishment
from organisations.access import AccessMixin
from organisations.lists import FilteredList


class EstablishmentList(FilteredList):
    model = Establishment
    filter_class = EstablishmentFilter

    def get_queryset(self):
        return super().get_queryset().select_related("department")


class EstablishmentDetail(AccessMixin, DetailView):
    model = Establishment

    def get_queryset(self):
        return super().get_queryset().select_related("department", "corporation")
