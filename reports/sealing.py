"""The seal of a compiled version, and how far exactly this content is in the unit's approval."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisations import approvals
from organisations.enums import ApprovalState, ApprovalSubject
from organisations.models import Approval
from reports.enums import DocumentKind

SUBJECT = ApprovalSubject.REPORT
TONES = {
    ApprovalState.OPEN: "info",
    ApprovalState.APPROVED: "success",
    ApprovalState.RETURNED: "warning",
    ApprovalState.WITHDRAWN: "neutral",
}


def seal_of(version):
    """What the head has before him: the numbers and the file. A form carries it to the button."""
    return _seal(version, version.documents.current().get(kind=DocumentKind.REPORT))


def content_key_of(version):
    """The seal in 64 digits, as runs of approval keep it; empty while no file stands."""
    document = version.documents.current().filter(kind=DocumentKind.REPORT).first()
    return hashlib.sha256(_seal(version, document).encode()).hexdigest() if document else ""


def _seal(version, document):
    return f"{version.figures_digest}.{document.sha256}"


@dataclass(frozen=True)
class Progress:
    """A version's content, and the run that speaks of it; else the report's newest run or none."""

    key: str
    run: Approval | None

    @classmethod
    def of(cls, version, *, access):
        key, report = content_key_of(version), version.report
        approved = approvals.approved_run(report, SUBJECT, key, access=access)
        run = approved or approvals.current_approval(report, SUBJECT, access=access)
        return cls(key, run)

    @property
    def is_of_this(self):
        """Whether the run is about what stands in the version now."""
        return self.run is not None and self.run.content_key == self.key

    @property
    def is_overtaken(self):
        """Compiled again while the run is open: nobody can approve it any more."""
        return self.run is not None and self.run.is_open and not self.is_of_this

    @property
    def is_approved(self):
        return self.is_of_this and self.run.state == ApprovalState.APPROVED

    @property
    def tone(self):
        if self.is_overtaken:
            return "warning"
        return TONES[self.run.state] if self.is_of_this else "neutral"

    @property
    def words(self):
        if self.is_overtaken:
            return _("đã lập lại sau khi trình")
        if not self.is_of_this:
            return _("chưa trình duyệt")
        if not self.run.is_open:
            return self.run.get_state_display()
        step = self.run.next_decision
        return _("đang trình duyệt, chờ bước “%(step)s”") % {"step": step.name}

    @property
    def lacking(self):
        """What is to be done before the content counts as approved, as sentences."""
        if self.is_approved:
            return []
        if self.is_overtaken:
            return [
                _(
                    "Báo cáo đã được lập lại sau khi trình, nên lần trình đang mở không còn đúng"
                    " bản này. Hãy rút lại hoặc trả lại, rồi trình bản mới."
                )
            ]
        if self.is_of_this and self.run.is_open:
            words = {"step": self.run.next_decision.name}
            return [_("Bản này đang trình duyệt trong đơn vị, chờ bước “%(step)s”.") % words]
        return [
            _(
                "Bản này chưa được duyệt trong đơn vị. Hãy trình ở trang Trình duyệt của báo cáo"
                " và chờ duyệt đủ các bước."
            )
        ]
