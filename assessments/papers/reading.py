"""All that the report of one assessment says, read once; every figure comes from where pages do."""

from functools import cached_property

from assessments.dossiers import rules
from assessments.enums import Period
from assessments.models import CPOption, MeasuredResult, OptionSaving, ResourceUse, WorksheetForm
from assessments.options import overview
from assessments.quick.reading import QuickReading
from assessments.worksheets import actions, missing, months, results, solutions, stores
from assessments.worksheets.catalogue import Catalogue
from assessments.worksheets.schema import read
from programmes.enums import UNVERIFIED


class Reading:
    """Of an assessment in sight; one that has tasks is told by its 6 steps."""

    def __init__(self, assessment, access, *, with_people=True):
        self.assessment, self.access = assessment, access
        self.knows_people = with_people and rules.knows_people(access, assessment)
        self.has_tasks = assessment.worksheets_id is not None
        self.contents = self._contents()
        self._options = CPOption.objects.visible_to(access).filter(assessment=assessment)
        self.options = list(self._options.order_by("place", "pk"))

    def _contents(self):
        """A quick one has no worksheets: its solutions are read as those sheets would have them."""
        if self.has_tasks:
            contents = actions.contents_of(self.assessment)
        else:
            rows = WorksheetForm.objects.visible_to(self.access)
            form = read(rows.get(is_current=True).content)
            contents = stores.load(self.assessment, form, Catalogue())
        return contents if self.knows_people else contents.without_people()

    @cached_property
    def steps(self):
        """Of a quick one, which is filled in by the steps of a self-assessment."""
        return QuickReading(self.assessment, self.access)

    @cached_property
    def paying(self):
        """{"kept": Paying, "implemented": Paying}, as the overview has them."""
        return overview.paying(self._options, overview.Lists(), *overview.GROUPS)

    @cached_property
    def _saved(self):
        savings = OptionSaving.objects.visible_to(self.access)
        kept = savings.filter(option__in=self._options.filter(overview.KEPT))
        return overview.added_up(kept, self.access, overview.Lists(), state="kept")

    @property
    def saved(self):
        """[Saved] of every resource, of all that was not screened out."""
        return self._saved[0]

    @property
    def effect(self):
        return self._saved[1]

    @cached_property
    def uses_of_the_year(self):
        """What was told of the whole year, where no sheets of months ask for it."""
        rows = ResourceUse.objects.visible_to(self.access).filter(assessment=self.assessment)
        rows = rows.filter(purpose=Period.YEAR).select_related("resource", "unit")
        return list(rows.order_by("place", "pk"))

    @cached_property
    def frozen(self):
        rows = MeasuredResult.objects.visible_to(self.access).filter(assessment=self.assessment)
        return list(rows.select_related("resource").order_by("resource__place"))

    @cached_property
    def still_missing(self):
        """[(task, sentences)] of the tasks that are not done yet."""
        if not self.has_tasks:
            return []
        parts = actions.parts_of(self.assessment)
        found = []
        for task in self.contents.form.tasks:
            part = parts.get(actions.slug_of(task))
            lacking = missing.missing(task, self.contents, part.note if part else "")
            found.append((task, lacking))
        return [(task, lacking) for task, lacking in found if lacking]

    @cached_property
    def factors(self):
        """The ConversionFactors that any figure of the report leans on, by kind and code."""
        codes = set(self._codes())
        rows = [row for row in self.contents.catalogue.factors if row.code in codes]
        return sorted(rows, key=lambda row: (row.kind, row.code))

    def _codes(self):
        yield from self.effect.codes
        for amount in (*months.used(self.contents).values(), *months.energy(self.contents)):
            yield from amount.factors
        for code in solutions.economies(self.contents):
            yield from solutions.carbon_of(code, self.contents).factors
            yield from solutions.oil_of(code, self.contents).factors
        for each in (*results.measured(self.contents), *self.frozen, *self.uses_of_the_year):
            yield from each.factors

    @property
    def benchmarks(self):
        """Those that the norms are compared with."""
        known = self.contents.catalogue.benchmarks
        codes = [line["suat_so_sanh"] for line in self.contents.of("02_Dinh_muc")]
        return [known[code] for code in dict.fromkeys(codes) if code in known]


def is_unverified(row):
    return row.provenance in UNVERIFIED
