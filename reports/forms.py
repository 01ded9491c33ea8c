"""What people type about a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.formfields import NormalisedCharField
from programmes.models import Indicator
from reports.sources import NIL_INDICATORS


class NilDeclarationForm(forms.Form):
    """One indicator and one year of the report's round in which nothing happened."""

    indicator = forms.ModelChoiceField(None, label=_("Chỉ tiêu"))
    year = forms.TypedChoiceField(coerce=int, label=_("Năm"))
    basis = NormalisedCharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Ví dụ: đã rà soát sổ công văn đi năm 2012, không có lớp nào."),
    )

    def __init__(self, *args, report, access, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.visible_to(access).filter(
            code__in=NIL_INDICATORS
        )
        self.fields["year"].choices = [(year, str(year)) for year in report.round.years]
