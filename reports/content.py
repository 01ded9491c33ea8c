"""What a version says, before it is drawn: sections, narratives, claims, and every figure's key."""

from dataclasses import dataclass

from organisations.vietnamese import format_number
from programmes.models import Indicator
from reports import listings, narrative
from reports.enums import Nature, Reading
from reports.figures import COUNTED_NATURES, READS, statement, total
from reports.layout import lay_out
from reports.models import Fact
from reports.printing import words_of
from reports.slots import Slot
from reports.sources import NARRATIVE

# The place of what is printed on the internal sheet alone.
SHEET = "Phiếu đối chiếu số liệu"


@dataclass
class Content:
    """Laid-out sections with their words; `places` says where each figure is first printed."""

    sections: list
    words: dict
    events: list
    claims: list
    logged: frozenset
    beside: tuple = ()

    @classmethod
    def of(cls, version, *, access, beside=()):
        claims = list(_claims(version, access))
        by_key = {fact.detail["key"]: fact for fact in claims}
        codes = frozenset(Indicator.objects.values_list("code", flat=True))
        words = {
            section: narrative.read(text, by_key, codes)
            for section, text in _narratives(version, access)
        }
        return cls(
            lay_out(version, version.report.form, access=access),
            words,
            listings.event_lines(version, access=access),
            claims,
            _logged(version, access),
            beside,
        )

    def slots(self):
        """Every slot with its place, in the order in which a reader meets it."""
        for laid in self.sections:
            name = f"Mục {laid.section.number}".strip() if laid.section.number else "Mở đầu"
            for slot in narrative.slots(self.words.get(laid.section.key, [])):
                yield slot, name
            for table in laid.tables:
                yield from table.slots()
                yield from _chart_slots(table)
        for line in self.events:
            for cell in line.cells:
                if isinstance(cell, Slot):
                    yield cell, f"Phụ lục I, dòng {line.cells[0]}"
        yield from self.beside
        for fact in self.claims:
            yield claim_slot(fact), SHEET
            if (code := fact.detail["indicator"]) in self.logged:
                yield Slot(total(code)), SHEET

    def places(self):
        """Key → first place, in printing order: the order of the codes."""
        places = {}
        for slot, place in self.slots():
            places.setdefault(slot.key, place)
        return places

    def words_by_key(self):
        """What a statement prints: its first known words."""
        words = {}
        for slot, _ in self.slots():
            if slot.text:
                words.setdefault(slot.key, slot.text)
        return words


def claim_slot(fact):
    return Slot(statement(Nature.CLAIM, fact.source, fact.source_id), fact.label)


def printed_words(figure, words):
    """Counted figures print their value (a middle says of how many), statements their words."""
    if figure.reads == Reading.TEXT:
        return words
    if figure.nature == Nature.COVERAGE:
        return coverage_words(figure)
    words = words_of(read_as(figure), figure.value)
    if figure.reads == Reading.MEDIAN and figure.value is not None:
        return f"{words} ({format_number(figure.fact_count)} giải pháp)"
    return words


def unit_of(figure):
    if figure.nature == Nature.COVERAGE:
        return "đơn vị"
    if figure.reads == Reading.DEVIATION:
        return "%"
    return figure.indicator.unit if figure.indicator else ""


def coverage_words(figure):
    """28/34: of how many units that owe rows were counted."""
    if not figure.fact_count:
        return words_of(Reading.NUMBER, None)
    return f"{format_number(figure.value or 0)}/{format_number(figure.fact_count)}"


def read_as(figure):
    """A number of the year before is said as its indicator is."""
    if figure.nature == Nature.BEFORE:
        return READS.get(figure.indicator.code, Reading.NUMBER)
    return figure.reads


def _narratives(version, access):
    """(section, words) as they were when the facts were written: a frozen version keeps its own."""
    facts = Fact.objects.visible_to(access).filter(version=version, source=NARRATIVE)
    return facts.values_list("detail__section", "detail__text")


def _claims(version, access):
    return (
        Fact.objects.visible_to(access)
        .filter(version=version, nature=Nature.CLAIM)
        .order_by("source_id")
    )


def _logged(version, access):
    """Codes of indicators that have at least one counted row, or a declared nought."""
    counted = Fact.objects.visible_to(access).filter(version=version, nature__in=COUNTED_NATURES)
    return frozenset(counted.order_by().values_list("indicator__code", flat=True).distinct())


def _chart_slots(table):
    for year, keys in table.chart or ():
        for key in keys:
            yield Slot(key), f"{table.table.label}, biểu đồ, {year}"
