"""Who is told when a paper waits for the next step or its decision, or has been returned."""

from django.utils.translation import gettext as _

from organisations import approval_notices
from organisations.enums import ReminderKind, Role
from organisations.notifications import notify


def tell_whose_turn_it_is(approval, paper, *, access):
    """Everybody who may take the next step and has not taken one; after the last, the officers."""
    if approval.next_decision is None:
        _tell_that_the_decision_is_to_be_written(approval, paper, access)
        return
    approval_notices.tell_next_approvers(approval, paper, paper.get_absolute_url(), access=access)


def _tell_that_the_decision_is_to_be_written(approval, paper, access):
    people = [
        member.user
        for member in approval_notices.members(access)
        if member.role == Role.OFFICER or member.user_id == approval.started_by_id
    ]
    said = _("“%(paper)s” đã duyệt xong: ghi số, ngày của quyết định sau khi ký, đóng dấu.")
    kind = ReminderKind.DECISION_WAITING
    words, url = {"paper": paper}, paper.get_absolute_url()
    notify(people, kind, paper, said % words, url, key=f"{kind}:{approval.pk}")


def tell_that_it_came_back(approval, paper, *, access, reason):
    url = paper.get_absolute_url()
    approval_notices.tell_that_it_came_back(approval, paper, url, access=access, reason=reason)
