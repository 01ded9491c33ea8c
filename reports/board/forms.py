"""What the board can be narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.enums import Kind
from reports.board.states import Lateness, Stage

ALL = [("", _("Tất cả"))]
KINDS = [(kind.value, kind.label) for kind in (Kind.DEPARTMENT, Kind.CORPORATION)]


class BoardFilter(forms.Form):
    """What is not offered narrows nothing, and is said at its box."""

    stage = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=ALL + Stage.choices)
    kind = forms.ChoiceField(label=_("Loại đơn vị"), required=False, choices=ALL + KINDS)
    lateness = forms.ChoiceField(
        label=_("Thời hạn"), required=False, choices=ALL + Lateness.choices
    )

    def said(self):
        return self.cleaned_data if self.is_valid() else {}
