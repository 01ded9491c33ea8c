"""What each page of this app shows, gathered in a fixed number of queries."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.enums import JobKind, Kind
from organisations.models import Job
from programmes.models import Indicator
from reports import rules
from reports.actions import changed_since, missing_for_submission
from reports.checks.running import check
from reports.children import children_of
from reports.enums import DocumentKind, Nature, Reading
from reports.fact_words import kind_label, lines_of
from reports.figures import COMPARING, FACTORS, READS, Median, facts_behind, value_of
from reports.ministry import ministry_front
from reports.models import (
    Claim,
    Document,
    Figure,
    NilDeclaration,
    Receipt,
    Report,
    ReportingRound,
    ReportVersion,
    Review,
    RoundAddressee,
)
from reports.outgoing.standing import shown_on_report
from reports.printing import words_of
from reports.recent import recent_log
from reports.reconciliation import reconcile
from reports.requested.register import shown_on_report as requests_shown_on_report
from reports.requested.rules import may_deal_with
from reports.review.rules import choices_after
from reports.review.standing import HEADINGS, TONES, decisions_in
from reports.rounds.lateness import addressee_of
from reports.rounds.rules import may_keep, may_watch
from reports.sealing import Progress, seal_of
from reports.words.rules import may_write
from reports.words.sections import empty_required_sections

HOME_ROUNDS = 12
FIGURE = Figure._meta.label
FACTS_ON_A_PAGE = 100


@dataclass(frozen=True)
class Standing:
    """Where one unit stands in one round."""

    addressee: RoundAddressee
    report: Report | None
    receipt: Receipt | None
    now: object = None
    review: Review | None = None

    @property
    def round(self):
        return self.addressee.round

    @property
    def organisation(self):
        return self.addressee.organisation

    @property
    def days_left(self):
        """Whole days until the first late instant; negative when it has passed."""
        local = timezone.localtime(self.now).date()
        return (timezone.localtime(self.addressee.due_at).date() - local).days

    @property
    def is_open(self):
        return self.round.is_open_on(timezone.localtime(self.now).date())

    @property
    def is_late(self):
        return self.now >= self.addressee.due_at

    @property
    def review_tone(self):
        return TONES[self.review.decision] if self.review else "neutral"

    @property
    def tone(self):
        if self.receipt:
            return "success" if self.receipt.is_on_time else "warning"
        return "danger" if self.is_late else "info"

    @property
    def words(self):
        if self.receipt:
            return f"đã gửi, {self.receipt.timeliness}"
        if self.is_late:
            return "quá hạn, chưa gửi"
        return f"còn {self.days_left} ngày" if self.days_left > 1 else "hôm nay là hạn cuối"


def overview(access, now):
    context = {"log": _recent_log(access), "now": now}
    if access.kind in rules.UNITS:
        context["standings"] = own_standings(access, now)[:HOME_ROUNDS]
    if access.kind == Kind.MINISTRY:
        rounds = ReportingRound.objects.visible_to(access)
        context |= ministry_front(with_counts(rounds, access), now)
    return context


def _recent_log(access):
    if access.kind not in {*rules.UNITS, Kind.MINISTRY}:
        return []
    return recent_log(access)


def own_standings(access, now):
    """The rounds a unit owes: what is still to be sent and in time first, what was sent last."""
    owed = RoundAddressee.objects.visible_to(access).filter(organisation=access.organisation)
    rows = owed.select_related("round", "organisation").order_by("-round__year_to", "-pk")
    reports = {report.round_id: report for report in Report.objects.visible_to(access)}
    receipts = _first_receipts(Receipt.objects.visible_to(access), "round_id")
    return [
        Standing(row, reports.get(row.round_id), receipts.get(row.round_id), now) for row in rows
    ]


def _first_receipts(receipts, key):
    """A resubmission keeps the first receipt's date."""
    first = {}
    for receipt in receipts.for_list().order_by("received_at"):
        first.setdefault(getattr(receipt, key), receipt)
    return first


