"""Which content of a paper is printed, by which decision, and whose letterhead and hand it bears.

A paper under way is printed as it is written now, as a draft. One that was decided is printed as it
is in force, with number, day and signer as they were typed in.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from organisations.documents.letterheads import (
    COMMITTEE,
    committee_letterhead,
    committee_of,
    head_position_of,
    superior_of,
    unit_letterhead,
)
from organisations.documents.model import Signature
from programmes.enums import IssuerLevel, SigningFor
from programmes.papers.content import is_empty
from programmes.papers.kinds import PLAN, content_of, kind_of, level_of
from programmes.papers.revisions import (
    first_revision,
    in_force_on,
    newest_revision,
    revisions_of,
    run_behind,
    standing,
)

DRAFT = "DỰ THẢO"


@dataclass(frozen=True)
class Printed:
    """One content of a paper on its way to paper; `document` is None while it is a draft.

    `amended` is the decision that this one changes, `before` the content that was in force so far.
    With `submitted_on` it is printed again after its decision, as it was submitted on that day.
    """

    paper: Any
    content: dict
    year: int
    document: Any = None
    amended: Any = None
    before: dict | None = None
    summary: str = ""
    in_force_from: Any = None
    submitted_on: Any = None

    @property
    def is_reopened(self):
        return self.submitted_on is not None

    @property
    def is_live(self):
        """It is the content as it is written now: rows may be read beside it."""
        return self.in_draft and not self.is_reopened

    @property
    def strategy(self):
        """Of a plan; None where the content printed rests on another one than the row does now."""
        strategy = self.paper.strategy
        if strategy is None or self.is_live or strategy.name == self.content["fields"]["strategy"]:
            return strategy
        return None

    @property
    def owner(self):
        return self.paper.owner

    @property
    def is_plan(self):
        return kind_of(self.paper) is PLAN

    @property
    def title(self):
        return self.content["fields"]["title"]

    @cached_property
    def level(self):
        """Who issues: as the decision says, else as the paper is planned, else as its plan is."""
        if self.document and self.document.issuer_level:
            return self.document.issuer_level
        return self.content["fields"].get("issuer_level") or level_of(self.paper)

    @property
    def by_committee(self):
        return self.level == IssuerLevel.PEOPLES_COMMITTEE

    @property
    def issuer(self):
        return committee_of(self.owner) if self.by_committee else self.owner.name

    @property
    def authority(self):
        """The line between the title of a decision and its căn cứ."""
        if self.by_committee:
            return self.issuer.upper()
        return f"{head_position_of(self.owner)} {self.owner.name}".upper()

    @property
    def in_draft(self):
        return self.document is None

    @property
    def superior(self):
        """Whom a unit that issues by itself reports to; nobody above where the committee issues."""
        return "" if self.by_committee else superior_of(self.owner)

    @property
    def addressee(self):
        """To whom the unit submits it, and reports on it."""
        if self.by_committee:
            return self.issuer
        return f"{head_position_of(self.owner).capitalize()} {self.owner.name}"

    def letterhead(self, abbreviation):
        make = committee_letterhead if self.by_committee else unit_letterhead
        if self.document is None:
            return make(self.owner, abbreviation, year=self.year, mark=DRAFT)
        number, _slash, symbol = self.document.number.partition("/")
        known = {"number": number, "issued_on": self.document.issued_on, "year": None}
        if symbol:
            known["symbol"] = symbol
        return make(self.owner, abbreviation, **known)

    def signature(self):
        if self.document is not None and self.document.signer_position:
            return Signature(tuple(self._signed_lines()), self.document.signer_name)
        if self.by_committee:
            return Signature((f"TM. {COMMITTEE}", "CHỦ TỊCH"), "")
        return Signature((head_position_of(self.owner),), self._signer_name())

    def _signer_name(self):
        """Who signed is known or not; a draft names the head."""
        return self.document.signer_name if self.document else self.owner.head_name

    def _signed_lines(self):
        position = self.document.signer_position.upper()
        how = self.document.signing_for
        head = "CHỦ TỊCH" if self.by_committee else head_position_of(self.owner)
        if self.by_committee and how in (SigningFor.SELF, SigningFor.DEPUTY, SigningFor.COLLECTIVE):
            yield f"TM. {COMMITTEE}"
            if how == SigningFor.DEPUTY:
                yield f"KT. {head}"
        elif how == SigningFor.COLLECTIVE:
            yield f"TM. {self.owner.name}".upper()
        elif how != SigningFor.SELF:
            yield f"{how} {head}"
        yield position


def now_valid(paper, today):
    """What is in force; before the first decision, the draft."""
    return in_force(paper, today) if paper.is_decided else draft_of(paper, today)


def draft_of(paper, today):
    """What is written now; of a paper that was decided before, an amendment."""
    if not paper.is_decided:
        return Printed(paper, content_of(paper), today.year)
    last = newest_revision(paper)
    before = last.content if last else None
    return Printed(paper, content_of(paper), today.year, amended=paper.document, before=before)


@dataclass(frozen=True)
class Past:
    """How a decided paper came about: the run that approved what is in force, its revisions."""

    run: Any
    revisions: list

    @classmethod
    def of(cls, paper, access, revisions=None):
        revisions = revisions_of(paper) if revisions is None else revisions
        return cls(run_behind(paper, revisions, access=access), revisions)

    @property
    def was_approved_here(self):
        """A paper that was entered has no run, or one that came to nothing."""
        return self.run is not None

    @property
    def says_something(self):
        return any(not is_empty(revision.content) for revision in self.revisions)


def as_submitted(paper, past):
    """The content that was submitted for the newest decision.

    Kept of a submission is its content and nothing else. What may have changed since is not
    printed: who headed the unit, what had been said of the draft, the years of a list's plan; and
    a căn cứ only where the content names it and it was signed by then.
    """
    *earlier, newest = standing(past.revisions)
    submitted_on = timezone.localtime(past.run.started_at).date()
    before = earlier[-1].content if earlier else None
    amended = paper.document if earlier else None
    words = {"amended": amended, "before": before, "submitted_on": submitted_on}
    return Printed(paper, newest.content, submitted_on.year, **words)


def in_force(paper, today):
    """What has effect today; of an ended paper, what had it last."""
    revision = in_force_on(paper, today) or newest_revision(paper) or first_revision(paper)
    is_first = revision.document_id == paper.document_id
    return Printed(
        paper,
        revision.content,
        today.year,
        document=revision.document,
        amended=None if is_first else paper.document,
        summary=revision.summary,
        in_force_from=revision.in_force_from,
    )
