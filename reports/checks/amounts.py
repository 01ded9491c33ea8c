"""Rules of amounts: what is much more, much less, or much larger than usual."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from assessments.enums import FactorKind
from assessments.models import ConversionFactor
from organisations.vietnamese import format_date, format_number, search_key
from reports.checks.asked import Said, address_of
from reports.fact_words import kind_label

COMPARED_WITH_LAST_YEAR = (
    "TT-01",
    "TT-02",
    "TT-05",
    "HT-02",
    "HT-03",
    "HT-07",
    "KQ-07",
    "KQ-09",
    "KP-02",
)
ENOUGH_TO_COMPARE, DOUBLE, HALF = 10, 2, Decimal("0.5")
FEWEST, MOST_AT_AN_EVENT = 10, 300
ENOUGH_PLANTS, MOST_OF_ONE = 5, Decimal("0.5")
SHORTEST_PAYBACK, LONGEST_PAYBACK, TIMES_APART = Decimal("0.05"), 20, 10
MOST_SAVED_PERCENT = 30
MONEY = ("KP-01", "KP-02", "KQ-09", "KQ-10", "HT-12")
LEAST_MONEY, MOST_MONEY = 1_000, 10**12
TOLD_BY_SEX = Decimal("0.5")
CUMULATIVE = ("TT-", "HT-", "KP-02", "NV-02")


def _said(value):
    return format_number(value, 2) if value % 1 else format_number(value)


def same_event_twice(asked):
    """KT-34: of the same name, day and place."""
    seen = defaultdict(list)
    for fact in asked.counted.rows("TT-01"):
        day, place = fact.detail.get("held_on"), fact.detail.get("place") or ""
        if day:
            seen[day, search_key(place), search_key(fact.label)].append(fact)
    for (day, *_rest), facts in seen.items():
        if len(facts) > 1:
            words = {"tên": facts[0].label, "ngày": format_date(dt.date.fromisoformat(day))}
            yield Said(words, url=address_of(facts[1]))


def unlike_last_year(asked):
    """KT-39."""
    if asked.before is None:
        return
    for code in COMPARED_WITH_LAST_YEAR:
        before, now = asked.before.value(code), asked.counted.value(code)
        if before is None or now is None or before < ENOUGH_TO_COMPARE:
            continue
        if not HALF <= now / before <= DOUBLE:
            words = {"cũ": _said(before), "mới": _said(now)}
            yield Said(asked.words_of(code) | words, url=asked.figure(code))


def people_an_event(asked):
    """KT-41: row by row."""
    for row in asked.counted.by_source("TT-01", "TT-02"):
        if len(row) < 2 or not row["TT-01"].number or row["TT-02"].number is None:
            continue
        each = row["TT-02"].number / row["TT-01"].number
        if not FEWEST <= each <= MOST_AT_AN_EVENT:
            fact = row["TT-01"]
            yield Said({"hoạt động": fact.label, "x": _said(each)}, url=address_of(fact))


def one_plant_of_all(asked):
    """KT-42."""
    for code in ("KQ-07", "KQ-09"):
        by_plant = defaultdict(Decimal)
        for fact in asked.counted.rows(code):
            by_plant[fact.label] += fact.number or 0
        whole = sum(by_plant.values())
        if len(by_plant) < ENOUGH_PLANTS or whole <= 0:
            continue
        name, most = max(by_plant.items(), key=lambda pair: pair[1])
        if most > whole * MOST_OF_ONE:
            detail = f"{name}: {_said(most)}; {asked.said_of(code)}"
            words = {"x": format_number(100 * most / whole, 0)}
            yield Said(words, detail, asked.figure(code))


def paybacks(asked):
    """KT-43."""
    both, middle = asked.counted.value("KQ-14"), asked.counted.value("KQ-15")
    if both is not None and not SHORTEST_PAYBACK <= both <= LONGEST_PAYBACK:
        yield Said({"x": _said(both)}, url=asked.figure("KQ-14"))
    elif both and middle and max(both, middle) > TIMES_APART * min(both, middle):
        yield Said({"x": _said(both)}, asked.said_of("KQ-15"), asked.figure("KQ-15"))


def saved_of_a_resource(asked):
    """KT-44: resource by resource."""
    for kind in asked.counted.kinds("KQ-16"):
        share = asked.counted.value("KQ-16", kind)
        if share is not None and not 0 <= share <= MOST_SAVED_PERCENT:
            url = asked.figure("KQ-16", kind)
            yield Said({"x": format_number(share, 1)}, kind_label(kind), url)


def energy_without_toe(asked):
    """KT-45."""
    has_energy = any((asked.counted.value(code) or 0) > 0 for code in ("KQ-01", "KQ-02"))
    if has_energy and not asked.counted.value("KQ-07"):
        yield Said(detail=asked.said_of("KQ-01"), url=asked.figure("KQ-01"))


def estimate_without_basis(asked):
    """KT-47."""
    told = set()
    for fact in asked.counted.facts.filter(estimate__isnull=False).select_related("indicator"):
        if not fact.detail.get("basis") and fact.indicator.code not in told:
            told.add(fact.indicator.code)
            yield Said(asked.words_of(fact.indicator.code), fact.label, address_of(fact))


def estimate_below_what_is_done(asked):
    """KT-48."""
    for code in sorted(asked.counted.groups):
        estimate, done = asked.counted.estimate(code), asked.counted.value(code)
        if code.startswith(CUMULATIVE) and None not in (estimate, done) and estimate < done:
            detail = f"ước cả năm {_said(estimate)}, đã thực hiện {_said(done)}"
            yield Said(asked.words_of(code), detail, asked.figure(code))


def women_are_told(asked):
    """KT-51."""
    events, told = asked.counted.count("TT-01"), asked.counted.count("TT-03")
    if events and told < events * TOLD_BY_SEX:
        yield Said({"x": format_number(Decimal(100 * told) / events, 0)})


def more_paid_than_planned(asked):
    """KT-54: source by source."""
    for kind in asked.counted.kinds("KP-02"):
        paid, planned = (asked.counted.value(code, kind) or 0 for code in ("KP-02", "KP-01"))
        if paid > planned:
            detail = f"{asked.said_of('KP-02', paid)}; {asked.said_of('KP-01', planned)}"
            yield Said({"nguồn": kind_label(kind)}, detail, asked.figure("KP-02", kind))


def odd_money(asked):
    """KT-56: thousands or millions of đồng taken for đồng, or the other way round."""
    for fact in asked.counted.rows(*MONEY):
        amount = abs(fact.number or 0)
        if 0 < amount < LEAST_MONEY or amount > MOST_MONEY:
            yield Said({"x": _said(fact.number)}, fact.label, address_of(fact))


def grid_of_another_year(asked):
    """KT-46: once a year whose factor was taken for results of other years."""
    years = dict(ConversionFactor.objects.filter(kind=FactorKind.GRID).values_list("code", "year"))
    told = set()
    for fact in asked.counted.rows("KQ-08"):
        of_grid = {years[code] for code in fact.detail.get("factors") or () if code in years}
        for year in sorted(of_grid - {fact.detail.get("result_year")} - told):
            told.add(year)
            yield Said({"năm": str(year)}, fact.label, address_of(fact))
