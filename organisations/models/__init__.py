"""Provinces, organisations, people, chains of approval, and what the system keeps of its work."""

from organisations.models.approval import Approval, ApprovalDecision, ApprovalStep
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
    "Delegation",
    "History",
    "Invitation",
    "Job",
    "LogEntry",
    "Membership",
    "Organisation",
    "OrganisationSuccession",
    "Province",
    "ProvinceSuccession",
    "User",
    "UserManager",
]
