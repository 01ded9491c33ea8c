"""The register: who owns a plant, the plant itself, its years, what proves that it applies CP."""

from enterprises.models.accounts import AccountRequest
from enterprises.models.duplicates import Merge, SamePlantCandidate
from enterprises.models.evidence import (
    Certificate,
    Commitment,
    Effectiveness,
    PaperEvidence,
    Visit,
    YearLevel,
)
from enterprises.models.register import (
    Contact,
    Enterprise,
    Establishment,
    FormerPlacement,
    GivenSite,
    PersonalNumber,
)
from enterprises.models.summary import RegisterCount
from enterprises.models.years import EstablishmentYear, SizeRule
from enterprises.models.zones import IndustrialZone, OfficialTotal, existing

__all__ = [
    "AccountRequest",
    "Certificate",
    "Commitment",
    "Contact",
    "Effectiveness",
    "Enterprise",
    "Establishment",
    "EstablishmentYear",
    "FormerPlacement",
    "GivenSite",
    "IndustrialZone",
    "Merge",
    "OfficialTotal",
    "PaperEvidence",
    "PersonalNumber",
    "RegisterCount",
    "SamePlantCandidate",
    "SizeRule",
    "Visit",
    "YearLevel",
    "existing",
]
