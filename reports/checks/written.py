"""Rules of the words of sections: typed numbers, rates that claim too much, years of nothing."""

import re

from django.urls import reverse

from organisations.vietnamese import search_key
from reports.checks.asked import Said
from reports.enums import Nature, Verdict
from reports.models import Fact
from reports.sources import NARRATIVE
from reports.words.typed_numbers import sentences, typed_numbers

TARGETS = {"MT-01", "MT-02", "MT-03", "MT-05", "MT-06", "MT-07"}
RATES_OF_THE_REGISTER = re.compile(r"\{\{\s*CS-0[89]\b")
OF_A_TERRITORY = ("cua tinh", "cua thanh pho", "tren dia ban")
EVERY_YEAR = ("hang nam",)
EVENTS = ("TT-01", "TT-05")


def _sections(asked):
    """[(section's key, its words)] as the version keeps them."""
    facts = Fact.objects.visible_to(asked.access).filter(version=asked.version)
    rows = facts.filter(nature=Nature.TEXT, source=NARRATIVE).order_by("source_id")
    return [(fact.label, fact.detail["text"]) for fact in rows]


def _address(asked, section_key):
    return reverse("reports:words:section", args=[asked.report.code, section_key])


def target_met_without_numbers(asked):
    """KT-25: of what is recorded as a claim of having met a target."""
    for row in asked.reconciled:
        code = row.claim.detail["indicator"]
        if code in TARGETS and row.verdict == Verdict.UNPROVEN:
            words = {"mục tiêu": asked.labels.get(code, code)}
            url = reverse("reports:reconciliation", args=[asked.report.code])
            yield Said(words, row.claim.label, url)


def rate_of_a_territory(asked):
    """KT-27: a rate on what stands in the register, called one of the whole province."""
    for key, text in _sections(asked):
        for sentence in sentences(text):
            said = search_key(sentence)
            if RATES_OF_THE_REGISTER.search(sentence) and any(w in said for w in OF_A_TERRITORY):
                yield Said(detail=sentence, url=_address(asked, key))


def typed_number(asked):
    """KT-32."""
    for key, text in _sections(asked):
        for sentence in sentences(text):
            if found := typed_numbers(sentence):
                phrases = "; ".join(typed.phrase for typed in found)
                yield Said({"câu": sentence}, phrases, _address(asked, key) + "#typed-numbers")


def heads_for_turns(asked):
    """KT-33."""
    for key, text in _sections(asked):
        for typed in typed_numbers(text):
            if typed.counts_heads:
                yield Said(detail=typed.phrase, url=_address(asked, key))


def every_year_and_yet_a_gap(asked):
    """KT-52: a declared nought is an answer, a year without any row is none."""
    words = search_key(" ".join(text for _key, text in _sections(asked)))
    if not any(said in words for said in EVERY_YEAR):
        return
    facts = asked.counted.facts.filter(indicator__code__in=EVENTS)
    known = set(facts.order_by().values_list("year", flat=True).distinct())
    round_ = asked.report.round
    for year in range(round_.year_from, round_.year_to + 1):
        if year not in known:
            url = reverse("outreach:activities") + f"?year={year}"
            yield Said({"năm": str(year)}, url=url)
