"""Provinces, organisations, people and what the system keeps about its own work."""

from organisations.models.people import Delegation, Invitation, Membership, User, UserManager
from organisations.models.places import (
    Organisation,
    OrganisationSuccession,
    Province,
    ProvinceSuccession,
)
from organisations.models.records import History, Job, LogEntry

__all__ = [
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
