"""Rules of the register of establishments: its levels, its official total, and doubtful pairs."""

from django.db.models import Sum
from django.urls import reverse

from enterprises.enums import Certainty, Stratum
from enterprises.models import SamePlantCandidate
from organisations.vietnamese import format_number
from reports.checks.asked import Said

RATES_ON_STATISTICS = ("CS-10", "CS-11")
OLDEST_STATISTICS = 2
LIKELY = (Certainty.CERTAIN, Certainty.PROBABLE)


def more_than_the_statistics(asked):
    """KT-17: of plants alone, which are what the statistics count; households stand apart."""
    official = asked.counted.value("CS-03")
    plants = asked.counted.facts.filter(indicator__code="CS-02", stratum=Stratum.PLANT)
    active = plants.order_by().aggregate(sum=Sum("number"))["sum"]
    if official is not None and active is not None and active > official:
        both = (asked.said_of("CS-02", active), asked.said_of("CS-03", official))
        yield Said(detail="; ".join(both), url=reverse("enterprises:zones"))


def rate_without_its_source(asked):
    """KT-23: the line below needs a source and a year, the plants above its stratum."""
    for code in RATES_ON_STATISTICS:
        facts = asked.counted.rows(code)
        if any(_is_badly_based(fact) for fact in facts):
            yield Said(detail=asked.said_of(code), url=asked.figure(code))


def _is_badly_based(fact):
    if fact.planned is None:
        return fact.stratum != Stratum.PLANT
    return not (fact.detail.get("source") and fact.detail.get("total_of"))


def old_statistics(asked):
    """KT-24."""
    oldest = asked.report.round.year_to - OLDEST_STATISTICS
    for fact in asked.counted.rows("CS-03"):
        year = fact.detail.get("total_of")
        if year and year < oldest:
            yield Said({"năm": str(year)}, fact.label, reverse("enterprises:zones"))


def undecided_pairs(asked):
    """KT-35: pairs that are put to this unit, as they stand now."""
    pairs = SamePlantCandidate.objects.visible_to(asked.access).open()
    if waiting := pairs.filter(certainty__in=LIKELY).count():
        yield Said({"n": format_number(waiting)}, url=reverse("enterprises:pairs"))
