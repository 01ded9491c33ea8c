"""What a call has brought in: how many units of those that may answer, and what became of it."""

from dataclasses import dataclass

from django.db.models import Q

from organisations.enums import Kind
from organisations.models import Organisation
from programmes.models import Proposal, Task
from programmes.support.calls.rules import PROPOSERS


@dataclass(frozen=True)
class Answered:
    """n of N units of one kind have sent a proposal."""

    kind: Kind
    answered: int
    units: int


def answers_to(call, *, access, today):
    """By kind of unit. N are the units that exist today and may propose."""
    units = Organisation.objects.visible_to(access).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        kind__in=PROPOSERS,
    )
    sent = Proposal.objects.visible_to(access).sent().filter(call=call)
    senders = set(sent.order_by().values_list("owner_id", flat=True).distinct())
    kinds = dict(units.values_list("pk", "kind"))
    return [
        Answered(
            kind,
            sum(kinds.get(pk) == kind for pk in senders),
            sum(of_unit == kind for of_unit in kinds.values()),
        )
        for kind in PROPOSERS
    ]


def tasks_by_proposal(proposals, *, access):
    """{proposal: the task made of it}, for those that were taken up."""
    tasks = Task.objects.visible_to(access).filter(proposal__in=[row.pk for row in proposals])
    return {task.proposal_id: task for task in tasks.select_related("task_list")}
