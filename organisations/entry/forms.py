"""What every entry form has in common."""

from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from organisations.access import AccessModelForm
from organisations.entry.beside import Sheet
from organisations.entry.saving import fingerprint
from organisations.formfields import VietnameseDateField, VietnameseIntegerField, YearField

# Boxes that say something of the sheet of paper, and nothing of the row.
OF_THE_SHEET = {"form_key", "seen", "agreed"}


class EntryForm(Sheet, AccessModelForm, forms.ModelForm):
    """A form that enters or corrects one row.

    `form_key` names this sheet of paper, `seen` what it was filled from.
    `sections` groups the fields for the screen: (legend, explanation, names).
    `constraint_fields` says at which field the sentence of a database constraint stands.
    `compared` names columns outside the form that such a constraint compares: the owner, a parent.
    """

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    sections = ()
    constraint_fields = {}
    compared = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "owner" in self.compared and self.instance.pk is None:
            self.instance.owner = self.access.organisation
        self.initial["form_key"] = uuid4()
        self.initial["seen"] = fingerprint(*self.rows()) if self.instance.pk else ""
        for field in self.fields.values():
            fit_size(field)

    def rows(self):
        return [self.instance]

    def fieldsets(self):
        """Boxes that a sheet has taken away are left out."""
        return [
            (legend, explanation, [self[name] for name in names if name in self.fields])
            for legend, explanation, names in self.sections
        ]

    def mark_conditional(self, *names, when=""):
        """Boxes that must be filled or not depending on others carry no "(không bắt buộc)".

        `when` is said in its place: when they must be.
        """
        for name in names:
            self.fields[name].template_name = "organisations/includes/field_conditional.html"
            self.fields[name].condition = when

    def repeats_instance(self):
        """What was sent is what the row already says."""
        return not set(self.changed_data) - OF_THE_SHEET

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - set(self.compared)

    def clean(self):
        data = super().clean()
        if self.instance.pk is None:
            self.instance.form_key = self.cleaned_data.get("form_key")
        return data

    def add_error(self, field, error):
        """The sentence of a database constraint goes to the field that can mend it."""
        if field is None and hasattr(error, "error_dict"):
            places = {
                constraint.violation_error_message: self.constraint_fields.get(constraint.name)
                for constraint in self.instance._meta.constraints
            }
            for fault in error.error_dict.pop(NON_FIELD_ERRORS, []):
                super().add_error(places.get(fault.message), fault)
        super().add_error(field, error)


def fit_size(field):
    """A box is about as wide as what belongs into it."""
    if isinstance(field, VietnameseDateField | VietnameseIntegerField | YearField):
        field.widget.attrs["class"] = "w-50"
    elif isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 4
