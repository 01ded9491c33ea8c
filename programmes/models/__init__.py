"""What was decided for the country, and what a unit plans, does and pays from it."""

from programmes.models.capacity import (
    FocalDiscipline,
    FocalEquipment,
    FocalStaff,
    FocalUnit,
    OwnMoney,
    StaffTraining,
)
from programmes.models.documents import DocumentNumberField, LegalDocument
from programmes.models.funding import FundingSource
from programmes.models.letters import Call, LetterAddressee, OutgoingLetter, Proposal
from programmes.models.plans import ActionPlan, Opinion, PlanComponent, PlanMoney, Revision
from programmes.models.strategies import (
    Indicator,
    Milestone,
    Obligation,
    Scheme,
    Strategy,
    Target,
    TargetProgress,
)
from programmes.models.tasks import (
    Disbursement,
    Task,
    TaskList,
    TaskMoney,
    TaskOutput,
)

__all__ = [
    "ActionPlan",
    "Call",
    "Disbursement",
    "DocumentNumberField",
    "FocalDiscipline",
    "FocalEquipment",
    "FocalStaff",
    "FocalUnit",
    "FundingSource",
    "Indicator",
    "LegalDocument",
    "LetterAddressee",
    "Milestone",
    "Obligation",
    "Opinion",
    "OutgoingLetter",
    "OwnMoney",
    "PlanComponent",
    "PlanMoney",
    "Proposal",
    "Revision",
    "Scheme",
    "StaffTraining",
    "Strategy",
    "Target",
    "TargetProgress",
    "Task",
    "TaskList",
    "TaskMoney",
    "TaskOutput",
]
