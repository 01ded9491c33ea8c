"""Everything that changes what was found out about a target."""

from django.db import transaction

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from programmes.attainment import rules
from programmes.models import TargetProgress


@transaction.atomic
def state_progress(progress, *, access):
    require(rules.may_state(access, progress.target))
    progress.save()
    log(access, Verb.CREATE, progress)
    return progress


@transaction.atomic
def correct_progress(progress, *, access, seen):
    current = TargetProgress.objects.select_for_update(of=("self",)).get(pk=progress.pk)
    require(rules.may_state(access, current.target))
    refuse_stale(seen, current)
    progress.save()
    log(access, Verb.UPDATE, progress)
    return progress
