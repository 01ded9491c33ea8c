"""Who is told when a run waits for its next step, or has been returned."""

from django.utils.translation import gettext as _

from organisations import rules
from organisations.clock import Today
from organisations.enums import ReminderKind, Role
from organisations.models import Membership
from organisations.notifications import notify
from organisations.vietnamese import quoted


def tell_next_approvers(approval, row, url, *, access):
    """Everybody who may take the next step and has not taken one; nobody after the last."""
    step = approval.next_decision
    if step is None:
        return
    done = {earlier.decided_by_id for earlier in approval.decisions.all()}
    people = [
        member.user
        for member in members(access)
        if member.user_id not in done
        and rules.reaches(member.role, step.role)
        and step.person_id in (None, member.user_id)
    ]
    said = _("“%(paper)s” chờ bước “%(step)s”.") % {"paper": row, "step": step.name}
    kind = ReminderKind.APPROVAL_WAITING
    notify(people, kind, row, said, url, key=f"{kind}:{approval.pk}:{step.ordinal}")


def tell_that_it_came_back(approval, row, url, *, access, reason):
    """Whoever submitted it; the officers, when that was somebody who works by delegation."""
    everybody = list(members(access))
    people = [member.user for member in everybody if member.user_id == approval.started_by_id]
    people = people or [member.user for member in everybody if member.role == Role.OFFICER]
    said = _("“%(paper)s” được trả lại để hoàn thiện, lý do: %(reason)s")
    kind = ReminderKind.RETURNED
    words = {"paper": row, "reason": quoted(reason)}
    notify(people, kind, row, said % words, url, key=f"{kind}:{approval.pk}")


def members(access):
    """The people of the unit that is acted for, as of today."""
    return Membership.objects.visible_to(access).valid_on(Today()).for_list()
