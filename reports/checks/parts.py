"""Rules of parts and wholes: what is part of something is no more than that."""

from reports.checks.asked import Said, address_of
from reports.fact_words import kind_label
from reports.figures import RATIOS

# (the smaller, the larger) by rule.
NO_MORE_THAN = {
    "KT-11": [("TT-04", "TT-02")],
    "KT-14": [("HT-07", "HT-08")],
    "KT-15": [
        ("CS-07", "CS-06"),
        ("CS-06", "CS-04"),
        ("CS-04", "CS-02"),
        ("CS-02", "CS-01"),
        ("CS-05", "CS-04"),
    ],
    "KT-18": [("NV-02", "NV-01"), ("NV-04", "NV-03"), ("NV-03", "NV-01")],
}
MAY_EXCEED_THE_WHOLE = {"KP-03", "KQ-16"}
A_YEAR = 12


def no_more_than(rule):
    def find(asked):
        for smaller, larger in NO_MORE_THAN[rule]:
            if _exceeds(asked, smaller, larger):
                yield Said(detail=_both(asked, smaller, larger), url=asked.figure(smaller))

    return find


def _exceeds(asked, smaller, larger):
    part = asked.counted.value(smaller)
    return part is not None and part > (asked.counted.value(larger) or 0)


def _both(asked, *codes):
    return "; ".join(asked.said_of(code) for code in codes)


def women_of_an_event(asked):
    """KT-09."""
    for row in asked.counted.by_source("TT-02", "TT-03"):
        women = row["TT-03"].number if "TT-03" in row else None
        everybody = row["TT-02"].number if "TT-02" in row else None
        if women is not None and everybody is not None and women > everybody:
            fact = row["TT-03"]
            detail = "; ".join(asked.said_of(code, row[code].number) for code in row)
            yield Said({"hoạt động": fact.label}, detail, address_of(fact))


def people_without_an_event(asked):
    """KT-10."""
    if asked.counted.value("TT-02") and not asked.counted.value("TT-01"):
        yield Said(detail=_both(asked, "TT-01", "TT-02"))


def zones_reached(asked):
    """KT-12: kind by kind."""
    for kind in asked.counted.kinds("TT-09"):
        reached = asked.counted.value("TT-09", kind) or 0
        known = asked.counted.value("TT-10", kind)
        if known is not None and reached > known:
            detail = f"{asked.said_of('TT-09', reached)}; {asked.said_of('TT-10', known)}"
            yield Said({"loại khu": kind_label(kind)}, detail, asked.figure("TT-09", kind))


def plants_of_assessments(asked):
    """KT-13: a plant is assessed at least once; without rows of assessments there is no plant."""
    both = [asked.counted.value(code) or 0 for code in ("HT-02", "HT-03")]
    plants = asked.counted.value("HT-04")
    if plants is not None and plants > sum(both):
        yield Said(detail=_both(asked, "HT-04", "HT-02", "HT-03"))


def competent_staff(asked):
    """KT-19."""
    able, has_them = asked.counted.value("NL-03"), asked.counted.value("NL-06")
    if able is not None and able > (asked.counted.value("NL-02") or 0):
        yield Said(detail=_both(asked, "NL-03", "NL-02"))
    elif has_them is not None and (has_them > 0) != bool(able):
        yield Said(detail=_both(asked, "NL-06", "NL-03"))


def money_saved(asked):
    """KT-20: what solutions saved a year is part of what was measured, taken for twelve months."""
    parts = asked.counted.value("KQ-13")
    most = sum(_a_year(fact) for fact in asked.counted.rows("KQ-09") if fact.number > 0)
    if parts is not None and parts > most:
        yield Said(detail=_both(asked, "KQ-13", "KQ-09"))
    if _exceeds(asked, "KQ-11", "HT-07"):
        yield Said(detail=_both(asked, "KQ-11", "HT-07"))


def _a_year(fact):
    return fact.number * A_YEAR / min(fact.detail.get("months") or A_YEAR, A_YEAR)


def rates_of_a_whole(asked):
    """KT-22."""
    for code in sorted(RATIOS - MAY_EXCEED_THE_WHOLE):
        rate = asked.counted.value(code)
        if rate is not None and not 0 <= rate <= 100:
            value = asked.said_of(code).rpartition(": ")[2]
            yield Said(asked.words_of(code) | {"giá trị": value}, url=asked.figure(code))