def with_counts(rounds, access):
    """[(round, how many sent, how many owe)]; only the Ministry sees what others have sent."""
    owing, sent = {}, {}
    for round_id in RoundAddressee.objects.visible_to(access).values_list("round", flat=True):
        owing[round_id] = owing.get(round_id, 0) + 1
    for pair in set(Receipt.objects.visible_to(access).values_list("round", "owner")):
        sent[pair[0]] = sent.get(pair[0], 0) + 1
    return [(round_, sent.get(round_.pk, 0), owing.get(round_.pk, 0)) for round_ in rounds]


def round_context(round_, access, now):
    """A unit sees its own line; the Ministry all lines and the collected files."""
    owed = RoundAddressee.objects.visible_to(access).filter(round=round_)
    if access.kind != Kind.MINISTRY:
        owed = owed.filter(organisation=access.organisation.pk)
    reports = {
        report.owner_id: report for report in Report.objects.visible_to(access).filter(round=round_)
    }
    receipts = _first_receipts(Receipt.objects.visible_to(access).filter(round=round_), "owner_id")
    decisions = {row.owner_id: row for row in decisions_in(round_, access=access).values()}
    standings = [
        Standing(
            row,
            reports.get(row.organisation_id),
            receipts.get(row.organisation_id),
            now,
            decisions.get(row.organisation_id),
        )
        for row in owed.select_related("round", "organisation").order_by("organisation__name")
    ]
    return {
        "standings": standings,
        "sent": sum(standing.receipt is not None for standing in standings),
        "collected": _collected(round_, access),
        "may_consolidate": rules.may_consolidate(access),
        "may_keep": may_keep(access),
        "may_watch": may_watch(access),
        "is_open": round_.is_open_on(timezone.localtime(now).date()),
        "own_report": reports.get(access.organisation.pk),
        "may_compile": rules.may_compile(access),
    }


def _collected(round_, access):
    """Collected files are the Ministry's: nobody else may even join its table of them."""
    if access.kind != Kind.MINISTRY:
        return []
    return (
        Document.objects.visible_to(access)
        .filter(kind=DocumentKind.CONSOLIDATED, consolidation__round=round_)
        .select_related("consolidation")
        .order_by("-consolidation__number")
    )


def report_context(report, access):
    """A report's page: its versions, what may be done now, and what stands in the way."""
    addressee = addressee_of(report, access=access)
    versions = list(
        ReportVersion.objects.visible_to(access)
        .filter(report=report)
        .select_related("receipt")
        .order_by("-number")
    )
    documents = Document.objects.visible_to(access).filter(version__report=report).current()
    by_version = {}
    for document in documents:
        by_version.setdefault(document.version_id, {})[document.kind] = document
    latest = versions[0] if versions else None
    writes = may_write(access, report)
    sent = next((version for version in versions if version.is_submitted), None)
    return {
        "outgoing": shown_on_report(sent, access=access),
        "asked": requests_shown_on_report(sent, access=access),
        "may_deal_with": may_deal_with(access),
        "children": children_of(report) if report.owner_id == access.organisation.pk else [],
        "versions": [(version, by_version.get(version.pk, {})) for version in versions],
        "latest": latest,
        "addressee": addressee,
        **_reviews(report, versions, access),
        "latest_documents": by_version.get(latest.pk, {}) if latest else {},
        "job": _open_job(report, access),
        "may_compile": rules.may_compile(access) and report.owner_id == access.organisation.pk,
        "may_submit": rules.may_submit(access),
        "missing": missing_for_submission(latest, access=access) if latest else [],
        "progress": _progress(latest, report, access),
        "changed": changed_since(latest, access=access),
        "empty_sections": empty_required_sections(report, access) if writes else [],
        "claim_count": Claim.objects.visible_to(access).filter(report=report).count(),
        "nil_declarations": NilDeclaration.objects.visible_to(access)
        .filter(report=report)
        .select_related("indicator")
        .order_by("year", "indicator__code"),
    }


def _reviews(report, versions, access):
    """What the Ministry has said of every version, and what it may say next."""
    rows = list(Review.objects.visible_to(access).filter(version__report=report).for_list())
    sent = next((version for version in versions if version.is_submitted), None)
    last = next((row for row in rows if sent and row.version_id == sent.pk), None)
    return {
        "reviews": rows,
        "review": last,
        "review_tone": TONES[last.decision] if last else "",
        "sent": sent,
        "decisions": [
            (decision.value, HEADINGS[decision])
            for decision in (choices_after(access, last) if sent else ())
        ],
    }


