"""Thay thế: a version sent again stands for the one sent before, and says so by its number.

Every version stays as it was sent, with its own number and receipt; the first receipt keeps its
date. Which paper is replaced is known from what was sent, never typed.
"""

from dataclasses import dataclass

from organisations.vietnamese import format_date, format_document_date
from reports.models import OutgoingDocument, Receipt, ReportVersion


@dataclass(frozen=True)
class Sent:
    """One version that was sent, with its receipt and, where it was numbered, its paper."""

    version: ReportVersion
    receipt: Receipt
    paper: OutgoingDocument | None

    @property
    def words(self):
        """'Báo cáo số 12/BC-SCT ngày 20/12/2026', or by its receipt where nobody numbered it."""
        if self.paper:
            return f"Báo cáo số {self.paper} ngày {format_date(self.paper.signed_on)}"
        return f"báo cáo theo phiếu tiếp nhận {self.receipt.number}"

    @property
    def sentence(self):
        """As the report that replaces it prints it, after its opening."""
        if self.paper:
            day = format_document_date(self.paper.signed_on)
            return f"Báo cáo này thay thế Báo cáo số {self.paper} ngày {day}."
        return f"Báo cáo này thay thế {self.words}."


def replaced_by(version, *, access):
    """What this version replaces: the one sent last before it; None for a first one."""
    before = _sent(version, access).filter(number__lt=version.number)
    return _as_sent(before.order_by("-number").first(), access)


def replacement_of(version, *, access):
    """What stands for this version now: the one sent last after it; None while it stands."""
    after = _sent(version, access).filter(number__gt=version.number)
    return _as_sent(after.order_by("-number").first(), access)


def _sent(version, access):
    """The Ministry's own is one of each consolidation and replaces nothing."""
    rows = ReportVersion.objects.visible_to(access).filter(report=version.report_id)
    return rows.filter(is_submitted=True, consolidation=None)


def _as_sent(version, access):
    if version is None:
        return None
    return Sent(
        version,
        Receipt.objects.visible_to(access).get(version=version),
        OutgoingDocument.objects.visible_to(access).filter(version=version).first(),
    )
