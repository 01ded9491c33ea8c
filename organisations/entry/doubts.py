"""What is possible but unusual is asked about, and is saved once the person has ticked it."""

import hashlib
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm


@dataclass(frozen=True)
class Doubt:
    """A sentence, the box it is about, and perhaps where to look: a link after it, or itself."""

    sentence: str
    field: str = ""
    url: str = ""
    link: str = ""


class Tick(forms.HiddenInput):
    """Drawn beside the doubts (organisations/includes/doubts.html), nowhere else."""

    def render(self, name, value, attrs=None, renderer=None):
        return ""


class Asking(forms.Form):
    """`doubts()` answers what is to be asked of a form that is otherwise right.

    The tick carries which doubts it answers: others are asked again. `doubts_at_once()` are those
    that are known before anything is typed.
    """

    agreed = forms.CharField(required=False, widget=Tick, label=_("Tôi đã kiểm tra, đúng như vậy."))
    asked = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.asked = list(self.doubts_at_once())

    def doubts(self):
        return ()

    def doubts_at_once(self):
        return ()

    @property
    def agreement(self):
        """What the tick says."""
        said = "\n".join(doubt.sentence for doubt in self.asked)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def is_agreed(self):
        return self.is_bound and self.data.get(self.add_prefix("agreed")) == self.agreement

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        self.asked = list(self.doubts())
        if not self.is_agreed:
            for doubt in self.asked:
                self.add_error(doubt.field if doubt.field in self.fields else None, doubt.sentence)


class DoubtfulForm(Asking, EntryForm):
    """An entry form that asks."""
