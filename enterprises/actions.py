"""Everything that changes the register of zones and the official totals."""

from django.db import transaction

from enterprises import rules
from enterprises.models import Establishment, OfficialTotal
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale, save_or_refuse
from organisations.enums import Verb


@transaction.atomic
def create(row, *, access):
    """Enter a zone or an official total."""
    require(rules.may_keep_zones(access))
    save_or_refuse(row)
    log(access, Verb.CREATE, row)
    return row


@transaction.atomic
def update(row, *, access, seen):
    current = _locked(type(row), row.pk, access)
    refuse_stale(seen, current)
    save_or_refuse(row)
    log(access, Verb.UPDATE, row)
    return row


@transaction.atomic
def update_zone(zone, *, access, seen):
    """Its establishments say the zone's name in words too: they follow."""
    update(zone, access=access, seen=seen)
    sites = Establishment.objects.visible_to(access).filter(zone=zone)
    sites.exclude(zone_name=str(zone)).update(zone_name=str(zone))
    return zone


@transaction.atomic
def remove_total(pk, *, access):
    """From now on the register is the denominator again, or an earlier total."""
    total = _locked(OfficialTotal, pk, access)
    log(access, Verb.DELETE, total)
    total.delete()


def _locked(model, pk, access):
    current = model.objects.select_for_update(of=("self",)).get(pk=pk)
    require(rules.may_edit_zone(access, current))
    return current
