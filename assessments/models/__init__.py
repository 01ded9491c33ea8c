from assessments.models.benchmarks import Benchmark
from assessments.models.demonstration import DemonstrationModel
from assessments.models.questions import ChecklistGroup, ChecklistItem, SectorWord
from assessments.models.reasons import Reason
from assessments.models.reference import ConversionFactor, MeasureUnit, Resource
from assessments.models.worksheets import HouseholdSheet, WorksheetForm

__all__ = [
    "Benchmark",
    "ChecklistGroup",
    "ChecklistItem",
    "ConversionFactor",
    "DemonstrationModel",
    "HouseholdSheet",
    "MeasureUnit",
    "Reason",
    "Resource",
    "SectorWord",
    "WorksheetForm",
]