def _progress(latest, report, access):
    """How far the unit's own approval of it is: nobody else's business."""
    if latest is None or latest.compiled_at is None or report.owner_id != access.organisation.pk:
        return None
    if latest.consolidation_id:
        return None
    return Progress.of(latest, access=access)


def submission_context(version, access, now):
    """What is about to be sent: the file, the main numbers, whether it is in time."""
    report = version.report
    headline = Figure.objects.visible_to(access).filter(
        version=version, nature=Nature.COUNTED, any_year=True, source_id__isnull=True
    )
    addressee = addressee_of(report, access=access)
    return {
        "addressee": addressee,
        "version": version,
        "report": report,
        "document": version.documents.current().get(kind=DocumentKind.REPORT),
        "figures": headline.filter(value__isnull=False).for_list(),
        "seal": seal_of(version),
        "changed": changed_since(version, access=access),
        "is_late": now >= (addressee or report.round).due_at,
    }


def _open_job(report, access):
    jobs = Job.objects.visible_to(access).filter(kind=JobKind.COMPILE_REPORT, subject_id=report.pk)
    newest = jobs.order_by("-pk").first()
    return newest if newest and (newest.is_open or newest.error) else None


def figure_context(figure, access, page):
    """One figure: a page of its frozen rows, and the value added up from all of them again."""
    figure = (
        Figure.objects.visible_to(access)
        .select_related("indicator", "version__owner", "version__report__round")
        .get(pk=figure.pk)
    )
    behind = facts_behind(figure, access=access)
    # Once `planned` and `number` name sums, what stands behind them would mean the sums.
    sums = behind.order_by().aggregate(
        unestimated=Count("pk", filter=Q(planned__isnull=False, estimate__isnull=True)),
        facts=Count("pk"),
        median=Median("number"),
        number=Sum("number"),
        planned=Sum("planned"),
        estimate=Sum("estimate"),
    )
    is_national = figure.version.consolidation_id is not None
    if is_national:
        behind = behind.select_related("owner", "version__report")
    facts = Paginator(behind, FACTS_ON_A_PAGE).get_page(page)
    for fact in facts:
        fact.lines = lines_of(fact)
        if fact.source == FIGURE:  # called by its code there
            fact.figure_url = reverse("figure", args=[fact.label])
            fact.lines = [_("Số đã in trong báo cáo năm trước"), *fact.lines]
    computed = value_of(figure.reads, sums)
    return {
        "figure": figure,
        "version": figure.version,
        "report": figure.version.report,
        "facts": facts,
        "is_national": is_national,
        "page_obj": facts,
        "sums": sums,
        "kind_label": kind_label(figure.kind),
        "computed": words_of(figure.reads, computed),
        "is_computed": figure.reads != Reading.TEXT,
        "shows_plan": figure.reads in {Reading.PLANNED, *FACTORS},
        "is_rate": figure.indicator is not None and figure.indicator.code in READS,
        "is_median": figure.reads == Reading.MEDIAN,
        "shows_estimate": figure.reads in {Reading.ESTIMATE, *COMPARING},
        "shows_done": figure.reads in {Reading.NUMBER, Reading.MEDIAN, *FACTORS, *COMPARING},
        "agrees": computed == figure.value,
    }


def checks_context(report, access, now):
    version = _newest(report, access)
    is_compiled = version is not None and version.compiled_at is not None
    return {
        "report": report,
        "version": version,
        "result": check(report, version, access=access, now=now) if is_compiled else None,
        "job": _open_job(report, access),
        "may_compile": rules.may_compile(access),
        "may_explain": may_write(access, report),
    }


def _newest(report, access):
    rows = ReportVersion.objects.visible_to(access).filter(report=report)
    return rows.order_by("-number").first()


def reconciliation_context(report, access):
    version = _newest(report, access)
    rows = reconcile(version, access=access) if version else []
    labels = dict(Indicator.objects.visible_to(access).values_list("code", "label"))
    for row in rows:
        row.indicator_label = labels.get(row.claim.detail["indicator"], "")
    return {"report": report, "version": version, "rows": rows}
