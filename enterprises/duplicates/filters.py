"""What the list of pairs can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from enterprises.enums import CandidateState, Certainty
from enterprises.models import SamePlantCandidate
from organisations.lists import ListFilter


class PairFilter(ListFilter):
    state = django_filters.ChoiceFilter(
        choices=CandidateState.choices, label=_("Trạng thái"), empty_label=_("Tất cả")
    )
    certainty = django_filters.ChoiceFilter(
        choices=Certainty.choices, label=_("Mức chắc chắn"), empty_label=_("Tất cả")
    )

    class Meta:
        model = SamePlantCandidate
        fields = []
