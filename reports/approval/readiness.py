"""What stands in the way of putting a version forward, as sentences; no more than blockers do."""

from django.utils.translation import gettext as _

from organisations import approval_notices, approvals
from organisations import rules as unit_rules
from organisations.enums import Role
from reports.actions import unfinished
from reports.sealing import SUBJECT


def missing_to_put_forward(version, progress, result, *, access):
    """`progress` is the Progress of the version, `result` what its checks found."""
    if missing := unfinished(version, access=access):
        return missing
    if progress.is_approved:
        return [_("Bản này đã được duyệt. Lãnh đạo đơn vị gửi báo cáo về Bộ.")]
    if progress.run is not None and progress.run.is_open:
        return progress.lacking
    blockers = [f"{found.sentence} ({found.rule.code})" for found in result.blockers]
    return [*blockers, *_without_people(access)]


def _without_people(access):
    """A person takes one step of a run, so whoever puts forward leaves the others to others."""
    first, *later = approvals.chain_of(SUBJECT, access=access)
    if not unit_rules.may_take(access, first):
        return []
    named = {step.person_id for step in later if step.person_id}
    free = [
        member.role
        for member in approval_notices.members(access)
        if member.user_id not in {access.user.pk, *named}
    ]
    unnamed = [step for step in later if not step.person_id]
    stuck = [step for step in later if step.person_id == access.user.pk]
    for role in (Role.HEAD, Role.OFFICER):
        wanted = [step for step in unnamed if unit_rules.reaches(step.role, role)]
        able = [member for member in free if unit_rules.reaches(member, role)]
        stuck += wanted[len(able) :]
    return [_nobody_left_for(step) for step in stuck[:1]]


def _nobody_left_for(step):
    return _(
        "Bước “%(step)s” không còn ai thực hiện: mỗi người chỉ xử lý một bước của một lần trình."
        " Hãy để người khác trình, hoặc mời thêm người vào đơn vị (Quản trị, Thành viên), hoặc sửa"
        " chuỗi trình duyệt của báo cáo."
    ) % {"step": step.name}
