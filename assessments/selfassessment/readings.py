"""Which reading belongs to which kind of assessment."""

from assessments.enums import AssessmentKind
from assessments.householdsheet.reading import HouseholdReading
from assessments.quick.reading import QuickReading
from assessments.selfassessment.reading import Reading

READINGS = {
    AssessmentKind.SELF: Reading,
    AssessmentKind.HOUSEHOLD: HouseholdReading,
    AssessmentKind.QUICK: QuickReading,
}


def reading_of(assessment, access):
    return READINGS[assessment.kind](assessment, access)
