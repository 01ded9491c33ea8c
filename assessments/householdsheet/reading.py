"""A household's sheet as its pages read it: what the paper said, and what that gives."""

import datetime as dt
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.householdsheet.forms import HouseholdForm
from assessments.models import ChecklistGroup, WorksheetRow
from assessments.selfassessment.answering import Said, Section
from assessments.selfassessment.reading import Reading
from assessments.selfassessment.steps import Progress, Step
from organisations.entry.beside import text_of
from organisations.vietnamese import NO_DATA, format_number

SHEET = Step("sheet", gettext_lazy("Phiếu hộ sản xuất"))
NAME, CODE = "household", "H"


class HouseholdReading(Reading):
    """The questions of the checklist are those that the sheet ticks."""

    @cached_property
    def steps(self):
        return [SHEET]

    @cached_property
    def stored(self):
        return self.rows(WorksheetRow).filter(sheet=NAME, code=CODE).first()

    @property
    def said(self):
        """By box, as they were stored: numbers and days as text; {} before the first time."""
        return self.stored.values["said"] if self.stored else {}

    @cached_property
    def items(self):
        return [answer.item for answer in self.answers]

    @cached_property
    def groups(self):
        asked = {item.group_id for item in self.items}
        return [group for group in ChecklistGroup.objects.all() if group.pk in asked]

    @property
    def spoiled(self):
        said = self.said.get("ti_le_hong")
        return None if said is None else Decimal(said)

    @cached_property
    def sections(self):
        """Question by question, as on the paper; what was not said stands as a dash."""
        form = HouseholdForm(reading=self)
        part = next(iter(self.parts), None)
        return [
            Section(Progress(Step(f"h-{number}", legend), part, ""), _lines(form, names))
            for number, (legend, _note, names) in enumerate(form.sections, 1)
        ]


def _lines(form, names):
    found = []
    for name in names:
        text = _text(form, name)
        if text not in (NO_DATA, _("không")):
            found.append(Said(str(form.fields[name].label), text))
    return found


def _text(form, name):
    value = form.get_initial_for_field(form.fields[name], name)
    if isinstance(value, Decimal):
        return format_number(value)
    return text_of(form.fields[name], value)


def stored_form(values):
    """What was typed, as JSON keeps it."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value):
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, dt.date) else value
