"""Demonstration models on the screen."""

from django.views.generic import DetailView, ListView

from assessments.models import DemonstrationModel
from organisations.access import AccessMixin


class ModelList(AccessMixin, ListView):
    model = DemonstrationModel
    paginate_by = 50
    template_name = "assessments/model_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("establishment").order_by("name", "pk")


class ModelDetail(AccessMixin, DetailView):
    model = DemonstrationModel
    context_object_name = "demonstration"
    template_name = "assessments/model_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("establishment")
