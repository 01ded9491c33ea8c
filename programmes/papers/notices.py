"""Who is told when a paper waits for the next step or its decision, or has been returned."""

from django.utils.translation import gettext as _

from organisations import rules
from organisations.clock import Today
from organisations.enums import ReminderKind, Role
from organisations.models import Membership
from organisations.notifications import notify
from organisations.vietnamese import quoted


def tell_whose_turn_it_is(approval, paper, *, access):
    """Everybody who may take the next step and has not taken one; after the last, the officers."""
    step = approval.next_decision
    if step is None:
        _tell_that_the_decision_is_to_be_written(approval, paper, access)
        return
    done = {earlier.decided_by_id for earlier in approval.decisions.all()}
    people = [
        member.user
        for member in _members(access)
        if member.user_id not in done
        and rules.reaches(member.role, step.role)
        and step.person_id in (None, member.user_id)
    ]
    said = _("“%(paper)s” chờ bước “%(step)s”.") % {"paper": paper, "step": step.name}
    kind = ReminderKind.APPROVAL_WAITING
    key = f"{kind}:{approval.pk}:{step.ordinal}"
    notify(people, kind, paper, said, paper.get_absolute_url(), key=key)


def _tell_that_the_decision_is_to_be_written(approval, paper, access):
    people = [
        member.user
        for member in _members(access)
        if member.role == Role.OFFICER or member.user_id == approval.started_by_id
    ]
    said = _("“%(paper)s” đã duyệt xong: ghi số, ngày của quyết định sau khi ký, đóng dấu.")
    kind = ReminderKind.DECISION_WAITING
    words, url = {"paper": paper}, paper.get_absolute_url()
    notify(people, kind, paper, said % words, url, key=f"{kind}:{approval.pk}")


def tell_that_it_came_back(approval, paper, *, access, reason):
    """Whoever submitted it; the officers, when that was somebody who works by delegation."""
    members = list(_members(access))
    people = [member.user for member in members if member.user_id == approval.started_by_id]
    people = people or [member.user for member in members if member.role == Role.OFFICER]
    said = _("“%(paper)s” được trả lại để hoàn thiện, lý do: %(reason)s")
    kind = ReminderKind.RETURNED
    words = {"paper": paper, "reason": quoted(reason)}
    url = paper.get_absolute_url()
    notify(people, kind, paper, said % words, url, key=f"{kind}:{approval.pk}")


def _members(access):
    return Membership.objects.visible_to(access).valid_on(Today()).for_list()
