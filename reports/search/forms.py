"""What is typed into the search box of every page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.abbreviations import search_terms
from organisations.formfields import NormalisedCharField

FEWEST_SIGNS = 2


class SearchForm(forms.Form):
    """Nothing typed is no fault; one letter would find nearly everything."""

    q = NormalisedCharField(label=_("Từ cần tìm"), max_length=200, required=False)

    def clean_q(self):
        words = self.cleaned_data["q"]
        signs = sum(sign.isalnum() for term in search_terms(words) for sign in term.word)
        if words and signs < FEWEST_SIGNS:
            raise forms.ValidationError(_("Hãy gõ ít nhất hai chữ cái hoặc chữ số."))
        return words
