"""What is stored of a self-assessment, as its pages read it."""

from functools import cached_property

from assessments.checklist import questions_for
from assessments.enums import AssessmentState, Period, ResourceKind
from assessments.models import (
    Assessment,
    AssessmentPart,
    ChecklistAnswer,
    ChecklistGroup,
    ChecklistItem,
    CPOption,
    ResourceUse,
    SectorWord,
)
from assessments.quantities import converter_of
from assessments.selfassessment import steps
from assessments.selfassessment.answering import sections_of

SENT = (AssessmentState.SUBMITTED, AssessmentState.ACCEPTED)


class Reading:
    """One assessment through the eyes of one person; every set of rows is fetched once."""

    spoiled = None
    # Only a quick assessment has findings, and a usual number of ideas.
    findings = ()
    idea_hint = ""

    def __init__(self, assessment, access):
        self.assessment, self.access = assessment, access

    def rows(self, model):
        return model.objects.visible_to(self.access).filter(assessment=self.assessment)

    @cached_property
    def groups(self):
        return list(ChecklistGroup.objects.all())

    @cached_property
    def steps(self):
        return steps.steps_of(self.groups)

    @cached_property
    def parts(self):
        return list(self.rows(AssessmentPart))

    @cached_property
    def progress(self):
        return steps.progress_of(self.assessment, self.steps, self.parts)

    @cached_property
    def sections(self):
        """Everything that was said, step by step."""
        return sections_of(self)

    @cached_property
    def answers(self):
        return answers_of(self.assessment, self.access)

    @cached_property
    def items(self):
        """The questions for this plant; one that was answered stays in the wording it had then."""
        asked = questions_for(
            ChecklistItem.objects.filter(is_current=True).select_related("saving_resource"),
            self.assessment.division,
            self.assessment.sectors,
        )
        answered = {answer.item.code: answer.item for answer in self.answers}
        return [answered.get(item.code, item) for item in asked]

    @cached_property
    def uses(self):
        return uses_of(self.assessment, self.access)

    @cached_property
    def output(self):
        """(how much, in which unit) was made; (None, "") unless all products are of one unit."""
        return output_of(self.uses)

    @cached_property
    def sector_names(self):
        words = SectorWord.objects.filter(code__in=self.assessment.sectors)
        return [word.name for word in words]

    @cached_property
    def options(self):
        return list(self.rows(CPOption).order_by("place", "pk"))

    @cached_property
    def converter(self):
        return converter_of(self.assessment.year)

    @cached_property
    def previous(self):
        """The one of this kind and plant that was submitted for the latest year before."""
        return self._earlier().order_by("-year", "-pk").first()

    @cached_property
    def baseline(self):
        """Of the earliest year: what this one is compared with."""
        return self._earlier().order_by("year", "pk").first()

    @cached_property
    def previous_uses(self):
        return uses_of(self.previous, self.access) if self.previous else []

    @cached_property
    def previous_answers(self):
        return answers_of(self.previous, self.access) if self.previous else []

    def _earlier(self):
        rows = Assessment.objects.visible_to(self.access).filter(
            establishment=self.assessment.establishment_id,
            kind=self.assessment.kind,
            year__lt=self.assessment.year,
            state__in=SENT,
        )
        return rows


def uses_of(assessment, access):
    """Its quantities of the year, with their resources and units."""
    rows = ResourceUse.objects.visible_to(access).filter(assessment=assessment)
    of_the_year = rows.filter(purpose=Period.YEAR).select_related("resource", "unit")
    return list(of_the_year.order_by("place", "pk"))


def answers_of(assessment, access):
    rows = ChecklistAnswer.objects.visible_to(access).filter(assessment=assessment)
    return list(rows.select_related("item", "item__saving_resource"))


def output_of(uses):
    made = [row for row in uses if row.resource.kind == ResourceKind.PRODUCT]
    units = {row.base_unit for row in made}
    if len(units) != 1 or any(row.base_quantity is None for row in made):
        return None, ""
    return sum(row.base_quantity for row in made), units.pop()
