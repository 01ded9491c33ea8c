"""Rules of the report itself: whether it is whole, new, in time, and agrees with its own words."""

from django.urls import reverse

from organisations.vietnamese import format_date, format_number
from reports.actions import changed_since
from reports.checks.asked import Said
from reports.enums import Verdict
from reports.figures import figures_that_differ
from reports.models import Receipt
from reports.rounds.lateness import addressee_of
from reports.words.sections import empty_required_sections

FLOWS = ("TT-01", "TT-05", "HT-01", "HT-02", "HT-03", "HT-07", "KP-02", "NV-02")
WANT_A_LIST = {"HT-02", "HT-03", "HT-04", "HT-10", "CS-06"}


def differs_from_its_rows(asked):
    """KT-01."""
    if differ := figures_that_differ(asked.version):
        said = f"{len(differ)} số, số đầu tiên là {differ[0]}"
        yield Said(detail=said, url=reverse("figure", args=[differ[0]]))


def has_no_content(asked):
    """KT-04."""
    empty = empty_required_sections(asked.report, asked.access)
    if not asked.version.is_nil and not asked.counted and empty:
        yield Said()


def section_without_words(asked):
    """KT-05."""
    for written in empty_required_sections(asked.report, asked.access):
        url = reverse("reports:words:section", args=[asked.report.code, written.section.key])
        yield Said({"mục": written.title}, url=url)


def nothing_and_yet_something(asked):
    """KT-06."""
    rows = sum(asked.counted.count(code) for code in FLOWS if (asked.counted.value(code) or 0) > 0)
    if asked.version.is_nil and rows:
        yield Said({"n": format_number(rows)})


def changed_since_compiled(asked):
    """KT-07."""
    if changed := changed_since(asked.version, access=asked.access):
        yield Said({"n": format_number(changed)})


def past_its_day(asked):
    """KT-08."""
    sent = Receipt.objects.visible_to(asked.access).filter(report=asked.report)
    round_ = asked.report.round
    bound_by = addressee_of(asked.report, access=asked.access) or round_
    if asked.now >= bound_by.due_at and not sent.exists():
        due = f"{round_.get_due_wording_display()} {format_date(bound_by.due_on)}"
        yield Said({"hạn": due})


def claims(verdict, among=None):
    """KT-29 to KT-31."""

    def find(asked):
        for row in asked.reconciled:
            code = row.claim.detail["indicator"]
            if row.verdict != verdict or (among and code not in among):
                continue
            logged = "–" if row.logged is None else format_number(row.logged)
            words = {"lời văn": row.claim.label, "số": logged, "mã": row.claim.detail["key"]}
            url = reverse("reports:reconciliation", args=[asked.report.code])
            yield Said(words, row.remark, url)

    return find


exceeds_its_rows = claims(Verdict.CLAIM_EXCEEDS_LOG)
says_less_than_its_rows = claims(Verdict.LOG_EXCEEDS_CLAIM)
has_no_list = claims(Verdict.NO_LOG, WANT_A_LIST)


def prints_a_dash(asked):
    """KT-53: what the form asks for and nobody has entered."""
    for code in asked.codes_of_form:
        if not asked.counted.count(code):
            yield Said(asked.words_of(code), code)
