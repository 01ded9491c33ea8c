"""Places, people, approvals, files, imports, notices, and what the system keeps of its work."""

from organisations.models.approval import Approval, ApprovalDecision, ApprovalStep
from organisations.models.attachments import Attachment
from organisations.models.imports import HeadingChoice, ImportBatch, ImportRow, ListFile
from organisations.models.notifications import Notification
from organisations.models.people import Delegation, Invitation, Membership, User, UserManager
from organisations.models.places import (
    Organisation,
    OrganisationSuccession,
    Province,
    ProvinceSuccession,
)
from organisations.models.records import History, Job, LogEntry

__all__ = [
    "Approval",
    "ApprovalDecision",
    "ApprovalStep",
    "Attachment",
    "Delegation",
    "HeadingChoice",
    "History",
    "ImportBatch",
    "ImportRow",
    "Invitation",
    "Job",
    "ListFile",
    "LogEntry",
    "Membership",
    "Notification",
    "Organisation",
    "OrganisationSuccession",
    "Province",
    "ProvinceSuccession",
    "User",
    "UserManager",
]
