"""What people type about a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.formfields import NormalisedCharField
from programmes.models import Indicator
from reports.models import Figure
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


class FigureSearchForm(forms.Form):
    """The code as it is printed; a neighbour's code is as unknown as a wrong one."""

    code = NormalisedCharField(
        label=_("Mã số liệu"), max_length=80, help_text=_("Ví dụ sct-ha-noi_2009-2015.1.012")
    )

    def __init__(self, *args, access, **kwargs):
        super().__init__(*args, **kwargs)
        self.access = access

    def clean_code(self):
        code = self.cleaned_data["code"].replace(" ", "")
        found = Figure.objects.visible_to(self.access).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(
                _("Không có mã này trong các báo cáo ông/bà được xem. Hãy xem lại mã in ở phụ lục.")
            )
        return found
