"""Where the Ministry's handling of reports stands."""

from django.utils.translation import gettext_lazy as _

from reports.enums import ReviewDecision
from reports.models import ReportVersion, Review

TONES = {
    ReviewDecision.RECEIVED: "info",
    ReviewDecision.RETURNED: "warning",
    ReviewDecision.ACCEPTED: "success",
}

HEADINGS = {
    ReviewDecision.RECEIVED: _("Tiếp nhận báo cáo"),
    ReviewDecision.RETURNED: _("Yêu cầu hoàn thiện, bổ sung"),
    ReviewDecision.ACCEPTED: _("Chấp nhận báo cáo"),
}


def decided(version, *, access):
    """The newest decision on a version; None while the Ministry has not looked at it."""
    return Review.objects.visible_to(access).for_list().filter(version=version).first()


def newest_sent(report, *, access):
    """The version that the Ministry reads: the last one that was submitted."""
    rows = ReportVersion.objects.visible_to(access).filter(report=report, is_submitted=True)
    return rows.order_by("-number").first()


def accepted_version(report, *, access):
    """The version that the Ministry has accepted, if that is how the report stands now."""
    version = newest_sent(report, access=access)
    last = decided(version, access=access) if version else None
    return version if last and last.decision == ReviewDecision.ACCEPTED else None


def decisions_in(round_, *, access):
    """{report's key: its newest decision}, of reports whose newest version was decided on."""
    newest = {}
    sent = ReportVersion.objects.visible_to(access).filter(report__round=round_, is_submitted=True)
    for version in sent.order_by("number").only("pk", "report_id"):
        newest[version.report_id] = version.pk
    rows = Review.objects.visible_to(access).filter(version__in=newest.values()).for_list()
    found = {}
    for row in rows:
        found.setdefault(row.version.report_id, row)
    return found
