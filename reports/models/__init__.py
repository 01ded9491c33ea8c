"""Forms and rounds; reports, versions, facts and figures; what was submitted and consolidated."""

from reports.models.forms import CheckRule, FormColumn, FormRow, FormSection, FormTable, ReportForm
from reports.models.outcome import Arrival, Consolidation, ConsolidationPart, Document, Receipt
from reports.models.outgoing import CopyDifference, OutgoingDocument, SignedCopy, TrustRoot
from reports.models.papers import PaperReport
from reports.models.report import Claim, Narrative, NilDeclaration, Report, Request
from reports.models.requests import RequestStep
from reports.models.reviews import Review
from reports.models.rounds import ReportingRound, RoundAddressee
from reports.models.version import Fact, Figure, ReportVersion
from reports.models.writing import Explanation, SectionComment, SectionEditor

__all__ = [
    "Arrival",
    "CheckRule",
    "Claim",
    "Consolidation",
    "ConsolidationPart",
    "CopyDifference",
    "Document",
    "Explanation",
    "Fact",
    "Figure",
    "FormColumn",
    "FormRow",
    "FormSection",
    "FormTable",
    "Narrative",
    "NilDeclaration",
    "PaperReport",
    "OutgoingDocument",
    "Receipt",
    "Report",
    "ReportForm",
    "ReportVersion",
    "ReportingRound",
    "Request",
    "RequestStep",
    "Review",
    "RoundAddressee",
    "SectionComment",
    "SectionEditor",
    "SignedCopy",
    "TrustRoot",
]
