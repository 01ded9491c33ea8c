"""Rules of what a unit states or types itself: targets, estimates beside plans, grounds."""

from django.db.models import Q, Sum

from organisations.vietnamese import format_number, search_key
from programmes.models import ActionPlan, TaskList
from reports.checks.asked import Said, address_of
from reports.enums import Nature, Reading
from reports.figures import READS
from reports.models import Fact, Figure

COVERAGE = {"MT-01", "MT-02"}
OF_THE_NATION = {"NL-08", "MT-04"}
SHORTCOMINGS = "ton_tai"
LEAST_OF_PLAN, MOST_OF_PLAN = 80, 120
HELD_TO_ESTIMATES, MOST_OFF_AN_ESTIMATE = ("TT-02", "HT-03", "KQ-09", "KP-02"), 10


def _written(asked, nature, **which):
    facts = Fact.objects.visible_to(asked.access).filter(version=asked.version, nature=nature)
    return facts.filter(**which).order_by("source_id")


def estimate_equals_the_target(asked):
    """KT-26."""
    targets = {
        (fact.detail["indicator"], fact.number)
        for fact in _written(asked, Nature.TEXT, source="programmes.Target")
    }
    for claim in _written(asked, Nature.CLAIM, number__isnull=False):
        code = claim.detail["indicator"]
        if code in COVERAGE and claim.detail["is_estimate"] and (code, claim.number) in targets:
            yield Said({"giá trị": format_number(claim.number)}, claim.label)


def met_what_only_the_nation_can(asked):
    """KT-28."""
    for claim in _written(asked, Nature.CLAIM):
        if claim.detail["indicator"] in OF_THE_NATION and claim.detail["is_met_claim"]:
            yield Said(detail=claim.label)


def far_from_the_plan(asked):
    """KT-40: by less than 80% or more than 120%, and the section of shortcomings is silent.

    A section speaks of an indicator that it inserts by code or calls by its name.
    """
    sections = _written(asked, Nature.TEXT, source="reports.Narrative", label=SHORTCOMINGS)
    words = search_key(" ".join(fact.detail["text"] for fact in sections))
    for code in sorted(asked.counted.groups.keys() - READS.keys()):
        planned, estimate = asked.counted.planned(code), asked.counted.estimate(code)
        if not planned or estimate is None:
            continue
        share = 100 * estimate / planned
        names = {search_key(code), search_key(asked.labels.get(code, code))}
        if not LEAST_OF_PLAN <= share <= MOST_OF_PLAN and not any(name in words for name in names):
            detail = f"ước {format_number(estimate)}, kế hoạch {format_number(planned)}"
            words_of = asked.words_of(code) | {"x": format_number(share, 0)}
            yield Said(words_of, detail, asked.figure(code))


def confirmed_far_from_the_estimate(asked):
    """KT-49: what was estimated last year, and what is counted of that year now."""
    estimates = _written(asked, Nature.ESTIMATED, indicator__code__in=HELD_TO_ESTIMATES)
    for fact in estimates.select_related("indicator"):
        rows = _written(asked, Nature.CONFIRMED, indicator=fact.indicator_id).order_by()
        confirmed = rows.aggregate(sum=Sum("number"))["sum"]
        if confirmed is None or not fact.estimate:
            continue
        off = abs(100 * (confirmed - fact.estimate) / fact.estimate)
        if off > MOST_OFF_AN_ESTIMATE:
            said = f"ước {format_number(fact.estimate)}, chính thức {format_number(confirmed)}"
            detail = f"{fact.indicator.label}: {said}"
            yield Said({"x": format_number(off, 1)}, detail, _deviation(asked, fact))


def _deviation(asked, fact):
    """The page of the printed per cent; empty where the report does not print it."""
    figures = Figure.objects.visible_to(asked.access).filter(
        version=asked.version, indicator=fact.indicator_id, reads=Reading.DEVIATION
    )
    return next((figure.get_absolute_url() for figure in figures), "")


def typed_without_grounds(asked):
    """KT-50: a declared nought says its grounds and who declared it, a total its source."""
    for fact in asked.counted.facts.filter(nature=Nature.TYPED).select_related("indicator"):
        if not (fact.detail.get("basis") and fact.label):
            year = f"năm {fact.year}" if fact.year else ""
            yield Said(asked.words_of(fact.indicator.code), year)
    for fact in asked.counted.rows("CS-03"):
        if not fact.label:
            yield Said(asked.words_of("CS-03"), url=address_of(fact))


def without_number_or_date(asked):
    """KT-37: lists that the report prints in italics and counts nowhere."""
    for fact in _written(asked, Nature.TEXT, source="programmes.TaskList"):
        yield Said({"tên": fact.label}, url=address_of(fact))


def task_of_two_plans(asked):
    """KT-38: of lists that name no plan, while several plans hold their year."""
    round_ = asked.report.round
    years = Q(year__range=(round_.year_from, round_.year_to))
    lists = TaskList.objects.visible_to(asked.access).filter(years, plan=None)
    plans = ActionPlan.objects.visible_to(asked.access).decided()
    plans = list(plans.filter(owner=asked.report.owner_id))
    for task_list in lists.filter(owner=asked.report.owner_id).order_by("year", "pk"):
        holding = [row for row in plans if row.year_from <= task_list.year <= row.year_to]
        if len(holding) > 1:
            detail = "; ".join(str(row) for row in holding)
            yield Said({"tên": str(task_list)}, detail, task_list.get_absolute_url())
