"""How far a project of support is, step by step, for its page."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from assessments.enums import GrantState

STAGES = (
    (GrantState.APPLIED, _("Đơn đề nghị"), ""),
    (GrantState.APPROVED, _("Đề án được phê duyệt"), "assessments:grant_approve"),
    (GrantState.CONTRACTED, _("Hợp đồng, tạm ứng"), "assessments:grant_contract"),
    (GrantState.ACCEPTED, _("Nghiệm thu"), "assessments:grant_accept"),
    (GrantState.SETTLED, _("Thanh lý"), "assessments:grant_settle"),
)
ORDER = [state for state, _label, _url in STAGES]


@dataclass(frozen=True)
class Stage:
    """`stamp` is the latest GrantStep of it, if it was reached."""

    state: str
    label: str
    url: str
    stamp: object
    is_latest: bool

    @property
    def is_done(self):
        return self.stamp is not None


def stages_of(grant, steps):
    """A project that ended early stays where it was."""
    latest = {step.state: step for step in steps}
    reached = [state for state in ORDER if state in latest]
    return [
        Stage(state, label, url, latest.get(state), state == reached[-1] == grant.state)
        for state, label, url in STAGES
    ]
