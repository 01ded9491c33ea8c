from assessments.models.assessments import (
    Assessment,
    AssessmentPart,
    AssessmentReceipt,
    ChecklistAnswer,
    Contribution,
    WorksheetRow,
)
from assessments.models.benchmarks import Benchmark
from assessments.models.demonstration import DemonstrationModel
from assessments.models.follow_ups import FollowUp
from assessments.models.grants import GrantPayment, GrantStep, SupportGrant
from assessments.models.options import CPOption, OptionReason, OptionSaving, OptionStep
from assessments.models.questions import ChecklistGroup, ChecklistItem, SectorWord
from assessments.models.reasons import Reason
from assessments.models.reference import ConversionFactor, MeasureUnit, Resource
from assessments.models.results import MeasuredResult
from assessments.models.uses import ResourceUse
from assessments.models.worksheets import HouseholdSheet, WorksheetForm

__all__ = [
    "Assessment",
    "AssessmentPart",
    "Benchmark",
    "CPOption",
    "ChecklistAnswer",
    "ChecklistGroup",
    "ChecklistItem",
    "Contribution",
    "ConversionFactor",
    "DemonstrationModel",
    "FollowUp",
    "GrantPayment",
    "GrantStep",
    "HouseholdSheet",
    "MeasureUnit",
    "MeasuredResult",
    "OptionReason",
    "OptionSaving",
    "OptionStep",
    "Reason",
    "AssessmentReceipt",
    "Resource",
    "ResourceUse",
    "SectorWord",
    "SupportGrant",
    "WorksheetForm",
    "WorksheetRow",
]
