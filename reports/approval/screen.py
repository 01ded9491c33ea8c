"""The one page that an approver reads, gathered in a fixed number of queries."""

from dataclasses import dataclass

from organisations import approvals
from organisations import rules as unit_rules
from organisations.models import Approval
from reports import rules as report_rules
from reports.approval import rules
from reports.approval.differences import changes
from reports.approval.headline import headlines
from reports.approval.readiness import missing_to_put_forward
from reports.checks.running import check
from reports.confirmed import version_before
from reports.desk import Standing
from reports.enums import Severity
from reports.models import Receipt, ReportVersion
from reports.rounds.lateness import addressee_of
from reports.sealing import SUBJECT, Progress

RISKY = (Severity.BLOCKER, Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True)
class Since:
    """What the version is compared with: a version sent, else the run before, else nothing.

    `groups` are the changes; None where the rows that were put forward are no longer there.
    """

    version: ReportVersion | None
    run: Approval | None
    groups: list | None


def approval_page(report, *, access, now):
    """Everything the page shows; without a compiled version hardly anything."""
    sent_at = Receipt.objects.visible_to(access).filter(report=report).for_list()
    receipt = sent_at.order_by("received_at").first()
    addressee = addressee_of(report, access=access)
    context = {
        "report": report,
        "standing": addressee and Standing(addressee, report, receipt, now),
        "version": newest_version(report, access=access),
    }
    if context["version"] is None or context["version"].compiled_at is None:
        return context
    return context | _of_version(context["version"], report, access, now)


def newest_version(report, *, access):
    rows = ReportVersion.objects.visible_to(access).filter(report=report)
    return rows.select_related("report__round__form").order_by("-number").first()


def _of_version(version, report, access, now):
    progress = Progress.of(version, access=access)
    result = check(report, version, access=access, now=now)
    missing = missing_to_put_forward(version, progress, result, access=access)
    before = version_before(report, access)
    chain = approvals.chain_of(SUBJECT, access=access)
    writes = rules.may_put_forward(access, report)
    return {
        **approvals.approval_context(report, SUBJECT, access=access),
        "progress": progress,
        "missing": missing if writes and not _speaks_for_itself(progress) else [],
        "first_step": chain[0],
        "may_put_forward": writes and not missing and unit_rules.may_take(access, chain[0]),
        "waits_for_another": writes and not missing and not unit_rules.may_take(access, chain[0]),
        "may_submit": report_rules.may_submit(access) and progress.is_approved,
        "before": before,
        "headlines": headlines(version, before, access=access),
        "since": _since(version, progress, access),
        "risks": [(level, found) for level, found in result.by_severity if level in RISKY],
    }


def _speaks_for_itself(progress):
    """The steps of the run say what is waited for."""
    return progress.is_approved or progress.run is not None and progress.run.is_open


def _since(version, progress, access):
    sent = ReportVersion.objects.visible_to(access).filter(
        report=version.report_id, number__lt=version.number, is_submitted=True
    )
    if last := sent.order_by("-number").first():
        return Since(last, None, changes(last, version, access=access))
    runs = Approval.objects.visible_to(access).filter(subject=SUBJECT, subject_id=version.report_id)
    if progress.is_of_this:
        runs = runs.exclude(pk=progress.run.pk)
    run = runs.order_by("-started_at", "-pk").first()
    # A draft is compiled in place: only the newest content has its rows.
    is_same = run is not None and run.content_key == progress.key
    return Since(None, run, [] if is_same else None)
