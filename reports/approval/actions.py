"""The verbs of a report in its unit's approval; sending it to the Ministry is a verb of its own."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisations import approval_notices, approvals, clock
from organisations.access import require
from organisations.exceptions import ActionRefused
from reports.approval import rules
from reports.approval.readiness import missing_to_put_forward
from reports.checks.running import check
from reports.models import ReportVersion
from reports.sealing import SUBJECT, Progress, content_key_of


@transaction.atomic
def put_forward(version_pk, *, access, seen, comment=""):
    """Begin a run of approval of what stands in the version.

    `seen` is the content_key_of the version that the person has read.
    """
    version = _locked(version_pk)
    report = version.report
    require(rules.may_put_forward(access, report))
    progress = Progress.of(version, access=access)
    result = check(report, version, access=access, now=clock.now())
    if missing := missing_to_put_forward(version, progress, result, access=access):
        raise ActionRefused(_("Chưa trình: %(missing)s") % {"missing": " ".join(missing)})
    if progress.key != seen:
        raise ActionRefused(
            _(
                "Chưa trình: báo cáo đã được lập lại sau khi ông/bà mở trang này."
                " Hãy xem lại bản mới."
            )
        )
    run = approvals.start(report, SUBJECT, progress.key, access=access, comment=comment)
    approval_notices.tell_next_approvers(run, report, run.get_absolute_url(), access=access)
    return run


@transaction.atomic
def approve(version_pk, *, access, seen=None, comment=""):
    """Take the next step; refused when the version is no longer what was put forward."""
    version = _locked(version_pk)
    run, key = _run_of(version.report, access), content_key_of(version)
    run = approvals.approve(run.pk, key, access=access, seen=seen, comment=comment)
    url = run.get_absolute_url()
    approval_notices.tell_next_approvers(run, version.report, url, access=access)
    return run


@transaction.atomic
def send_back(report, *, access, reason, seen=None):
    run = _run_of(report, access)
    run = approvals.send_back(run.pk, access=access, reason=reason, seen=seen)
    url = run.get_absolute_url()
    approval_notices.tell_that_it_came_back(run, report, url, access=access, reason=reason)
    return run


@transaction.atomic
def withdraw(report, *, access, reason="", seen=None):
    run = _run_of(report, access)
    return approvals.withdraw(run.pk, access=access, reason=reason, seen=seen)


def _locked(version_pk):
    """Nobody compiles or sends it while its content is compared with what was read."""
    versions = ReportVersion.objects.select_for_update(of=("self",))
    return versions.select_related("report__round__form", "report__owner").get(pk=version_pk)


def _run_of(report, access):
    require(rules.may_put_forward(access, report))
    run = approvals.current_approval(report, SUBJECT, access=access)
    if run is None:
        raise ActionRefused(_("Chưa ghi: báo cáo chưa được trình lần nào."))
    return run
