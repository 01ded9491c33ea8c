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
    """`stamp` is the latest GrantStep of it; a project that was loaded from files has none."""

    state: str
    label: str
    url: str
    stamp: object
    is_done: bool
    is_latest: bool


def stages_of(grant, steps):
    """A project that ended early stays where it was; every one begins with its application."""
    stamps = {step.state: step for step in steps}
    now = ORDER.index(grant.state) if grant.state in ORDER else 0
    return [
        Stage(
            state,
            label,
            url,
            stamps.get(state),
            is_done=place <= now or state in stamps,
            is_latest=state == grant.state,
        )
        for place, (state, label, url) in enumerate(STAGES)
    ]
