"""The claims of a report (số liệu nêu) as its unit sees them: their key, use and verdict."""

from dataclasses import dataclass

from django.utils.text import slugify

from organisations.vietnamese import format_number, search_key
from reports.models import Claim, ReportVersion
from reports.reconciliation import WORDS, Reconciled, reconcile
from reports.words.sections import mark_of, sections_using_claims

KEY_LENGTH = Claim._meta.get_field("key").max_length
WORDS_IN_KEY = 5
# All that a form of a claim says; two claims that agree in these are one.
FIELDS = (
    "section_key",
    "indicator_id",
    "comparator",
    "value",
    "unit",
    "verbatim",
    "stated_for",
    "is_estimate",
    "is_met_claim",
    "is_beyond_unit",
)


@dataclass(frozen=True)
class StatedClaim:
    """A claim with the sections that insert it and, once compiled, what comparing it gave."""

    claim: Claim
    sections: list
    reconciled: Reconciled | None

    @property
    def mark(self):
        return mark_of(self.claim)

    @property
    def stated(self):
        """'trên 2.500', 'khoảng 50%'; empty for a claim in words."""
        claim = self.claim
        if claim.value is None:
            return ""
        unit = "%" if claim.unit == "%" else ""
        return f"{WORDS.get(claim.comparator, '')}{format_number(claim.value)}{unit}"

    @property
    def is_changed(self):
        """The verdict is of what the claim said when the report was compiled."""
        if self.reconciled is None:
            return False
        fact, claim = self.reconciled.claim, self.claim
        now = {
            "indicator": claim.indicator.code if claim.indicator else None,
            "comparator": claim.comparator,
            "verbatim": claim.verbatim,
            "is_met_claim": claim.is_met_claim,
            "is_beyond_unit": claim.is_beyond_unit,
        }
        return fact.number != claim.value or any(fact.detail[name] != now[name] for name in now)


def stated_claims(report, claims, access):
    """(the version that was compared last, every claim in the order in which it was entered)"""
    version = (
        ReportVersion.objects.visible_to(access).filter(report=report).order_by("-number").first()
    )
    rows = reconcile(version, access=access) if version else []
    by_claim = {row.claim.source_id: row for row in rows}
    users = sections_using_claims(report, access)
    return version, [
        StatedClaim(claim, users.get(claim.key, []), by_claim.get(claim.pk)) for claim in claims
    ]


def says_the_same(row, other, fields):
    return all(getattr(row, name) == getattr(other, name) for name in fields)


def twin_of(row, fields, *, access):
    """A row of the same report that says just this already: the same sheet sent twice."""
    rows = type(row).objects.visible_to(access).filter(report=row.report_id)
    return rows.exclude(pk=row.pk).filter(**{name: getattr(row, name) for name in fields}).first()


def key_of(words):
    """'Số lượt người' → 'so-luot-nguoi'; empty when there is no letter or digit."""
    return slugify(search_key(words))[:KEY_LENGTH].strip("-_")


def free_key(words, taken):
    """A key made of the first words, with a number when it is taken."""
    first = key_of(" ".join(words.split()[:WORDS_IN_KEY])) or "so-lieu"
    if first not in taken:
        return first
    number = 2
    while (key := f"{first[: KEY_LENGTH - 4].strip('-_')}-{number}") in taken:
        number += 1
    return key
