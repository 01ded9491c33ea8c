"""What a rule is asked about, and what it answers."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps
from django.urls import NoReverseMatch

from organisations.vietnamese import format_number
from programmes.models import Indicator
from reports.checks.counted import Counted
from reports.confirmed import version_before
from reports.enums import Nature, Reading
from reports.figures import READS
from reports.models import Figure, FormColumn, FormRow, Report, ReportVersion
from reports.reconciliation import reconcile


@dataclass
class Said:
    """One finding: `words` fill the message of its rule, `detail` says the numbers it saw."""

    words: dict = field(default_factory=dict)
    detail: str = ""
    url: str = ""


@dataclass
class Asked:
    """A report in its newest version, and what is known beside it."""

    report: Report
    version: ReportVersion
    access: object
    now: dt.datetime

    @cached_property
    def counted(self):
        return Counted(self.version, self.access)

    @cached_property
    def labels(self):
        return dict(Indicator.objects.visible_to(self.access).values_list("code", "label"))

    @cached_property
    def reconciled(self):
        return reconcile(self.version, access=self.access)

    @cached_property
    def before(self):
        """What the unit reported of the year before; None when it has no such report here."""
        last = version_before(self.report, self.access)
        return Counted(last, self.access) if last else None

    @cached_property
    def _figures(self):
        rows = Figure.objects.visible_to(self.access).filter(
            version=self.version,
            nature=Nature.COUNTED,
            any_year=True,
            source_id__isnull=True,
            indicator__isnull=False,
        )
        return {
            (row.indicator.code, row.kind): row.get_absolute_url()
            for row in rows.select_related("indicator")
            if row.reads == READS.get(row.indicator.code, Reading.NUMBER)
        }

    @cached_property
    def _tables(self):
        """{code: "Biểu 03"} of the first table that prints the indicator."""
        found = {}
        of_form = {"table__section__form": self.report.form_pk}
        for model in (FormRow, FormColumn):
            rows = model.objects.visible_to(self.access).filter(**of_form)
            pairs = rows.order_by("table__section__ordinal", "table__ordinal")
            for code, label in pairs.values_list("indicator__code", "table__label"):
                found.setdefault(code, label)
        return found

    @property
    def codes_of_form(self):
        return sorted(code for code in self._tables if code)

    def figure(self, code, kind=""):
        """The page of the printed figure; empty where the report does not print it."""
        return self._figures.get((code, kind), "")

    def words_of(self, code):
        """What messages call an indicator, and the table that prints it."""
        return {"chỉ tiêu": self.labels.get(code, code), "biểu": self._tables.get(code, "–")}

    def said_of(self, code, value=None):
        """'Lượt người tham dự: 2.430'"""
        value = self.counted.value(code) if value is None else value
        number = "–" if value is None else format_number(value)
        return f"{self.labels.get(code, code)}: {number}"


def address_of(fact):
    """The page of the row that a fact was counted from; empty where it has none of its own."""
    try:
        return apps.get_model(fact.source)(pk=fact.source_id).get_absolute_url()
    except (AttributeError, LookupError, NoReverseMatch, ValueError):
        return ""
