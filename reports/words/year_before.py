"""What the unit wrote in the same section a year ago, as it was printed and as it was typed."""

from dataclasses import dataclass

from programmes.models import Indicator
from reports import narrative
from reports.confirmed import version_before
from reports.enums import Nature
from reports.models import Fact, ReportVersion
from reports.printing import NO_DATA, Printed
from reports.slots import Slot
from reports.sources import NARRATIVE


@dataclass(frozen=True)
class WordsBefore:
    """`typed` still has the codes, to be taken over; `paragraphs` have last year's numbers."""

    version: ReportVersion
    typed: str
    paragraphs: list


def words_before(report, section_key, *, access):
    """Of the version sent last of the year before; None when it says nothing here."""
    version = version_before(report, access)
    facts = Fact.objects.visible_to(access).filter(version=version, source__startswith="reports.")
    words = version and facts.filter(source=NARRATIVE, label=section_key).first()
    if not words:
        return None
    stated = {fact.detail["key"]: fact for fact in facts.filter(nature=Nature.CLAIM)}
    codes = frozenset(Indicator.objects.visible_to(access).values_list("code", flat=True))
    printed = Printed.of(version, access=access)
    blocks = narrative.read(words.detail["text"], stated, codes)
    paragraphs = [_as_printed(item, printed) for block in blocks for item in block.items]
    return WordsBefore(version, words.detail["text"], paragraphs)


def _as_printed(parts, printed):
    return "".join(_printed(part, printed) for part in parts)


def _printed(part, printed):
    if not isinstance(part, Slot):
        return part
    figure = printed.get(part.key)
    return part.text or (figure.printed if figure else NO_DATA)
