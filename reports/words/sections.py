"""The sections of a report's form beside what has been written for them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from programmes.models import Indicator
from reports import narrative, placeholders
from reports.dimensions import MEMBERS
from reports.models import Claim, Fact, FormColumn, FormRow, FormSection, Narrative
from reports.sources import COUNTED

CLAIM = "claim:"
COUNTED_CODES = frozenset(source.indicator for source in COUNTED)


@dataclass(frozen=True)
class WrittenSection:
    """One section of the form, with its words or without."""

    section: FormSection
    title: str
    guidance: str
    text: str = ""
    # Who else is writing it now, and how many remarks on it wait.
    colleague: object = None
    waits: int = 0

    @property
    def words(self):
        return count_words(self.text)

    @property
    def is_too_long(self):
        return self.section.max_words is not None and self.words > self.section.max_words

    @property
    def state(self):
        if not self.text:
            return _("chưa viết")
        if self.section.max_words is None:
            return _("%(words)s từ") % {"words": self.words}
        return _("%(words)s/%(most)s từ") % {"words": self.words, "most": self.section.max_words}

    @property
    def tone(self):
        if not self.text:
            return "warning" if self.section.is_required else "neutral"
        return "warning" if self.is_too_long else "success"


@dataclass(frozen=True)
class Code:
    """An indicator that a section may insert, and the marks of its parts."""

    mark: str
    indicator: Indicator
    is_counted: bool
    parts: list


def count_words(text):
    """What stands between spaces; a mark is one word, the hyphen of a list none."""
    lines = (line.strip().removeprefix(narrative.BULLET) for line in text.splitlines())
    return sum(len(narrative.MARK.sub("x", line).split()) for line in lines)


def written_section(section, report, text):
    guidance = placeholders.fill(section.guidance, report.round, report.owner.name)
    return WrittenSection(section, title_of(section, report), guidance, text)


def title_of(section, report):
    """As it is printed: 'III. Truyền thông, đào tạo'."""
    title = placeholders.fill(section.title, report.round, report.owner.name)
    return f"{section.number}. {title}" if section.number else title


def written_sections(report, access):
    """Every section of the report's form, in order."""
    texts = dict(
        Narrative.objects.visible_to(access)
        .filter(report=report)
        .values_list("section_key", "text")
    )
    return [
        written_section(section, report, texts.get(section.key, ""))
        for section in _sections(report, access)
    ]


def empty_required_sections(report, access):
    """Sections that should have words and have none (nên viết): a warning, never a blocker."""
    return [
        written
        for written in written_sections(report, access)
        if written.section.is_required and not written.text
    ]


def section_choices(report, access):
    return [(section.key, title_of(section, report)) for section in _sections(report, access)]


def _sections(report, access):
    return FormSection.objects.visible_to(access).filter(form=report.form_pk)


# Marks


def codes_for(section, access):
    """The indicators of the section's tables with the marks that insert them."""
    tables = {"table__section": section}
    rows = FormRow.objects.visible_to(access).filter(**tables).values("indicator")
    columns = FormColumn.objects.visible_to(access).filter(**tables).values("indicator")
    indicators = Indicator.objects.visible_to(access)
    return [
        Code(
            f"{{{{{indicator.code}}}}}",
            indicator,
            indicator.code in COUNTED_CODES,
            _parts(indicator),
        )
        for indicator in indicators.filter(Q(pk__in=rows) | Q(pk__in=columns))
    ]


def _parts(indicator):
    """[(mark, what it counts)] of the kinds that an indicator is divided into."""
    return [
        (f"{{{{{indicator.code} kind={kind}}}}}", member)
        for dimension in indicator.dimensions
        for member, kind in MEMBERS.get(dimension, {}).items()
    ]


def mark_of(claim):
    return f"{{{{{CLAIM}{claim.key}}}}}"


def check_marks(text, report, access):
    """Read the words as a compilation will; ActionRefused names the mark that cannot be read."""
    claims = Claim.objects.visible_to(access).filter(report=report)
    stated = {
        claim.key: Fact(source="reports.Claim", source_id=claim.pk, label=claim.verbatim)
        for claim in claims
    }
    codes = frozenset(Indicator.objects.visible_to(access).values_list("code", flat=True))
    narrative.read(text, stated, codes)


def claim_keys_in(text):
    """The keys of the claims that these words insert."""
    marks = (found["inside"] for found in narrative.MARK.finditer(text))
    return {mark.removeprefix(CLAIM).strip() for mark in marks if mark.startswith(CLAIM)}


def sections_using_claims(report, access):
    """{claim's key: [title of each section that inserts it]}"""
    users = {}
    for written in written_sections(report, access):
        for key in claim_keys_in(written.text):
            users.setdefault(key, []).append(written.title)
    return users
