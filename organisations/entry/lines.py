"""Lines entered on the same sheet as the row they belong to; works without a script.

A sheet shows the lines there are and some spare ones. An emptied line is removed. The button for
more lines sends the sheet, which comes back unjudged with everything that was typed.
"""

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from organisations.entry.forms import EntryForm, fit_size

MORE = "more_lines"
SPARE = 2
MOST_LINES = 50


class LineForm(forms.Form):
    """One line; `title` names it for whoever cannot see where it stands."""

    def __init__(self, *args, judged=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.judged = judged
        for field in self.fields.values():
            fit_size(field)

    def full_clean(self):
        if self.judged:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}


class Lines(forms.BaseFormSet):
    """The lines of one kind. Subclasses say `form`, `legend`, `more` and, if wanted, `key`.

    `key` names the box by which a line is known: no two lines may say the same there.
    """

    form = LineForm
    name = legend = explanation = more = repeated = ""
    key = None
    extra = SPARE
    max_num = MOST_LINES
    absolute_max = MOST_LINES + SPARE
    min_num = 0
    can_order = can_delete = can_delete_extra = validate_max = validate_min = False
    edit_only = False
    renderer = None

    def __init__(self, *args, **kwargs):
        self.renderer = forms.renderers.get_default_renderer()
        super().__init__(*args, prefix=self.name, **kwargs)

    def initial_form_count(self):
        """What is sent stands for itself: an emptied line is one that was left out."""
        return 0 if self.is_bound else super().initial_form_count()

    def typed(self):
        """The lines as read, in their order."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    def clean(self):
        if self.key is None or any(self.errors):
            return
        known = set()
        for form in self.forms:
            value = form.cleaned_data.get(self.key)
            if value and value in known:
                form.add_error(self.key, self.repeated)
            known.add(value)

    def faults(self):
        """What is wrong, as sentences that name the line."""
        if self.is_valid():
            return
        for sentence in self.non_form_errors():
            yield f"{self.legend}: {sentence}"
        for number, form in enumerate(self.forms, start=1):
            for sentences in form.errors.values():
                place = _("%(legend)s, dòng %(number)s") % {"legend": self.legend, "number": number}
                yield from (f"{place}: {sentence}" for sentence in sentences)


class LinesEntryForm(EntryForm):
    """An entry form with lines: `sections` also holds the Lines that stand between its fields.

    `lines_of(name)` answers the lines there are, as initial values; `typed_lines(name)` the lines
    as typed, or None when the sheet did not have them.
    """

    def __init__(self, data=None, *args, **kwargs):
        self.wants_more = (data or {}).get(MORE, "")
        super().__init__(data, *args, **kwargs)
        self.lines = {
            section.name: self._sheet(section, data)
            for section in self.sections
            if not isinstance(section, tuple)
        }

    def _sheet(self, kind, data):
        judged = {"form_kwargs": {"judged": not self.wants_more}}
        total = f"{kind.name}-{forms.formsets.TOTAL_FORM_COUNT}"
        if data is None or total not in data:
            return kind(initial=self.lines_of(kind.name), **judged)
        if self.wants_more == kind.name and data[total].isdecimal():
            data = data.copy()
            data[total] = str(int(data[total][:4]) + SPARE)
        return kind(data, **judged)

    def lines_of(self, name):
        raise NotImplementedError

    def typed_lines(self, name):
        return self.lines[name].typed() if self.lines[name].is_bound else None

    def full_clean(self):
        if not self.wants_more:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}

    def clean(self):
        data = super().clean()
        for sheet in self.lines.values():
            if sheet.is_bound:
                for sentence in sheet.faults():
                    self.add_error(None, sentence)
        return data

    def repeats_instance(self):
        return super().repeats_instance() and all(
            self._same_lines(sheet) for sheet in self.lines.values() if sheet.is_bound
        )

    def _same_lines(self, sheet):
        kept = [sorted(line.items()) for line in self.lines_of(sheet.name)]
        typed = [sorted(line.items()) for line in sheet.typed()] if sheet.is_valid() else None
        return typed is not None and sorted(map(str, kept)) == sorted(map(str, typed))

    def fieldsets(self):
        """(legend, explanation, fields, lines) in the order of the sheet."""
        for section in self.sections:
            if isinstance(section, tuple):
                legend, explanation, names = section
                fields = [self[name] for name in names if name in self.fields]
                yield legend, explanation, fields, None
            else:
                yield section.legend, section.explanation, (), self.lines[section.name]
