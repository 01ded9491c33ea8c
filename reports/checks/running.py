"""Asking all rules that apply to a report, and saying what they found in their own words."""

from collections import defaultdict
from dataclasses import dataclass

from reports.checks import amounts, parts, register, stated, whole, written
from reports.checks.asked import Asked
from reports.checks.explanations import explanations_of
from reports.checks.unasked import WHY_NOT
from reports.enums import Severity
from reports.models import CheckRule, Explanation

CHECKS = {
    "KT-01": whole.differs_from_its_rows,
    "KT-04": whole.has_no_content,
    "KT-05": whole.section_without_words,
    "KT-06": whole.nothing_and_yet_something,
    "KT-07": whole.changed_since_compiled,
    "KT-08": whole.past_its_day,
    "KT-09": parts.women_of_an_event,
    "KT-10": parts.people_without_an_event,
    "KT-12": parts.zones_reached,
    "KT-13": parts.plants_of_assessments,
    "KT-17": register.more_than_the_statistics,
    "KT-19": parts.competent_staff,
    "KT-20": parts.money_saved,
    "KT-22": parts.rates_of_a_whole,
    "KT-23": register.rate_without_its_source,
    "KT-24": register.old_statistics,
    "KT-25": written.target_met_without_numbers,
    "KT-26": stated.estimate_equals_the_target,
    "KT-27": written.rate_of_a_territory,
    "KT-28": stated.met_what_only_the_nation_can,
    "KT-29": whole.exceeds_its_rows,
    "KT-30": whole.says_less_than_its_rows,
    "KT-31": whole.has_no_list,
    "KT-32": written.typed_number,
    "KT-33": written.heads_for_turns,
    "KT-34": amounts.same_event_twice,
    "KT-35": register.undecided_pairs,
    "KT-37": stated.without_number_or_date,
    "KT-38": stated.task_of_two_plans,
    "KT-39": amounts.unlike_last_year,
    "KT-40": stated.far_from_the_plan,
    "KT-41": amounts.people_an_event,
    "KT-42": amounts.one_plant_of_all,
    "KT-43": amounts.paybacks,
    "KT-44": amounts.saved_of_a_resource,
    "KT-45": amounts.energy_without_toe,
    "KT-46": amounts.grid_of_another_year,
    "KT-47": amounts.estimate_without_basis,
    "KT-48": amounts.estimate_below_what_is_done,
    "KT-49": stated.confirmed_far_from_the_estimate,
    "KT-50": stated.typed_without_grounds,
    "KT-51": amounts.women_are_told,
    "KT-52": written.every_year_and_yet_a_gap,
    "KT-53": whole.prints_a_dash,
    "KT-54": amounts.more_paid_than_planned,
    "KT-56": amounts.odd_money,
    **{code: parts.no_more_than(code) for code in parts.NO_MORE_THAN},
}


@dataclass(frozen=True)
class Found:
    """A rule and one thing it found."""

    rule: CheckRule
    sentence: str
    mend: str
    detail: str
    url: str
    explanation: Explanation | None = None


@dataclass(frozen=True)
class Result:
    """`by_severity`: [(Severity, [Found, …])] of those with findings, the gravest first.

    `unasked` are (code, sentence, why) of the rules of this form that the portal does not answer:
    nobody is to take them for passed.
    """

    by_severity: list
    asked: int
    unasked: list

    @property
    def blockers(self):
        return dict(self.by_severity).get(Severity.BLOCKER, [])


class _Words(dict):
    def __missing__(self, name):
        return "…"


def check(report, version, *, access, now):
    """A Result for the version of a report."""
    asked = Asked(report, version, access, now)
    form = report.form.code
    rules = [row for row in CheckRule.objects.visible_to(access) if form in row.forms]
    explained = explanations_of(report, access=access)
    found = defaultdict(list)
    for rule in rules:
        for said in CHECKS.get(rule.code, _nothing)(asked):
            words = _Words(said.words)
            told = [text.format_map(words) for text in (rule.message, rule.mend)]
            found[rule.severity].append(
                Found(rule, *told, said.detail, said.url, explained.get(rule.code))
            )
    return Result(
        [(severity, found[severity]) for severity in Severity if found[severity]],
        sum(rule.code in CHECKS for rule in rules),
        [
            (rule.code, rule.message.format_map(_Words()), WHY_NOT.get(rule.code, ""))
            for rule in rules
            if rule.code not in CHECKS
        ],
    )


def _nothing(_asked):
    return ()
