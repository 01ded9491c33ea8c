"""Everything that changes the outreach log."""

from django.db import transaction

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from outreach import rules
from outreach.models import Activity


@transaction.atomic
def create_activity(activity, *, access):
    require(rules.may_record(access))
    activity.save()
    log(access, Verb.CREATE, activity)
    return activity


@transaction.atomic
def update_activity(activity, *, access, seen):
    current = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    require(rules.may_edit_activity(access, current))
    refuse_stale(seen, current)
    activity.save()
    log(access, Verb.UPDATE, activity)
    return activity
